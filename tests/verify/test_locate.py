"""Locating: what a shortlist may hold, and what comes of it."""

from collections.abc import Sequence

from quoth.evidence.speech import speech_of
from quoth.ingest import read_string
from quoth.model import Fidelity, Span
from quoth.text.speech import Hit, Speech
from quoth.verify.claims import DraftWords, Joint, make_claim
from quoth.verify.lexicon import lexicon_of
from quoth.verify.locate import locate

WORDS = "We will repair the pier 🪝 at our own cost."


class Shortlist:
    """Evidence that finds the same passage twice, as overlapping hits of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def look_up(self, forms: Sequence[str], most: int) -> Sequence[Hit]:
        assert forms
        return [Hit(self.speech, 0, 9, 1.0), Hit(self.speech, 1, 12, 0.9)][:most]


def test_a_passage_found_twice_is_told_once() -> None:
    speech = speech_of(read_string(f"Good evening. {WORDS} Then we go home."), Fidelity.SCRIPT)
    for words in (WORDS, WORDS.replace("pier", "jetty")):
        claim = make_claim(DraftWords.of(read_string(f"“{words}”")), [Span(0, len(words) + 2)], [Joint.NONE])
        located = locate(claim, Shortlist(speech), lexicon_of("en"))
        assert located.best is not None
        assert located.others == ()
