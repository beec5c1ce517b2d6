"""The draft as a Word file with comments: the right words, nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from quoth.export.check import write_docx
from quoth.ingest.word import read_word
from quoth.model import Check, CheckedQuotation, Document, Finding, InputError, Passage, Role, Severity, Span, Verdict
from tests.export.checked import checked
from tests.export.dispatch import compose


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def commented(package: Any) -> list[tuple[str, str]]:
    """The words between the marks of each comment, and the comment's first line."""
    found = []
    for comment in package.comments:
        words, inside = [], False
        for element in package.element.body.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                words.append(element.text)
            elif inside and element.tag == qn("w:p"):
                words.append("\n")
        found.append(("".join(words), comment.text.split("\n")[0]))
    return found


def checked_file(source: Path, *quoted: str) -> tuple[Check, Document]:
    document = read_word(source.read_bytes(), where=str(source), path=str(source))
    spans = [Span(document.text.index(words), document.text.index(words) + len(words)) for words in quoted]
    quotations = tuple(CheckedQuotation(span, span.of(document.text), None, Verdict.NOT_FOUND) for span in spans)
    return Check(document, (), quotations), document


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Any], Path]:
    def save(package: Any) -> Path:
        package.save(str(tmp_path / "draft.docx"))
        return tmp_path / "draft.docx"

    return save


def test_a_plain_draft_becomes_a_file_with_a_comment_at_every_quotation() -> None:
    package = opened(write_docx(checked()))
    assert [paragraph.text for paragraph in package.paragraphs] == [
        block.span.of(checked().draft.text) for block in checked().draft.blocks
    ]
    assert [paragraph.style.name for paragraph in package.paragraphs][::4] == ["Heading 1", "Heading 2"]
    assert [words for words, _ in commented(package)] == [*(q.text for q in checked().quotations), "called the plan"]
    comments = [comment.text for comment in package.comments]
    assert comments[0] == (
        "altered: differs from the evidence\n"
        "error altered-negation: the draft leaves out “not”; write “We will not raise taxes”\n"
        "evidence/hearing.txt, MAYOR BRANDT, p. 3, 00:01:12: “We will not raise taxes this year, full”\n"
        "https://soltau.example/hearing#:~:text=We%20will%20not%20raise"
    )
    assert "waived altered-modal: house style since 2029" in comments[3]
    assert "The ellipsis hides: “which not everybody believes”" in comments[3]
    assert {comment.author for comment in package.comments} == {"quoth"}


def test_the_file_read_again_is_the_draft() -> None:
    draft = checked().draft
    again = read_word(write_docx(checked()), where="a.docx")
    assert again.text == draft.text
    assert [block.role for block in again.blocks] == [block.role for block in draft.blocks]


def test_the_same_check_gives_the_same_file() -> None:
    assert write_docx(checked()) == write_docx(checked())


def test_runs_are_divided_with_their_formatting(made: Callable[[Any], Path]) -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("She said: “We ")
    paragraph.add_run("will not").bold = True
    paragraph.add_run(" go,” and then “No” again.").italic = True
    source = made(package)
    check, _ = checked_file(source, "“We will not go,”", "“No”", "not")
    written = opened(write_docx(check, source))
    assert [words for words, _ in commented(written)] == ["“We will not go,”", "“No”", "not"]
    (again,) = written.paragraphs
    assert again.text == paragraph.text
    formats = [(run.text, run.bold, run.italic) for run in again.runs if run.text]
    assert ("will ", True, None) in formats
    assert ("not", True, None) in formats
    assert ("“No”", None, True) in formats
    assert (" again.", None, True) in formats


def test_a_quotation_may_run_over_paragraphs_and_stand_in_a_table(made: Callable[[Any], Path]) -> None:
    package = docx.Document()
    package.add_paragraph("The mayor: “We will stay.")
    package.add_paragraph("“And we will build,” she said.")
    table = package.add_table(1, 2)
    table.cell(0, 0).text = "Tomir"
    table.cell(0, 1).text = "He said “never” twice: “never”."
    source = made(package)
    check, document = checked_file(source, "“We will stay.\n\n“And we will build,”", "“never” twice")
    second = document.text.rindex("“never”")
    last = CheckedQuotation(Span(second, second + 7), "“never”", None, Verdict.NOT_FOUND)
    check = Check(document, (), (*check.quotations, last))
    written = opened(write_docx(check, source))
    assert [words for words, _ in commented(written)] == [
        "“We will stay.\n“And we will build,”", "“never” twice", "“never”",
    ]  # fmt: skip


def test_links_deletions_and_text_boxes_are_seen_as_they_are_read(made: Callable[[Any], Path]) -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>“In a box”</w:t></w:r></w:p></w:txbxContent></w:pict>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    package = docx.Document()
    paragraph = package.add_paragraph("He said: ")
    for xml in (
        f"<w:del {space}><w:r><w:delText>“Old”</w:delText></w:r></w:del>",
        f'<w:hyperlink {space} w:anchor="a"><w:r><w:t>“New words” here</w:t></w:r></w:hyperlink>',
        f"<w:r {space}>{box}</w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    package.add_paragraph("“The end,” he said.")
    source = made(package)
    check, _ = checked_file(source, "“New words”", "“In a box”", "“The end,”")
    found = [words for words, _ in commented(opened(write_docx(check, source)))]
    assert [words.strip() for words in found] == ["“New words”", "“In a box”", "“The end,”"]


def test_the_source_keeps_the_comments_that_it_has(made: Callable[[Any], Path]) -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("“Go,” he said.")
    package.add_comment(paragraph.runs, "Check this.", "Desk", "D")
    source = made(package)
    check, _ = checked_file(source, "“Go,”")
    before = source.read_bytes()
    written = opened(write_docx(check, source))
    assert [comment.author for comment in written.comments] == ["Desk", "quoth"]
    assert source.read_bytes() == before


def test_a_quotation_that_the_file_no_longer_has_is_told_at_its_beginning(made: Callable[[Any], Path]) -> None:
    package = docx.Document()
    package.add_paragraph("Another text.")
    source = made(package)
    draft = compose(((Role.PARAGRAPH, "“Go to the harbor,” he said."),), path=str(source))
    check = Check(draft, (), (CheckedQuotation(Span(0, 19), "“Go to the harbor,”", None, Verdict.NOT_FOUND),))
    written = opened(write_docx(check, source))
    assert commented(written) == [("Another text.", "“Go to the harbor,”")]


def test_what_a_file_cannot_hold_is_replaced() -> None:
    text = "“a\x00b\x0bc\ud800”"
    draft = compose(((Role.PARAGRAPH, text),), title=text)
    passage = Passage(text, Span(0, 2), text)
    quotation = CheckedQuotation(Span(0, len(text)), text, None, Verdict.ALTERED, text, passage, (), (), (text,))
    finding = Finding("r", Severity.ERROR, Span(0, 2), text, text)
    package = opened(write_docx(Check(draft, (), (quotation,), (finding,))))
    assert len(list(package.comments)) == 1


def test_a_source_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no")
    with pytest.raises(InputError, match=r"save it again as \.docx"):
        write_docx(checked(), tmp_path / "a.docx")
