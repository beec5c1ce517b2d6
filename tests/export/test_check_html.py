"""The page of a check: every quotation beside its evidence, the draft in full, and nothing of either run as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.export.check.html_page import render_html
from quoth.model import (
    Check,
    CheckedQuotation,
    Edit,
    EditClass,
    EvidenceUsed,
    Fidelity,
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
from tests.export.test_html import Page


def html(*checks: Check) -> str:
    return "".join(render_html(checks or [checked()]))


def unmarked(blocks: list[str]) -> list[str]:
    """The blocks of the draft without the numbers of the quotations."""
    return [re.sub(r"(?<=[”’])\d+", "", block) for block in blocks]


def test_every_quotation_has_a_card_and_the_draft_leads_to_it() -> None:
    page = Page(html())
    cards = page.classed("card")
    assert [card["id"] for card in cards] == [f"d1-q{number}" for number in range(1, 12)]
    assert [card["data-verdict"] for card in cards] == [q.verdict for q in checked().quotations]
    links = [link["href"] for link in page.classed("quoted")]
    assert links == [f"#{card['id']}" for card in cards]
    text = checked().draft.text
    assert unmarked(page.blocks) == [block.span.of(text) for block in checked().draft.blocks]


def test_the_differing_words_are_marked_on_both_sides() -> None:
    shown = html()
    assert re.search(r'<mark class="differs"[^>]*the evidence has “3\.2”[^>]*>3\.4</mark>', shown)
    assert re.search(r'<mark class="differs"[^>]*the draft has “3\.4”[^>]*>3\.2</mark>', shown)
    assert re.search(r'We will<mark class="differs gap" title="negation: the evidence has “not”"', shown)
    assert re.search(r'<mark class="shown"[^>]*>which not everybody believes</mark>', shown)
    assert '<b class="differs"><bdi>COUNCILLOR HALDEN</bdi></b>' in shown
    assert "<q><bdi>which not everybody believes</bdi></q>" in shown


def test_places_findings_and_evidence_are_told() -> None:
    shown = html()
    assert '<span class="context">Let me be plain about the money. </span>' in shown
    assert 'href="https://soltau.example/hearing#:~:text=We%20will%20not%20raise" rel="noopener noreferrer"' in shown
    assert "</bdi>, p. 4, 00:05:02, official record" in shown
    assert '<span class="why">waived: house style since 2029</span>' in shown
    assert '<span class="do">write “3.2”</span>' in shown
    assert "not read: holds no text; run character recognition first" in shown
    assert "Beside the quotations" in shown
    assert "11 quotations; 7 errors, 2 warnings, 4 notes, 1 waived, 1 of the evidence not read" in shown


def test_of_the_words_around_a_passage_the_nearest_are_shown() -> None:
    (first, *_) = checked().quotations
    assert first.evidence is not None
    before = "CHAIR: The hearing is open.\n\nMAYOR BRANDT: Thank you. "
    after = " stop. " + "The bridge is paid for. " * 9 + "\n\nCHAIR: Thank you."
    passage = replace(first.evidence, before=before, after=after)
    shown = html(replace(checked(), quotations=(replace(first, evidence=passage),)))
    near, far = re.findall(r'<span class="context">(.*?)</span>', shown, re.DOTALL)
    assert near == "MAYOR BRANDT: Thank you. "
    assert far.startswith(" stop. The bridge")
    assert far.endswith(" …")
    assert len(far) <= 141


def test_nothing_of_a_check_is_markup_and_no_script_is_a_link() -> None:
    evil = "<script>alert(1)</script> & \"quoted\" 'single' \x00"
    draft = compose(((Role.HEADLINE, evil), (Role.PARAGRAPH, evil)), path=evil, title=evil, language='"><b>')
    passage = Passage(evil, Span(0, 5), evil, evil, 1, evil, "javascript:alert(1)", evil, evil)
    edits = (Edit(Op.REPLACE, evil, evil, EditClass.CONTENT, Span(3, 9)),)
    quotation = CheckedQuotation(
        Span(0, 20), evil, evil, Verdict.ALTERED, evil, passage, (passage,), edits, (evil,), (evil,)
    )
    findings = tuple(Finding(evil, Severity.ERROR, Span(0, 4), evil, evil, waived) for waived in (None, evil))
    page = Page(html(Check(draft, (EvidenceUsed(evil, Fidelity.OCR, False, evil),), (quotation,), findings)))
    names = [tag for tag, _ in page.elements]
    assert names.count("script") == 1
    assert not any(attributes.get("href", "").startswith("javascript") for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text(max_size=8)), max_size=5),
)
def test_any_edits_leave_the_words_as_they_are(text: str, places: list[tuple[int, int, str]]) -> None:
    draft = compose(((Role.PARAGRAPH, text),))
    edits = tuple(
        Edit(Op.REPLACE, words, words, EditClass.NAME, Span(min(start, end), max(start, end)))
        for start, end, words in places
    )
    passage = Passage("a.txt", Span(0, len(text)), text)
    quotation = CheckedQuotation(Span(0, len(text)), text, None, Verdict.ALTERED, None, passage, (), edits)
    shown = html(Check(draft, (), (quotation,)))
    quoted = re.findall(r"<blockquote dir=\"auto\">(.*?)</blockquote>", shown, re.DOTALL)
    assert len(quoted) == 2
    for words in quoted:
        blocks = Page(f'<p class="text">{words}</p>').blocks
        assert blocks == [text]


def test_nothing_is_asked_of_a_network() -> None:
    shown = html()
    assert not re.search(r"""src=|url\(|@import|<link""", shown)
    assert set(re.findall(r'href="(https?://[^/]*)', shown)) == {"https://soltau.example"}
    assert "default-src 'none'" in shown


def test_several_drafts_share_one_page_and_no_id_twice() -> None:
    page = Page(html(checked("a.txt"), checked("b.txt")))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert {"#d1", "#d2"} <= set(links)


def test_text_is_written_in_its_own_direction() -> None:
    draft = compose(((Role.PARAGRAPH, "قالت: «نعم»."),), language="ar")
    quotation = CheckedQuotation(Span(6, 11), "«نعم»", "رئيسة البلدية", Verdict.NOT_FOUND)
    page = Page(html(Check(draft, (), (quotation,))))
    (section,) = page.classed("draft")
    assert (section["lang"], section["dir"]) == ("ar", "rtl")
    assert ("blockquote", {"dir": "auto", "lang": "ar"}) in page.elements


def test_a_check_of_nothing_is_a_page() -> None:
    shown = html(replace(checked(), quotations=(), findings=(), evidence=()))
    assert "0 quotations; no findings" in shown


@pytest.fixture
def browser(tmp_path: Path) -> Callable[[str, str], Page]:
    """Opens the page in a real browser, runs a script in it, and gives what the page has become."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine: the page's script was not tried")

    def opened(script: str, anchor: str = "") -> Page:
        file = tmp_path / "page.html"
        page = re.sub(r"<meta http-equiv.*?>", "", html())
        file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
        command = (program, *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{file.as_uri()}{anchor}")
        return Page(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode())

    return opened


@pytest.mark.browser
def test_a_verdict_pressed_shows_only_its_quotations(browser: Callable[..., Page]) -> None:
    press = "document.querySelector('.verdicts .altered').click();"
    shown = [card["id"] for card in browser(press).classed("card") if "hidden" not in card]
    assert shown == ["d1-q1", "d1-q2", "d1-q4"]
    assert not [card for card in browser(press + press).classed("card") if "hidden" in card]
    follow = press + "location.hash = '#d1-q3'; dispatchEvent(new HashChangeEvent('hashchange'));"
    assert not [card for card in browser(follow).classed("card") if "hidden" in card]
