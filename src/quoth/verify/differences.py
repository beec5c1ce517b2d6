"""Differences: an alignment told as edits, omissions and brackets, in the order of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoth.model import Edit, EditClass, Op, Span
from quoth.text.speech import Speech
from quoth.verify.claims import Bracket, Claim, Joint, Use
from quoth.verify.edits import Group, Side, classify, find_groups
from quoth.verify.lexicon import Lexicon
from quoth.verify.locate import Placement, asides
from quoth.verify.surroundings import between, cited, count_sentences, ends_clause, ends_sentence, has_comma, written

_BREAK = ("--", "—", "–", "…", "...", " - ")
_RESTART = 6
"""A false start is no longer, in words."""
_SLOT = 4
"""A bracket at the edge of a quotation stands for no more words than these."""
_JUMP, _JUMP_OVER_END, _SENTENCE = 25, 8, 3
"""So many words passed over in silence make two passages of one; fewer when a sentence ends among them, or they are one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One edit with its group; `omission` says that an ellipsis stands there, `bracket` which bracket shows it."""

    edit: Edit
    group: Group
    omission: Span | None = None
    bracket: Bracket | None = None
    jump: bool = False


def find_differences(claim: Claim, placement: Placement, lexicon: Lexicon) -> tuple[Difference, ...]:
    """All differences between the claim and the passage, those of the letter case of its first word included."""
    speech = placement.speech
    words = [word.form for word in claim.words]
    aside = asides(speech, placement.first, placement.last)
    found: list[Difference] = []
    for plain in find_groups(placement.pairs, words, speech.forms, len(words)):
        group = _with_replaced(claim, placement, plain)
        kept = [number for number in range(group.evidence_first, group.evidence_last) if number not in aside]
        if not kept and group.first == group.last:
            continue
        found += _told(claim, speech, group, kept, lexicon)
    found += _omissions_without_words(claim, placement, found)
    return tuple(_with_moved_units([*_case(claim, placement), *found], lexicon))


def _told(claim: Claim, speech: Speech, group: Group, kept: Sequence[int], lexicon: Lexicon) -> Iterator[Difference]:
    """The differences that one group is."""
    rows = range(group.first, group.last)
    inside = [
        n for n in rows if (bracket := claim.words[n].bracket) is not None and claim.brackets[bracket].use is Use.WORDS
    ]
    outside = [n for n in rows if n not in inside]
    bracket = claim.brackets[claim.words[inside[0]].bracket or 0] if inside else None
    if bracket is None and len(rows) == 1 and claim.words[rows[0]].whole is not None:
        cut = next((one for one in claim.brackets if one.span.overlaps(claim.words[rows[0]].span)), None)
        if cut is not None and kept and _is_cut_word(claim.words[rows[0]].whole or "", speech.forms[kept[0]]):
            yield _difference(claim, speech, rows, kept, EditClass.INFLECTION, group, bracket=cut)
            return
    if inside and not outside:
        edit_class = classify(_side(claim, inside), _evidence_side(speech, kept), lexicon)
        yield _difference(claim, speech, inside, kept, edit_class, group, bracket=bracket)
        return
    if inside:
        yield _difference(claim, speech, inside, [], EditClass.CONTENT, group, bracket=bracket)
    omission = _omission_at(claim, group) if not outside else None
    if not outside and not kept:
        return
    filler = not outside and omission is None and _is_false_start(speech, kept)
    edit_class = EditClass.FILLER if filler else classify(_side(claim, outside), _evidence_side(speech, kept), lexicon)
    yield _difference(claim, speech, outside, kept, edit_class, group, omission=omission)


def _is_in_bracket(claim: Claim, number: int) -> bool:
    """Whether a word stands in a bracket that holds words."""
    bracket = claim.words[number].bracket
    return bracket is not None and claim.brackets[bracket].use is Use.WORDS


def _with_replaced(claim: Claim, placement: Placement, group: Group) -> Group:
    """A group at an edge of the claim that is all bracket: with the few words of the clause that it stands for."""
    rows = range(group.first, group.last)
    if group.evidence_first < group.evidence_last or not rows or any(claim.words[n].bracket is None for n in rows):
        return group
    speech = placement.speech
    if group.first == 0:
        first = placement.first
        while first > 0 and placement.first - first < _SLOT and not _parts(speech, first - 1):
            first -= 1
        whole = first == 0 or _parts(speech, first - 1)
        return Group(group.first, group.last, first if whole else placement.first, placement.first)
    if group.last == len(claim.words):
        last = placement.last
        while last < len(speech.forms) and last - placement.last < _SLOT and not _parts(speech, last - 1):
            last += 1
        return Group(group.first, group.last, placement.last, last if _parts(speech, last - 1) else placement.last)
    return group


def _parts(speech: Speech, word: int) -> bool:
    return ends_clause(speech, word) or has_comma(speech, word)


def _difference(
    claim: Claim,
    speech: Speech,
    rows: Sequence[int],
    kept: Sequence[int],
    edit_class: EditClass,
    group: Group,
    *,
    omission: Span | None = None,
    bracket: Bracket | None = None,
) -> Difference:
    draft = " ".join(_shown(claim, rows))
    evidence = cited(speech, kept[0], kept[-1] + 1) if kept else ""
    op = Op.REPLACE if rows and kept else Op.INSERT if rows else Op.DELETE
    span = Span(claim.words[rows[0]].span.start, claim.words[rows[-1]].span.end) if rows else _gap(claim, group.first)
    indicated = omission is not None or bracket is not None
    jump = op is Op.DELETE and not indicated and _is_jump(speech, kept)
    return Difference(
        Edit(op, draft, evidence, edit_class, omission or span, indicated), group, omission, bracket, jump
    )


def _shown(claim: Claim, rows: Sequence[int]) -> list[str]:
    return [claim.words[number].form if (raw := claim.written.get(number)) is None else raw for number in rows]


def _gap(claim: Claim, number: int) -> Span:
    """The empty place in the draft before a word of the claim, or behind its last one."""
    if number < len(claim.words):
        place = claim.words[number].span.start
    else:
        place = claim.words[-1].span.end
    return Span(place, place)


def _side(claim: Claim, rows: Sequence[int]) -> Side:
    forms = tuple(claim.words[number].form for number in rows)
    opens = bool(rows) and (rows[0] == 0 or claim.opens(rows[0]))
    return Side(forms, tuple(_shown(claim, rows)), opens)


def _evidence_side(speech: Speech, kept: Sequence[int]) -> Side:
    if not kept:
        return Side((), ())
    first, last = kept[0], kept[-1] + 1
    opens = first == 0 or ends_sentence(speech, first - 1)
    return Side(speech.forms[first:last], written(speech, first, last), opens)


def _omission_at(claim: Claim, group: Group) -> Span | None:
    """The ellipsis that stands where words were left out."""
    return next((span for span, number in claim.ellipses if number == group.first), None)


def _omissions_without_words(claim: Claim, placement: Placement, found: Sequence[Difference]) -> Iterator[Difference]:
    """The ellipses inside the quotation that hide nothing."""
    numbers = dict(placement.pairs)
    told = {difference.omission for difference in found}
    for span, number in claim.ellipses:
        inside = any(quoted.first < number < quoted.last for quoted in claim.quotations)
        if span not in told and inside and number in numbers and number - 1 in numbers:
            place = numbers[number]
            group = Group(number, number, place, place)
            if numbers[number - 1] == place - 1:
                edit = Edit(Op.DELETE, "", "", EditClass.TYPOGRAPHY, span, True)
                yield Difference(edit, group, omission=span)


def _is_cut_word(outside: str, form: str) -> bool:
    """Whether the letters outside the brackets are those with which the word of the evidence begins or ends."""
    return bool(outside) and (form.startswith(outside[: max(3, len(outside) - 1)]) or form.endswith(outside))


def _is_false_start(speech: Speech, kept: Sequence[int]) -> bool:
    """Whether the words left out were broken off and begun again, or said twice in a row."""
    first, last = kept[0], kept[-1] + 1
    length = last - first
    if length > _RESTART or last >= len(speech.forms):
        return False
    forms = speech.forms
    if length <= 3 and (
        forms[first:last] == forms[last : last + length] or forms[first:last] == forms[max(0, first - length) : first]
    ):
        return True
    return any(sign in between(speech, last - 1) for sign in _BREAK) and (
        forms[first] == forms[last]
        or (first > 0 and any(sign in between(speech, first - 1) for sign in _BREAK) and length <= 2)
    )


def _is_jump(speech: Speech, kept: Sequence[int]) -> bool:
    """Whether so much is passed over that it is no longer one passage."""
    count = len(kept)
    ends = count_sentences(speech, kept[0], kept[-1] + 1)
    sentences = ends > 0 and ends_sentence(speech, kept[-1]) and (not kept[0] or ends_sentence(speech, kept[0] - 1))
    return count > _JUMP or (count > _JUMP_OVER_END and ends > 1) or (count > _SENTENCE and sentences)


def _case(claim: Claim, placement: Placement) -> Iterator[Difference]:
    """The first letter, when the draft writes it differently and no bracket shows it."""
    numbers = dict(placement.pairs)
    for quoted in claim.quotations:
        if quoted.first >= quoted.last or (place := numbers.get(quoted.first)) is None:
            continue
        word = claim.words[quoted.first]
        ours = claim.written.get(quoted.first, word.form)
        theirs = written(placement.speech, place, place + 1)[0]
        if word.whole is not None:
            cut = next((one for one in claim.brackets if one.span.overlaps(word.span)), None)
            if cut is not None and cut.use is Use.CASE:
                edit = Edit(Op.REPLACE, ours, theirs, EditClass.CASE, word.span, True)
                yield Difference(edit, Group(quoted.first, quoted.first + 1, place, place + 1), bracket=cut)
        elif ours[:1] != theirs[:1] and ours[:1].casefold() == theirs[:1].casefold() and ours[1:] == theirs[1:]:
            edit = Edit(Op.REPLACE, ours, theirs, EditClass.CASE, word.span)
            yield Difference(edit, Group(quoted.first, quoted.first + 1, place, place + 1))


def _with_moved_units(found: Sequence[Difference], lexicon: Lexicon) -> Iterator[Difference]:
    """The differences, those taken together that are one unit before and behind its number: "$5", "5 dollars"."""
    units = {
        id(one): lexicon.unit(words.casefold())
        for one in found
        if not one.edit.indicated and one.edit.op is not Op.REPLACE and (words := one.edit.draft or one.edit.evidence)
    }
    for one in found:
        unit = units.get(id(one))
        twin = next(
            (
                other
                for other in found
                if unit
                and other is not one
                and units.get(id(other)) == unit
                and other.edit.op is not one.edit.op
                and abs(other.group.first - one.group.first) <= 4
            ),
            None,
        )
        if twin is None:
            yield one
        elif one.edit.op is Op.INSERT:
            edit = Edit(Op.REPLACE, one.edit.draft, twin.edit.evidence, EditClass.NUMBER_FORM, one.edit.span)
            yield Difference(edit, one.group)


def is_tag(claim: Claim, group: Group) -> bool:
    """Whether the draft's own words stand where words were left out: "we will," she said, "rebuild"."""
    return group.first < len(claim.words) and claim.words[group.first].joint is Joint.TAG
