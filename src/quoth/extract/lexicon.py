"""The lexicon of cues: which words can introduce what somebody said, and in which frames."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from quoth.extract.units import Unit
from quoth.model import Span
from quoth.text.language import Language, language
from quoth.text.tokens import tokenise

Frames = frozenset[str]


class Lexicon:
    """Cue words of one language, looked up from a position in a sentence's units, longest first.

    A frame tells what may follow a cue: `say` a clause or a quotation, `quote` only a quotation, `tell`
    whom and then a clause, `ask` a question, `urge` whom and then "to", `vow` "to", `object` a noun phrase,
    `according` the source itself; `mind` marks what is thought rather than said.
    """

    def __init__(self, data: Language) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], Frames]]] = {}
        self._prepositions: dict[str, dict[str, Frames]] = {}
        for frame, forms in data.cues.items():
            for form in forms:
                self._add(form, [frame])
        for form, frames in data.verbs.items():
            self._add(form, [frame for frame in frames if ":" not in frame])
            for frame in frames:
                preposition, _, after = frame.partition(":")
                if after:
                    self._prepositions.setdefault(form, {})[preposition] = frozenset({after})
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, form: str, frames: Sequence[str]) -> None:
        words = tuple(token.of(form).lower() for token in tokenise(form, Span(0, len(form))))
        entries = self._entries.setdefault(words[0], [])
        for position, (known, before) in enumerate(entries):
            if known == words:
                entries[position] = (words, before | frozenset(frames))
                return
        entries.append((words, frozenset(frames)))

    def match(self, units: Sequence[Unit], start: int) -> tuple[int, Frames] | None:
        """The end (exclusive) and the frames of the longest cue that begins at `units[start]`."""
        for words, frames in self._entries.get(units[start].lower, ()):
            end = start + len(words)
            if len(words) > 1 and tuple(unit.lower for unit in units[start:end]) != words:
                continue
            return self._with_preposition(units, end, " ".join(words), frames)
        return None

    def _with_preposition(
        self, units: Sequence[Unit], end: int, form: str, frames: Frames
    ) -> tuple[int, Frames] | None:
        after = self._prepositions.get(form, {})
        if after and end < len(units) and units[end].lower in after:
            return end + 1, frames | after[units[end].lower]
        return (end, frames) if frames else None


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of the language with this code."""
    return Lexicon(language(code))
