"""A check as a person at a terminal sees it, and where its words are marked."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quoth.export.check import render_check
from quoth.export.check.flat import Tally, flatten
from quoth.export.check.marks import evidence_marks
from quoth.export.check.underline import rows, shortened
from quoth.model import (
    Block,
    Check,
    CheckedQuotation,
    Edit,
    EditClass,
    Finding,
    Op,
    Passage,
    Role,
    Severity,
    Span,
    Verdict,
)
from tests.export.checked import checked
from tests.export.dispatch import compose

FIRST = """\
evidence/letter.pdf: warning: was not read: holds no text; run character recognition first
news/bridge.txt:1:9: error altered-negation: the draft leaves out “not”
   1 | Brandt: ‘We will raise taxes’ to mend the Harl bridge
     |                 ^
     = altered: differs from the evidence; the draft names Anna Brandt
     = evidence: evidence/hearing.txt, MAYOR BRANDT, p. 3, 00:01:12 (official
       record)
     | We will not raise taxes this year, full
     |         ^^^
     = address: https://soltau.example/hearing#:~:text=We%20will%20not%20raise
     = suggestion: write “We will not raise taxes”

"""
LAST = """\
11 quotations: 2 verbatim, 3 altered, 1 spliced, 1 misattributed, 1 paraphrase, 1 not-found, 1 not-a-claim, \
1 unchecked; 7 errors, 2 warnings, 4 notes, 1 waived, 1 of the evidence not read
"""


def told(*checks: Check, **options: bool | int) -> str:
    return "".join(render_check(checks or [checked()], "terminal", **options))  # type: ignore[arg-type]


def test_a_difference_is_shown_on_both_sides_with_what_to_do() -> None:
    shown = told()
    assert shown.startswith(FIRST)
    assert shown.endswith(LAST)
    assert "\n     = the ellipsis hides: “which not everybody believes”\n" in shown
    assert "misquoted" not in shown


def test_verbatim_and_waived_are_shown_when_asked_for() -> None:
    assert ": verbatim: " not in told()
    assert "waived altered-modal" not in told()
    assert "note cleaned-speech" not in told()
    assert "note cleaned-speech" in told(verbose=True)
    assert "news/bridge.txt:3:114: verbatim: “for eighty" in told(verbose=True)
    assert "news/bridge.txt:5:49: waived altered-modal: house style since 2029\n" in told(verbose=True)


def test_what_has_no_finding_is_told_all_the_same() -> None:
    check = replace(checked(), findings=())
    quotations = tuple(replace(quotation, findings=()) for quotation in check.quotations)
    shown = told(replace(check, quotations=quotations))
    assert "\nnews/bridge.txt:11:167: not-found: nothing like it stands in the evidence that was read;" in shown
    assert "\nnews/bridge.txt:9:5: not-a-claim: ‘bridge question’\n" in shown
    assert "verbatim:" not in shown


def test_several_drafts_end_with_one_count() -> None:
    shown = told(checked("a.txt"), checked("b.txt"))
    assert shown.count(" quotations: ") == 1
    assert "\n22 quotations: 4 verbatim" in shown
    assert told(Check(compose(((Role.PARAGRAPH, "Rain."),)))) == "0 quotations; no findings\n"


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_words_and_notes_keep_to_the_width(width: int) -> None:
    words = "「税金は上げません。」" * 12
    draft = compose(((Role.PARAGRAPH, f"{words} と市長。"),), path="draft.txt")
    passage = Passage("録音.txt", Span(0, 9), "税金は上げます。" * 14, "市長")
    edits = (Edit(Op.REPLACE, "税金", "税金", EditClass.CONTENT, Span(1, 3)),)
    quotation = CheckedQuotation(Span(0, len(words)), words, "市長", Verdict.ALTERED, None, passage, (), edits)
    for check in (checked(), Check(draft, (), (quotation,))):
        lines = [line for line in told(check, width=width).splitlines() if re.match(r"[ \d]{3,5}[|=] ", line)]
        assert max(cell_len(line) for line in lines if "address" not in line) <= max(width, 40)


def test_carets_stand_below_wide_characters() -> None:
    (row,) = rows("「税金は上げる」", [(Span(4, 7), "^")], 40)
    assert (row.text, row.carets) == ("「税金は上げる」", "        ^^^^^^")


def test_colour_adds_nothing_but_colour() -> None:
    coloured = told(colour=True, verbose=True)
    assert "\x1b[32mnot\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == told(verbose=True)


def test_what_would_steer_the_terminal_is_not_shown() -> None:
    evil = "“Go \x1b[31mnow\x07 \u202ehe”"
    draft = compose(((Role.PARAGRAPH, evil),), path="a\x1b]0;b\n.txt")
    passage = Passage(evil, Span(0, 2), evil, evil, None, evil, evil)
    quotation = CheckedQuotation(
        Span(0, len(evil)), evil, evil, Verdict.ALTERED, evil, passage, (passage,), (), (evil,)
    )
    finding = Finding("altered-wording", Severity.ERROR, Span(0, 3), evil, evil)
    for waived in (None, evil):
        check = Check(draft, (), (quotation,), (replace(finding, waived=waived),))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told(check, verbose=True))


def test_a_place_without_lines_of_a_file_is_named_by_paragraph_or_page() -> None:
    assert "\nnews/bridge.docx: ¶ 1: error altered-negation" in told(checked("news/bridge.docx"))
    draft = checked("bridge.pdf").draft
    blocks = tuple(Block(block.role, block.start, block.end, 2) for block in draft.blocks)
    assert "\nbridge.pdf: p. 2: error altered-negation" in told(replace(checked(), draft=replace(draft, blocks=blocks)))


def test_a_long_quotation_is_shown_where_it_differs() -> None:
    text = " ".join(f"word{number}" for number in range(300))
    at = text.index("word150")
    shown = shortened(rows(text, [(Span(at, at + 7), "^")], 60), 8)
    assert len(shown) == 7
    assert [row is None for row in shown] == [False, True, False, False, False, True, False]
    assert shown[3] is not None
    assert "word150" in shown[3].text


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9)), max_size=4), st.integers(1, 30))
def test_no_word_is_lost_in_rows(text: str, places: list[tuple[int, int]], width: int) -> None:
    found = rows(text, [(Span(start, start + length), "^") for start, length in places], width)
    kept = "".join("".join(row.text.split()) for row in found)
    whole = "".join(row.text for row in rows(text, (), 10_000))
    assert kept == "".join(whole.split())
    assert all(cell_len(row.text.rstrip()) <= max(width, 2) for row in found)


@pytest.mark.parametrize(
    ("drafted", "edit", "passage", "place"),
    [
        # the second "the" is the one with the same neighbours
        ("we met a dog and the cat", ("a", "the"), "The day we met the dog and the cat.", "the dog"),
        ("go and never come back", ("", "never"), "Never say never: go and never never come back", "never never"),
        ("Will we go?", ("Will", "will"), "And will we go?", "will we"),
    ],
)
def test_the_words_of_the_evidence_are_found_by_their_neighbours(
    drafted: str, edit: tuple[str, str], passage: str, place: str
) -> None:
    at = drafted.index(edit[0]) if edit[0] else drafted.index("never")
    made = Edit(Op.REPLACE, *edit, EditClass.FUNCTION, Span(at, at + len(edit[0])))
    found = Passage("a.txt", Span(0, len(passage)), passage)
    quotation = CheckedQuotation(Span(0, len(drafted)), drafted, None, Verdict.ALTERED, None, found, (), (made,))
    assert [mark.span.start for mark in evidence_marks(quotation)] == [passage.index(place)]


def test_every_finding_belongs_to_the_quotation_it_is_about() -> None:
    flat = flatten(checked())
    rules = [[finding.rule for finding in row.findings] for row in flat.quotations]
    assert rules[1] == ["altered-negation", "cut-qualifier"]
    assert rules[3] == ["negation-in-omission", "altered-modal", "altered-number"]  # and none that is switched off
    assert rules[5] == ["wrong-speaker"]  # which stands at the name, outside of the marks
    assert [finding.rule for finding in flat.others] == ["paraphrase-support"]
    assert Tally.of(checked()).severities[Severity.ERROR] == 7
