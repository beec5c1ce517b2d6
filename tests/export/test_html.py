"""The page: every word of the document in it, in its place, and nothing of the document run as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.export.html_page import render_html
from quoth.export.html_page.cut import cut
from quoth.model import Block, Document, Insertion, InsertionKind, Record, Role, Span
from tests.export.dispatch import compose, dispatch

VOID = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """What a page holds: the text of its blocks, its tags with their attributes, and whether they nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            block = "text" in attributes.get("class", "").split()
            self._open.append((tag, block))
            if block:
                self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(block for _, block in self._open):
            self.blocks[-1] += data

    def classed(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if name in attributes.get("class", "").split()]


def page(*records: Record) -> Page:
    return Page("".join(render_html(records)))


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.lists(st.integers(0, 60), max_size=8), st.lists(st.tuples(spans, st.integers()), max_size=12))
def test_pieces_cover_each_span_and_carry_exactly_the_marks_over_them(
    edges: list[int], marks: list[tuple[Span, int]]
) -> None:
    edges = sorted(edges)
    blocks = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    for block, pieces in zip(blocks, cut(blocks, marks), strict=True):
        assert [*(piece.span.start for piece in pieces), block.end][0] == block.start
        assert [piece.span.end for piece in pieces] == [
            *(p.span.start for p in pieces[1:]),
            *[block.end][: len(pieces)],
        ]
        for piece in pieces:
            assert len(piece.span) > 0
            over = [(span, mark) for span, mark in marks if span.overlaps(piece.span) and len(span)]
            assert all(span.covers(piece.span) for span, _ in over)
            assert sorted(piece.marks) == sorted(mark for _, mark in over)


def test_of_two_marks_the_wider_is_outermost() -> None:
    marks = [(Span(2, 5), "inner"), (Span(0, 9), "outer"), (Span(2, 7), "middle")]
    assert [piece.marks for piece in cut([Span(0, 9)], marks)[0]] == [
        ("outer",), ("outer", "middle", "inner"), ("outer", "middle"), ("outer",),
    ]  # fmt: skip


def test_the_blocks_read_as_the_document_does() -> None:
    document = dispatch().document
    assert page(dispatch()).blocks == [block.span.of(document.text) for block in document.blocks]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60), st.lists(spans, max_size=6))
def test_any_text_with_any_marks_reads_as_it_is(text: str, places: list[Span]) -> None:
    document = Document.of(text, [Block(Role.PARAGRAPH, 0, len(text))], path=text, title=text)
    places = [place for place in places if place.end <= len(text)]
    statements = tuple(
        replace(dispatch().statements[0], id=f"s{number}", content=(place,), cue=(place,), method=text)
        for number, place in enumerate(places)
    )
    record = Record(document, statements, insertions=tuple(Insertion(p, InsertionKind.GLOSS) for p in places))
    assert page(record).blocks == [text]


def test_text_outside_of_blocks_is_not_lost_but_marks_of_layout_are() -> None:
    text = "# Head\n\nstray words\n\n***\n\nBody."
    blocks = [Block(Role.HEADLINE, 2, 6), Block(Role.PARAGRAPH, 26, 31)]
    assert page(Record(Document.of(text, blocks))).blocks == ["Head", "stray words\n\n***", "Body."]


def test_nothing_of_a_document_is_markup() -> None:
    evil = "<script>alert(1)</script> & \"quoted\" 'single' \x00"
    document = compose(((Role.HEADLINE, evil), (Role.PARAGRAPH, evil)), path=evil, title=evil, language='"><b>')
    entities = tuple(replace(entity, name=evil) for entity in dispatch().entities)
    statements = tuple(replace(statement, content=(Span(0, 9),)) for statement in dispatch().statements)
    shown = page(replace(dispatch(), document=document, statements=statements, entities=entities))
    assert [tag for tag, _ in shown.elements].count("script") == 1
    assert shown.blocks[1] == evil.replace("\x00", "\ufffd")


def test_nothing_is_asked_of_a_network() -> None:
    html = "".join(render_html([dispatch()]))
    assert not re.search(r"""(?:src|href)=["']?[^#"']|url\(|@import|https?://""", html)
    assert "default-src 'none'" in html


def test_each_statement_has_its_place_and_its_note() -> None:
    shown = page(dispatch())
    notes = shown.classed("note")
    assert [note["data-key"] for note in notes] == [f"d1-s{number}" for number in range(1, 15)]
    begun = [attributes["id"] for attributes in shown.classed("content") if attributes.get("data-n")]
    assert begun == [note["data-key"] for note in notes]
    nested = shown.classed("nested")
    assert {attributes.get("data-content") for attributes in nested} - {None} == {"d1-s8 d1-s9"}
    assert notes[13]["data-speaker"] == "d1-x"
    assert sum("title" in attributes for attributes in shown.classed("insertion")) == 4


def test_many_documents_share_one_page_with_contents_and_no_id_twice() -> None:
    shown = page(dispatch("a.txt"), dispatch("b.txt"))
    links = [attributes["href"] for tag, attributes in shown.elements if tag == "a"]
    assert {"#d1", "#d2"} <= set(links)
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links} <= set(ids)
    assert not any(attributes.get("class") == "contents" for _, attributes in page(dispatch()).elements)


def test_the_direction_of_writing_is_that_of_the_language() -> None:
    arabic = compose(((Role.PARAGRAPH, "قالت: «نعم»."),), language="ar")
    (article,) = page(Record(arabic)).classed("document")
    assert (article["lang"], article["dir"]) == ("ar", "rtl")


def test_the_colours_of_names_can_be_read() -> None:
    """Every speaker's colour has 4.5 : 1 on the paper, in light and in dark (WCAG 2.2, 1.4.3)."""
    folder = Path(__file__).parents[2] / "src" / "quoth" / "export" / "html_page"

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for sheet in ("page.css", "dark.css"):
        values = dict(re.findall(r"--(\w+): (#\w{6})", (folder / sheet).read_text("utf-8")))
        paper = luminance(values["paper"])
        for name in ("text", "quiet", "hx", *(f"h{index}" for index in range(8))):
            bright, dim = sorted((paper, luminance(values[name])), reverse=True)
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, f"{sheet}: --{name}"


@pytest.fixture
def browser(tmp_path: Path) -> Callable[..., str]:
    """Opens a page in a real browser, runs a script in it, and gives what the page has become."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine: the page's script was not tried")

    def opened(script: str = "", anchor: str = "") -> str:
        html = "".join(render_html([dispatch()]))
        html = re.sub(r"<meta http-equiv.*?>", "", html) if script else html
        file = tmp_path / "page.html"
        file.write_text(html.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
        command = (program, *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{file.as_uri()}{anchor}")
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()

    return opened


@pytest.mark.browser
def test_an_address_leads_to_a_statement_and_lights_what_belongs_to_it(browser: Callable[..., str]) -> None:
    shown = Page(browser(anchor="#d1-s8"))  # with its own policy: the script is let run by its hash
    assert {note["data-key"] for note in shown.classed("on") if "data-key" in note} == {"d1-s8"}
    assert {mark["data-cue"] for mark in shown.classed("on-cue")} == {"d1-s8 d1-s10"}
    assert {mark["data-source"] for mark in shown.classed("on-source")} == {"d1-s8 d1-s10"}
    assert "d1-s10" in {note["data-key"] for note in shown.classed("kin") if "data-key" in note}


@pytest.mark.browser
def test_keys_step_filter_and_let_go(browser: Callable[..., str]) -> None:
    press = "for (const key of {}) document.dispatchEvent(new KeyboardEvent('keydown', {{key, bubbles: true}}));"
    chosen = Page(browser(press.format(["j", "j", "j", "k"]))).classed("chosen")
    assert [note["data-key"] for note in chosen] == ["d1-s2"]
    filtered = Page(browser(press.format(["j", "j", "Enter"])))
    assert {note["data-speaker"] for note in filtered.classed("note") if "out" not in note["class"]} == {"d1-e3"}
    assert not Page(browser(press.format(["j", "Escape"]))).classed("chosen")
