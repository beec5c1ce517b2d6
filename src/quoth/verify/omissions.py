"""Omissions: what an ellipsis hides, and whether that would change what the kept words say.

EDITORIAL practice (Chicago, AP, the courts): an ellipsis may shorten, never turn. A word governs the kept words when no
clause ends between it and them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoth.model import Span
from quoth.text.speech import Speech
from quoth.verify.lexicon import Lexicon
from quoth.verify.locate import is_interjection
from quoth.verify.observation import Observation
from quoth.verify.surroundings import cited, clauses, count_sentences, ends_clause, has_comma, written

MUCH_WORDS = 60
MUCH_SENTENCES = 3
FAR_WORDS = 200
"""Beyond this, an ellipsis joins two passages rather than shortening one."""


def observe_omission(speech: Speech, first: int, last: int, place: Span, lexicon: Lexicon) -> Iterator[Observation]:
    """What is noticed of the words `[first, last)` that the ellipsis at `place` hides."""
    if last <= first:
        yield Observation(
            "omission", place, {"hides": "nothing", "governs": "no", "omitted": "", "words": "0", "sentences": "0"}
        )
        return
    sentences = count_sentences(speech, first, last)
    facts = {"omitted": cited(speech, first, last), "words": str(last - first), "sentences": str(sentences)}
    for hides, governs in _hidden(speech, first, last, lexicon):
        yield Observation("omission", place, {"hides": hides, "governs": "yes" if governs else "no", **facts})
    if last - first > MUCH_WORDS or sentences > MUCH_SENTENCES:
        yield Observation("omission", place, {"hides": "much", "governs": "no", **facts})
    if changes_speaker(speech, first, last):
        yield Observation("omission", place, {"hides": "speaker", "governs": "yes", **facts})


def changes_speaker(speech: Speech, first: int, last: int) -> bool:
    """Whether somebody else says something of substance in between, or the words after are another's."""
    before, after = speech.turn_of(first - 1) if first else None, speech.turn_of(min(last, len(speech.forms) - 1))
    if before is None or before is after:
        return False
    if before.speaker is not None and after.speaker is not None and before.speaker != after.speaker:
        return True
    others = [turn for turn in speech.turns if turn.first >= before.last and turn.last <= after.first]
    return any(
        turn.speaker is not None and turn.speaker != before.speaker and not is_interjection(speech, turn)
        for turn in others
    )


def _hidden(speech: Speech, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """What is hidden, and whether it governs the kept words."""
    opens = first > 0 and not (ends_clause(speech, first - 1) or has_comma(speech, first - 1))
    closes = not (ends_clause(speech, last - 1) or has_comma(speech, last - 1))
    parts = list(clauses(speech, first, last))
    ruling: set[int] = set()
    if closes:
        ruling.update(range(*parts[-1]))
    if (
        opens
        and not any(ends_clause(speech, number) for number in range(first, last))
        and not _begins_anew(speech, parts, lexicon)
    ):
        ruling.update(range(first, last))
    same_sentence = count_sentences(speech, first, last) == 0
    for kind in ("negation", "condition", "attribution", "number"):
        found = list(_places(kind, speech, first, last, lexicon))
        if not found:
            continue
        governs = any(number in ruling for number in found)
        if kind in ("condition", "attribution"):
            governs = governs or same_sentence
        yield kind, governs
    if any("?" in word for word in _marks(speech, first, last)):
        yield "question", False


def _begins_anew(speech: Speech, parts: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether what is hidden ends with a clause of its own: "… not support the plan, and we"."""
    return any(speech.forms[start] in lexicon.data.grammar.get("conjunctions", ()) for start, _ in parts[1:])


def _places(kind: str, speech: Speech, first: int, last: int, lexicon: Lexicon) -> Iterator[int]:
    forms = speech.forms[first:last]
    match kind:
        case "negation":
            yield from (first + n for n, form in enumerate(forms) if lexicon.is_negation(form))
        case "condition":
            yield from (first + n for n, _ in lexicon.find("limits", forms))
        case "number":
            yield from (first + n for n, form in enumerate(forms) if form[0].isnumeric())
        case "attribution":
            raw = written(speech, first, last)
            yield from (first + n for n, form in enumerate(forms) if is_report(forms, raw, n, lexicon))
            text = " ".join(("", *forms, ""))
            yield from (first for cue in lexicon.data.cues.get("according", ()) if f" {cue} " in text)


def is_report(forms: tuple[str, ...], raw: tuple[str, ...], number: int, lexicon: Lexicon) -> bool:
    """Whether a word gives what follows to somebody else: "they say", "the report claims that"."""
    if not number or not lexicon.is_report(forms[number]):
        return False
    before = forms[number - 1]
    if before in ("i", "we", "you", "to", "let's", "us"):
        return False
    behind = forms[number + 1 :]
    if behind and behind[0] in lexicon.data.grammar.get("objects", ()):
        behind = behind[1:]
    goes_on = not behind or behind[0] in lexicon.data.that
    subject = before in lexicon.data.pronouns.get("singular", ()) + lexicon.data.pronouns.get("plural", ())
    return goes_on and (
        subject or raw[number - 1][:1].isupper() or (number > 1 and lexicon.is_function(forms[number - 2]))
    )


def _marks(speech: Speech, first: int, last: int) -> Iterator[str]:
    text = speech.document.text
    for number in range(first, last):
        end = int(speech.ends[number])
        yield text[end : end + 2]
