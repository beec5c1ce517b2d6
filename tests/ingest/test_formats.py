"""Every format, there and back: what was written is what is read, in blocks with the right roles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quoth.ingest import read_path, read_stream, read_string
from quoth.model import Document, Failure, InputError
from tests.ingest.files import LEDE, MORE, PAGE, check, make_docx, make_docx_with_footnote, make_pdf, make_pdf_lines


def read(folder: Path, name: str, data: bytes | str) -> Document:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    (document,) = read_path(file)
    assert isinstance(document, Document)
    assert document.path == str(file)
    check(document)
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.role.value, document.text[block.start : block.end]) for block in document.blocks]


def test_plain_text_is_kept_as_decoded(tmp_path: Path) -> None:
    text = "Mayor Opens Bridge\r\n\r\nSOLTAU, May 3, 2031 (ANA) – She said:\u00a0“Yes.”\r\n\r\n* * *\r\n"
    text += "\tIt will last. 😀 \r\n"
    document = read(tmp_path, "a.txt", text)
    assert document.text == text
    assert (document.title, document.published) == ("Mayor Opens Bridge", "2031-05-03")
    assert blocks(document)[-1] == ("paragraph", "It will last. 😀")


def test_a_header_gives_title_and_date() -> None:
    header = "# title: Speech in Soltau\n# date: 2031-05-03\n# lang: de\n"
    document = read_string(f"{header}\nANNA BRANDT: Thank you all.\n\nMore.")
    assert (document.title, document.published, document.language) == ("Speech in Soltau", "2031-05-03", "de")
    assert [role for role, _ in blocks(document)] == ["headline", "turn", "paragraph"]
    assert read_string("# title: Speech\n# date: 0000-00-00\n\nThank you.").published is None


def test_only_stated_dates_are_taken() -> None:
    def published(text: str) -> str | None:
        return read_string(text).published

    assert published("Mayor Opens Bridge\n\nOn May 3, 2031, the mayor of the town opened the bridge.") is None
    assert published(f"Mayor Opens Bridge\nFriday, May 3, 2031\n\n{LEDE}") == "2031-05-03"
    assert published(f"Mayor Opens Bridge\n\nBy Jane Roe | 3 May 2031\n\n{LEDE}") == "2031-05-03"
    assert published(f"Mayor Opens Bridge\n\nUpdated: May 3, 2031\n\n{LEDE}") is None
    assert published(f"Bürgermeisterin eröffnet Brücke\n\nSoltau, 3. Mai 2031\n\n{LEDE}") == "2031-05-03"


def test_bylines() -> None:
    def byline(line: str) -> str | None:
        return read_string(f"Mayor Opens Bridge\n\n{line}\n\n{LEDE}").byline

    assert byline("By Jane Roe") == "Jane Roe"
    assert byline("By Jane Roe and Tom Okafor, staff writers") == "Jane Roe and Tom Okafor"
    assert byline("Von Anna von der Heide") == "Anna von der Heide"
    assert byline("By the river, nobody spoke.") is None


def test_markdown_is_kept_as_decoded(tmp_path: Path) -> None:
    text = f"---\ntitle: The Bridge\ndate: 2031-05-03\n---\n\n# Sub\r\n\r\n{LEDE} **Now.**\r\n"
    document = read(tmp_path, "a.md", text)
    assert document.text == text
    assert (document.title, document.published) == ("The Bridge", "2031-05-03")
    assert blocks(document) == [("headline", "The Bridge"), ("subhead", "Sub"), ("paragraph", f"{LEDE} **Now.**")]


def test_web_page(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", PAGE)
    assert blocks(document) == [
        ("headline", "Mayor opens bridge"),
        ("paragraph", LEDE),
        ("subhead", "What comes next"),
        ("paragraph", MORE),
    ]
    assert (document.title, document.byline) == ("Mayor opens bridge", "Jane Roe")
    assert (document.published, document.language) == ("2031-05-03", "en")


def test_web_page_in_another_encoding_and_as_archive(tmp_path: Path) -> None:
    latin = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    archive = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    archive += b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + PAGE.encode() + b"\r\n--x--\r\n"
    for name, data in (("b.htm", latin), ("c.mhtml", archive)):
        assert blocks(read(tmp_path, name, data))[1] == ("paragraph", LEDE)


def test_pdf(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make_pdf(3))
    pages = [block.page for block in document.blocks]
    found = [(page, role, " ".join(words.split())) for page, (role, words) in zip(pages, blocks(document), strict=True)]
    assert found[:3] == [
        (1, "headline", "Mayor Opens Bridge In Soltau After Ten Years"),
        (1, "paragraph", "By Jane Roe"),
        (1, "paragraph", f"{LEDE} {MORE}"),
    ]
    assert found[-5:] == [
        (3, "subhead", "What comes next"),
        (3, "paragraph", MORE),
        (3, "block quotation", LEDE),
        (3, "footnote", "1 Soltau Courier, May 3, 2031."),
        (3, "footnote", "2 The same."),
    ]
    assert "Soltau Courier, May 3, 2031\n" not in document.text
    assert document.byline == "Jane Roe"


def test_pdf_keeps_hyphens_at_line_ends(tmp_path: Path) -> None:
    data = make_pdf_lines(["The council's evalu-", "ation of the bridge was long", "and fair."])
    assert read(tmp_path, "a.pdf", data).text == "The council's evalu-\nation of the bridge was long\nand fair."


def test_pdf_under_another_name(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", make_pdf_lines(["It was good."])).text == "It was good."


def test_docx(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", make_docx())
    assert blocks(document) == [
        ("headline", "Mayor Opens Bridge"),
        ("paragraph", "By Jane Roe"),
        ("paragraph", f"SOLTAU, May 3, 2031 (ANA) – {LEDE}"),
        ("subhead", "What comes next"),
        ("block quotation", "“We never gave up.”"),
        ("list item", "The road opens in June."),
        ("caption", "The bridge on Friday"),
        ("paragraph", "Year\tCost"),
    ]
    assert (document.byline, document.published) == ("Jane Roe", "2031-05-03")


def test_docx_footnotes_and_tracked_changes(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", make_docx_with_footnote())
    assert blocks(document) == [("paragraph", "The bridge stands[1]."), ("footnote", "[1] Soltau Courier.")]


def test_srt(tmp_path: Path) -> None:
    text = "1\n00:00:01,500 --> 00:00:02,000\n<i>Good evening.</i>\n\n2\n01:00:03,000 --> 01:00:04,000\n- Who?\n- Me.\n"
    text = text.replace("\n", "\r\n")
    document = read(tmp_path, "a.srt", text)
    assert document.text == "Good evening.\n- Who?\n- Me."
    assert [block.time for block in document.blocks] == ["00:00:01.500", "01:00:03.000", "01:00:03.000"]


def test_vtt_with_rolling_lines(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nthe bridge<00:00:01.500><c> stands</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nthe bridge stands\n\n"
        "00:00:02.010 --> 00:00:04.000\nthe bridge stands\nand<00:00:03.000><c> will</c>\n"
    )
    document = read(tmp_path, "a.vtt", text)
    assert document.text == "the bridge stands\nand will"
    assert [block.time for block in document.blocks] == ["00:00:01.000", "00:00:02.010"]


def test_json_lines_one_bad_row(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": f"{LEDE}\n\n{MORE}", "title": "Bridge", "date": "2031-05-03T10:00:00Z", "lang": "en-US"},
        {"text": 3},
        {"url": "https://soltau.example/1", "text": f"Bridge\n\n{MORE}", "title": "Bridge"},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join([*map(json.dumps, rows), "{broken"]), encoding="utf-8")
    first, second, third, fourth = read_path(file)
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert first.text == rows[0]["text"]
    assert (first.title, first.published, first.language) == ("Bridge", "2031-05-03", "en")
    assert first.path == f"{file}#7"
    assert [role for role, _ in blocks(first)] == ["paragraph", "paragraph"]
    assert third.path == f"{file}#https://soltau.example/1"
    assert blocks(third)[0] == ("headline", "Bridge")
    assert isinstance(second, Failure)
    assert second.message.startswith(f"{file}:2: no words in its `text` field; ")
    assert isinstance(fourth, Failure)
    assert fourth.where == f"{file}:4"


def test_json_without_any_text_is_told_of_once(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps([{"file": f"{n}.txt", "licence": "ours"} for n in range(500)]), encoding="utf-8")
    with pytest.raises(InputError, match="not one of its 500 rows has words in a `text` field"):
        list(read_path(file))


def test_json_array_and_csv(tmp_path: Path) -> None:
    array = tmp_path / "a.json"
    array.write_text(json.dumps([{"text": LEDE}, {"text": MORE}], indent=1), encoding="utf-8")
    assert [document.text for document in read_path(array) if isinstance(document, Document)] == [LEDE, MORE]
    table = tmp_path / "a.csv"
    table.write_text(f'\ufeffurl;date;Text\nx;2031-05-03;"{LEDE}\n\nShe said ""yes""."\ny;;\n', encoding="utf-8")
    first, second = read_path(table)
    assert isinstance(first, Document)
    assert first.text == f'{LEDE}\n\nShe said "yes".'
    assert (first.path, first.published) == (f"{table}#x", "2031-05-03")
    assert isinstance(second, Failure)


def test_streams_are_told_apart_by_what_they_hold() -> None:
    samples = {
        "plain": (f"Bridge\n\n{LEDE}".encode(), f"Bridge\n\n{LEDE}"),
        "page": (PAGE.encode(), f"Mayor opens bridge\n\n{LEDE}\n\nWhat comes next\n\n{MORE}"),
        "pdf": (make_pdf_lines(["It was good."]), "It was good."),
        "docx": (make_docx_with_footnote(), "The bridge stands[1].\n\n[1] Soltau Courier."),
        "vtt": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n", "Yes."),
        "srt": (b"1\n00:00:01,000 --> 00:00:02,000\nYes.\n", "Yes."),
        "json": (json.dumps({"text": LEDE}).encode(), LEDE),
        "csv": (f"id,text\n1,{MORE.replace(',', '')}\n".encode(), MORE.replace(",", "")),
    }
    for name, (data, text) in samples.items():
        (document,) = read_stream(data, name="standard input")
        assert isinstance(document, Document), name
        assert document.text == text
        check(document)


def test_what_was_cut_out_of_a_page_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<p>“We will wait,” said Anna Brandt.</p>", encoding="utf-8")
    (document,) = read_path(file)
    assert isinstance(document, Document)
    assert document.text == "“We will wait,” said Anna Brandt."
