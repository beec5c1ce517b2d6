"""Cue groups: where a sentence's reporting verbs stand, with their auxiliaries, negations and adverbs.

In PolNeAR the auxiliaries, the negation and the adverbs before the verb belong to the cue (98, 99 and 92 % of
the training articles), and so does a colon right after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.extract.lexicon import Frames, Lexicon
from quoth.extract.phrases import Grammar
from quoth.extract.units import Unit

# With one of these before it a past form is a passive: "was told".
_BE = frozenset("is are was were be been being am 's 're isn't aren't wasn't weren't".split())


_MEDIA = frozenset(
    "statement interview tweet letter post email speech note memo report article column message video broadcast blog "
    "podcast release sermon".split()
)


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A cue at units `[start, end)`, its verb at `head`, and the frames it opens."""

    start: int
    head: int
    end: int
    frames: Frames
    participle: bool = False
    passive: bool = False


def find_cues(
    units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar, *, heading: bool = False
) -> Iterator[CueGroup]:
    """The cue groups of a sentence, left to right and without overlap.

    In running text a capitalised word that does not open the sentence is a name ("United States", "Post").
    """
    position = 0
    while position < len(units):
        name = units[position].is_capitalised and position > 0 and not heading
        found = lexicon.match(units, position) if units[position].is_word and not name else None
        if found is None:
            position += 1
            continue
        end, frames = found
        group = _group(units, position, end, frames, grammar)
        if group is None:
            position += 1
        else:
            yield group
            position = group.end


def with_medium(units: Sequence[Unit], group: CueGroup, grammar: Grammar) -> CueGroup:
    """Take "said in a statement" and "wrote on Lantern" for one cue, as annotators do."""
    k = group.end
    words = [unit.lower for unit in units[k : k + 3]]
    if not group.frames & {"say", "quote"} or len(words) < 2:
        return group
    if grammar.is_adverb(units[k]) and units[k + 1].text == ":":
        return replace(group, end=k + 1)
    if words[0] == "in" and words[1] in {"a", "an"}:
        medium = next((n for n in range(k + 2, min(k + 5, len(units))) if units[n].lower in _MEDIA), None)
        return group if medium is None else replace(group, end=medium + 1)
    if words[0] == "on" and units[k + 1].is_capitalised and words[1] not in grammar.times:
        ends = k + 2 >= len(units) or units[k + 2].text in {",", ".", ":", ";"}
        return replace(group, end=k + 2) if ends else group
    return group


def _group(units: Sequence[Unit], head: int, end: int, frames: Frames, grammar: Grammar) -> CueGroup | None:
    if "according" in frames:
        return CueGroup(head, head, end, frames)
    start = head
    while start > 0 and (
        units[start - 1].lower in grammar.auxiliaries | grammar.negations
        or (grammar.is_adverb(units[start - 1]) and units[start - 1].lower not in grammar.times)
    ):
        start -= 1
    while start < head and grammar.is_adverb(units[start]) and start + 1 < head and _opens_clause(units, start):
        start += 1
    verb = units[head].lower
    before = units[start - 1] if start > 0 else None
    helped = any(unit.lower in grammar.auxiliaries for unit in units[start:head])
    passive = (
        "subject" not in frames and not verb.endswith("ing") and any(unit.lower in _BE for unit in units[start:head])
    )
    participle = verb.endswith("ing") and not helped
    if not helped and before is not None and not _may_be_verb(units, start, head, grammar):
        return None
    if verb in _ADJECTIVES and not helped:
        return None
    if not helped and verb in grammar.nouns and not _has_subject_of(units, start, head, grammar):
        return None
    if helped and head == start:
        return None
    return CueGroup(start, head, end, frames, participle, passive)


def _opens_clause(units: Sequence[Unit], position: int) -> bool:
    """Whether an adverb opens the clause ("Then Brandt said") and does not stand by the verb."""
    return position == 0 or not units[position - 1].is_word


def _may_be_verb(units: Sequence[Unit], start: int, head: int, grammar: Grammar) -> bool:
    verb, before = units[head].lower, units[start - 1]
    if before.is_capitalised and before.lower in grammar.determiners - {"the", "a", "an"} and start > 1:
        return True  # "Article Nine says"
    if before.lower in grammar.determiners | grammar.possessives | {"'s", "’s", "'"} or before.lower.endswith("'s"):
        # "the claims", "Brandt's claims"; but "many said", "some say", "all agreed".
        return before.lower in _QUANTIFIERS and not verb.endswith("ing")
    if before.lower == "to":
        return False
    if verb.endswith("ing"):
        return (
            before.text in {",", ";", "—", "–", "--", "-"}
            or before.is_quotation
            or before.lower in _BEFORE_GERUND
            or (before.is_word and before.lower not in grammar.prepositions)
        )
    if before.lower in grammar.prepositions:
        # "in reports", "of claims"; a past form after a preposition is a verb: "the man in white said".
        return False if not is_past(verb) else before.lower not in {"of", "for", "with", "by", "from", "in", "on", "at"}
    return True


def _has_subject_of(units: Sequence[Unit], start: int, head: int, grammar: Grammar) -> bool:
    """Whether a form that is more often a noun has a subject before it: "he claims", "polls show"."""
    if start == 0:
        return False
    verb, before = units[head].lower, units[start - 1]
    after = units[head + 1].lower if head + 1 < len(units) else ""
    if before.lower in grammar.pronouns | grammar.relative:
        return True
    if after in grammar.that:
        return True
    if after == ":" or (after in grammar.forms and is_past(after)):
        return False
    if after in {".", ",", ""}:
        # "…, records show."; "“…,” Petit notes."
        quoted = any(unit.is_quotation for unit in units[max(start - 6, 0) : start])
        return quoted or (before.lower in grammar.documents and before.lower.endswith("s"))
    if units[head].is_capitalised and before.is_capitalised:
        # In a heading capitals tell nothing: "Brandt Claims Victory" against "River States Condemn Dam".
        return after not in grammar.forms
    if after in {"of", "in", "on", "at", "by", "and", "or", "from", "with"} or not (
        after[:1].isalnum() or after == "“”"
    ):
        return False
    if verb.endswith("s") and not verb.endswith("ss"):
        return (
            before.is_capitalised
            or before.text == ","
            or before.lower in (grammar.titles - grammar.modifiers) | grammar.documents
        )
    return before.lower.endswith("s") and not before.is_capitalised


# Without an auxiliary these describe: "Petit, known for her soups".
_ADJECTIVES = frozenset({"known", "seen", "shown", "written", "spoken", "sworn", "foreseen"})
_QUANTIFIERS = frozenset(
    [
        "many",
        "some",
        "most",
        "all",
        "both",
        "few",
        "several",
        "others",
        "these",
        "those",
        "this",
        "that",
        "each",
        "one",
        "two",
        "three",
    ]
)
_BEFORE_GERUND = frozenset(["by", "and", "while", "when", "before", "after", "in"])


def is_past(verb: str) -> bool:
    """Whether a form looks like the past of a reporting verb."""
    return verb.endswith("ed") or verb in {"said", "told", "wrote", "thought", "knew", "felt", "held", "spoke", "swore"}
