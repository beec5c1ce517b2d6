"""Differences: an alignment told as edits, omissions and brackets, in the order of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import regex

from quoth.model import Edit, EditClass, Op, Span
from quoth.text.speech import Speech
from quoth.verify.claims import Bracket, Claim, Joint, Use
from quoth.verify.edits import SLIGHT, Group, Side, classify, find_groups, merge, without_fillers
from quoth.verify.lexicon import Lexicon
from quoth.verify.locate import Placement, asides
from quoth.verify.omissions import changes_speaker
from quoth.verify.surroundings import between, cited, count_sentences, ends_clause, ends_sentence, has_comma, written

_BREAK = ("--", "—", "–", "…", "...", " - ")
_AROUND = 2
_RESTART = 6
"""A false start is no longer, in words."""
_LICENCE = regex.compile(r"(?i)omitted|cleaned up")
_IBID = frozenset({"ibid", "id", "supra", "infra"})
_SLOT = 4
"""A bracket at the edge of a quotation stands for no more words than these."""
_LONGER = 7
"""A number in words has so many words more than one in digits."""
_JUMP, _JUMP_OVER_END = 25, 8
"""So many words passed over in silence make two passages of one; fewer when two sentences end among them."""


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
    aside = asides(speech, placement.first, placement.last, lexicon)
    found: list[Difference] = []
    groups = list(find_groups(placement.pairs, words, speech.forms, len(words)))
    groups += _unit_behind(claim, placement, groups, lexicon)
    for plain in merge(groups, words, speech.forms, lexicon):
        group = _at_edge(claim, placement, _with_replaced(claim, placement, plain), lexicon)
        kept = [number for number in range(group.evidence_first, group.evidence_last) if number not in aside]
        if not kept and group.first == group.last:
            continue
        found += _told(claim, speech, group, kept, aside, lexicon)
    found += _omissions_without_words(claim, placement, found)
    return (*_case(claim, placement), *found)


def _unit_behind(claim: Claim, placement: Placement, groups: Sequence[Group], lexicon: Lexicon) -> Iterator[Group]:
    """The unit that the passage has right behind the last word, for a sign that the draft has: "$5 million"."""
    speech, last = placement.speech, placement.last
    if last >= len(speech.forms) or placement.pairs[-1][0] != len(claim.words) - 1:
        return
    unit = lexicon.unit(speech.forms[last])
    signs = [claim.words[group.first].form for group in groups if group.last == group.first + 1]
    if unit is not None and any(lexicon.is_sign(form) and lexicon.unit(form) == unit for form in signs):
        yield Group(len(claim.words), len(claim.words), last, last + 1)


def _told(
    claim: Claim, speech: Speech, group: Group, kept: Sequence[int], aside: Set[int], lexicon: Lexicon
) -> Iterator[Difference]:
    """The differences that one group is."""
    rows = range(group.first, group.last)
    inside = [number for number in rows if _is_in_bracket(claim, number)]
    outside = [number for number in rows if number not in inside]
    if not inside and len(rows) == 1 and kept and (cut := _cut_by(claim, rows[0], speech.forms[kept[0]])) is not None:
        yield _difference(claim, speech, rows, kept, EditClass.INFLECTION, group, bracket=cut)
        return
    if inside and not outside:
        yield from _bracketed(claim, speech, group, inside, kept, lexicon)
        return
    if inside:
        bracket = claim.bracket_of(inside[0])
        yield _difference(claim, speech, inside, [], EditClass.CONTENT, group, bracket=bracket)
    if (not outside and not kept) or (not kept and _is_tag_inside(claim, outside, lexicon)):
        return
    omission = None if outside else _omission_at(claim, group)
    licence = _licence(claim, speech.forms[group.evidence_first : group.evidence_last]) if not outside else None
    if (
        not outside
        and omission is None
        and (_is_same_without_fillers(claim, speech, group, lexicon) or _is_false_start(speech, kept, aside, lexicon))
    ):
        edit_class = EditClass.FILLER
    else:
        edit_class = classify(_side(claim, outside), _evidence_side(speech, kept), lexicon)
    shown = None if omission else licence
    yield _difference(claim, speech, outside, kept, edit_class, group, omission=omission, bracket=shown)


def _bracketed(
    claim: Claim, speech: Speech, group: Group, inside: Sequence[int], kept: Sequence[int], lexicon: Lexicon
) -> Iterator[Difference]:
    """A bracket with the words that it stands for; an ellipsis before it hides all but the last few of them."""
    omission = _omission_at(claim, group)
    if kept and omission is not None:
        first = kept[-1]
        while first > kept[0] and kept[-1] - first + 1 < _SLOT and not _parts(speech, first - 1):
            first -= 1
        hidden, kept = [number for number in kept if number < first], [number for number in kept if number >= first]
        if hidden:
            until = Group(group.first, group.first, group.evidence_first, first)
            yield _difference(claim, speech, [], hidden, EditClass.CONTENT, until, omission=omission)
            group = Group(group.first, group.last, first, group.evidence_last)
    edit_class = classify(_side(claim, inside), _evidence_side(speech, kept), lexicon)
    yield _difference(claim, speech, inside, kept, edit_class, group, bracket=claim.bracket_of(inside[0]))


def _cut_by(claim: Claim, number: int, form: str) -> Bracket | None:
    """The bracket that changes a word's ending: "allow[ed]" for "allows"; None where the letters outside do not fit."""
    word = claim.words[number]
    outside = word.whole
    if not outside or not (form.startswith(outside[: max(3, len(outside) - 1)]) or form.endswith(outside)):
        return None
    return next((bracket for bracket in claim.brackets if bracket.span.overlaps(word.span)), None)


def _is_tag_inside(claim: Claim, rows: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether words of the draft inside the marks are its own "she said", as French writes it: after a comma, a cue."""
    first = claim.words[rows[0]].form
    second = claim.words[rows[1]].form if len(rows) > 1 else ""
    cue = lexicon.is_cue(first) or lexicon.is_cue(f"{first} {second}") or lexicon.is_cue(second)
    return rows[0] > 0 and cue and claim.has_comma(rows[0])


def _licence(claim: Claim, forms: Sequence[str]) -> Bracket | None:
    """The remark that owns up to a citation left out: "(citation omitted)", "(cleaned up)"."""
    if not any(form[0].isnumeric() or form in _IBID for form in forms):
        return None
    remarks = (bracket for bracket in claim.brackets if bracket.use is Use.REMARK)
    return next((bracket for bracket in remarks if _LICENCE.search(claim.bracket_text(bracket))), None)


def _is_in_bracket(claim: Claim, number: int) -> bool:
    """Whether a word stands in a bracket that holds words."""
    bracket = claim.bracket_of(number)
    return bracket is not None and bracket.use is Use.WORDS


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


def _at_edge(claim: Claim, placement: Placement, group: Group, lexicon: Lexicon) -> Group:
    """A group at an edge of the claim with the words of the passage that it stands for.

    The alignment ends with the last word that matches; what stands beside it in the passage is taken where it is the
    same in another form, and otherwise as many words as the draft has, within the sentence.
    """
    rows = range(group.first, group.last)
    speech, before = placement.speech, group.first == 0
    if group.last == len(claim.words) and group.evidence_last == placement.last == group.evidence_first + 1:
        longer = Group(group.first, group.last, group.evidence_first, min(group.evidence_last + 1, len(speech.forms)))
        both = [_evidence_side(speech, range(one.evidence_first, one.evidence_last)) for one in (group, longer)]
        draft = _side(claim, list(rows))
        if classify(draft, both[0], lexicon) not in SLIGHT and classify(draft, both[1], lexicon) in SLIGHT:
            return longer
    if group.evidence_first < group.evidence_last or not rows or any(claim.words[n].bracket is not None for n in rows):
        return group
    if not before and group.last < len(claim.words):
        return group
    choices = [group]
    for length in range(1, len(rows) + _LONGER):
        first, last = (
            (placement.first - length, placement.first) if before else (placement.last, placement.last + length)
        )
        if first < 0 or last > len(speech.forms):
            break
        if ends_sentence(speech, last - 1 if before and length == 1 else first if before else last - 1 - (length > 0)):
            break
        choices.append(Group(group.first, group.last, first, last))
    draft = _side(claim, list(rows))
    for choice in choices[1:]:
        kept = range(choice.evidence_first, choice.evidence_last)
        if classify(draft, _evidence_side(speech, kept), lexicon) in SLIGHT:
            return choice
    return choices[min(len(rows), len(choices) - 1)]


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
    jump = op is Op.DELETE and not indicated and edit_class not in SLIGHT and _is_jump(speech, kept)
    return Difference(
        Edit(op, draft, evidence, edit_class, omission or span, indicated), group, omission, bracket, jump
    )


def _shown(claim: Claim, rows: Sequence[int]) -> list[str]:
    return [claim.words[number].form if (raw := claim.written.get(number)) is None else raw for number in rows]


def _gap(claim: Claim, number: int) -> Span:
    """The empty place in the draft before a word of the claim, or behind its last one."""
    place = claim.words[number].span.start if number < len(claim.words) else claim.words[-1].span.end
    return Span(place, place)


def _side(claim: Claim, rows: Sequence[int]) -> Side:
    forms = tuple(claim.words[number].form for number in rows)
    opens = bool(rows) and (rows[0] == 0 or claim.opens(rows[0]))
    return Side(forms, tuple(_shown(claim, rows)), opens, claim.is_title)


def _evidence_side(speech: Speech, kept: Sequence[int]) -> Side:
    if not kept:
        return Side((), ())
    first, last = kept[0], kept[-1] + 1
    opens = first == 0 or ends_clause(speech, first - 1)
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


def _is_same_without_fillers(claim: Claim, speech: Speech, group: Group, lexicon: Lexicon) -> bool:
    """Whether only fillers are left out, seen with the words around: of "you, you know, you" any "you" may be kept."""
    first, last = max(0, group.first - _AROUND), group.first + _AROUND
    ours = [word.form for word in claim.words[first:last]]
    theirs = speech.forms[max(0, group.evidence_first - group.first + first) : group.evidence_last + last - group.first]
    return without_fillers(ours, lexicon) == without_fillers(theirs, lexicon)


def _is_false_start(speech: Speech, kept: Sequence[int], aside: Set[int], lexicon: Lexicon) -> bool:
    """Whether the words left out were said twice in a row, or broken off and begun again."""
    first, last = kept[0], kept[-1] + 1
    near = range(max(0, first - 2 * _RESTART), min(len(speech.forms), last + 2 * _RESTART))
    forms = [speech.forms[number] for number in near]
    fillers = {near[n] for a, b in lexicon.find("fillers", forms) for n in range(a, b)}
    spoken = [number for number in near if number not in aside and number not in fillers]
    words = [speech.forms[number] for number in spoken]
    left = [number for number, place in enumerate(spoken) if first <= place < last]
    if not left:
        return True
    begin, end, length = left[0], left[-1] + 1, len(left)
    if length > _RESTART:
        return False
    for period in range(1, length + 1):
        # What was said twice has a period: within it and one period behind it, every word is the one before it again.
        for first_word in range(max(0, begin - period), begin + 1):
            stretch = words[first_word : first_word + length + period]
            if len(stretch) == length + period and stretch[period:] == stretch[:-period] and length % period == 0:
                return True
    broken = any(sign in between(speech, last - 1) for sign in _BREAK)
    return broken and end < len(words) and words[begin] == words[end]


def _is_jump(speech: Speech, kept: Sequence[int]) -> bool:
    """Whether so much is passed over that it is no longer one passage."""
    count = len(kept)
    ends = count_sentences(speech, kept[0], kept[-1] + 1)
    if count > _JUMP or (count > _JUMP_OVER_END and ends > 1):
        return True
    return changes_speaker(speech, kept[0], kept[-1] + 1)


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
        elif word.bracket is not None and claim.brackets[word.bracket].use is Use.CASE:
            edit = Edit(
                Op.REPLACE, claim.bracket_text(claim.brackets[word.bracket]), theirs, EditClass.CASE, word.span, True
            )
            yield Difference(
                edit, Group(quoted.first, quoted.first + 1, place, place + 1), bracket=claim.brackets[word.bracket]
            )
        elif ours[:1] != theirs[:1] and ours[:1].casefold() == theirs[:1].casefold() and ours[1:] == theirs[1:]:
            edit = Edit(Op.REPLACE, ours, theirs, EditClass.CASE, word.span)
            yield Difference(edit, Group(quoted.first, quoted.first + 1, place, place + 1))


def is_tag(claim: Claim, group: Group) -> bool:
    """Whether the draft's own words stand where words were left out: "we will," she said, "rebuild"."""
    return group.first < len(claim.words) and claim.words[group.first].joint is Joint.TAG
