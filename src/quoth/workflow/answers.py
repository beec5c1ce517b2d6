"""Answers: what the evidence says of each claim of a draft; of many claims in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from quoth.evidence import Index
from quoth.evidence.processes import PROCESSES, no_main_module, processes
from quoth.verify.checking import Result, check_claim
from quoth.verify.claims import Claim
from quoth.verify.observation import Observation
from quoth.verify.passages import Extent
from quoth.verify.support import find_support
from quoth.workflow.read import Settings
from quoth.workflow.speakers import Speakers

_WORTH_PROCESSES = 200
"""Claims of one draft: starting processes takes as long as looking up half as many."""
_AT_A_TIME = 8
"""Claims that a process is handed at a time."""

Answer = TypeVar("Answer")


class Answers:
    """Looks claims up in an index that does not change meanwhile. Close it, or use it in a `with` block."""

    def __init__(self, index: Index, reading: Settings) -> None:
        """`reading` are the settings with which drafts are read, and articles of the evidence."""
        self._index = index
        self._reading = reading
        self._extent = Extent(index.languages(), index.words())
        self._speakers = Speakers(reading)
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Answers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that were started."""
        if self._processes is not None:
            self._processes.shutdown(cancel_futures=True)
            self._processes = None

    def of(self, claim: Claim) -> tuple[Result, ...]:
        """What the evidence says of each quotation of a claim."""
        return check_claim(claim, self._index, self._speakers.who_said, self._extent)

    def support(self, claim: Claim) -> Observation | None:
        """The speaker's own words nearest to an indirect statement."""
        return find_support(claim, self._index, self._speakers.who_said)

    def of_all(self, claims: Sequence[Claim]) -> list[tuple[Result, ...]]:
        """`of` each claim."""
        return self._share_out(_answer, self.of, claims)

    def support_all(self, claims: Sequence[Claim]) -> list[Observation | None]:
        """`support` of each claim."""
        return self._share_out(_support, self.support, claims)

    def _share_out(
        self, there: Callable[[Claim], Answer], here: Callable[[Claim], Answer], claims: Sequence[Claim]
    ) -> list[Answer]:
        """The answers in the order of the claims: there in other processes if that is worth it, else here."""
        if len(claims) >= _WORTH_PROCESSES and PROCESSES > 1 and self._index.is_on_disk:
            if self._processes is None:
                self._processes = processes(_begin, (self._index, self._reading))
            try:
                with no_main_module():
                    answers = self._processes.map(there, claims, chunksize=_AT_A_TIME)
                return list(answers)
            except BrokenProcessPool:  # a process was ended from outside, perhaps for want of memory
                self.close()
        return list(map(here, claims))


_answers: Answers


def _begin(index: Index, reading: Settings) -> None:
    global _answers
    _answers = Answers(index, reading)


def _answer(claim: Claim) -> tuple[Result, ...]:
    return _answers.of(claim)


def _support(claim: Claim) -> Observation | None:
    return _answers.support(claim)
