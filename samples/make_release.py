"""Writes the press release of the samples as release.docx and release.pdf, the same bytes every time.

Run it as `python samples/make_release.py`; it needs `reportlab` from the development tools.
In the text below `{1}` is a footnote mark, and a soft hyphen shows where the PDF may part a word.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent
TITLE = "Lamps for Ellery lights its hundredth lamp"
RUNNING_HEAD = "Lamps for Ellery · Press release"
WHEN = datetime(2031, 6, 2, 9, 0, tzinfo=UTC)
NOTE = "Counted by the harbor office of Port Ilvane from March to May 2031."

TEXT: tuple[tuple[str, str], ...] = (
    ("headline", TITLE),
    (
        "paragraph",
        "PORT ILVANE, June 2, 2031 – Lamps for Ellery announced today that it has lit its hundredth lamp, on the "
        "breakwater of Port Ilvane. The new lamp stands where the old light\u00adhouse burned down in 1988.",
    ),
    (
        "paragraph",
        "“Our new lamp saves 40 percent of the oil,”{1} said Rosa Delgrave, harbor master and chair of Lamps for "
        "Ellery. “We are proud of every drop.”",
    ),
    (
        "paragraph",
        "Mayor Judith Okwell of Tarrington told guests at the opening that “a coast without lamps is a row of "
        "secrets,” and called on the other towns of the coast to follow.",
    ),
    ("subhead", "What the lamp does"),
    ("list item", "It is seen from 14 miles away."),
    ("list item", "It needs no keeper, but has one."),
    ("list item", "It goes out by itself at sunrise."),
    (
        "paragraph",
        "The keeper is Colm Brannick, 64, who fished off Ellery for 30 years. Asked what he would do all night, "
        "Brannick said: “Wait for the ones who are late.”",
    ),
    ("subhead", "From the speech of the chair"),
    ("paragraph", "Delgrave’s remarks, as prepared for delivery:"),
    (
        "block quotation",
        "Friends, nobody lights a lamp for himself. My grandmother put a candle into the window every night for "
        "eleven years, and on the first night of the twelfth year my grandfather came home. He said that he had "
        "seen it from the far side of the bay. That is what we are build\u00ading here: a hundred candles, and "
        "for every one of them some\u00adbody on the water.",
    ),
    (
        "paragraph",
        "According to the harbor office, 212 ships passed Port Ilvane at night last year, twice as many as in the "
        "year before. The office expects no wrecks at all this winter. “The rocks will be out of work,” a "
        "spokes\u00adwoman for the office said.",
    ),
    ("subhead", "About Lamps for Ellery"),
    (
        "paragraph",
        "Lamps for Ellery is a found\u00adation with 40 members. Its office in Port Ilvane is open on Mondays.",
    ),
)

# ------------------------------------------------------------------ DOCX

_STYLES = {"headline": "Title", "subhead": "Heading 2", "list item": "List Bullet", "block quotation": "Quote"}
_FOOTNOTES = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
    f'<w:t xml:space="preserve"> {escape(NOTE)}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def write_docx(file: Path) -> None:
    """Write the release as a Word document with a running head, page numbers and a true footnote."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = TITLE, "Lamps for Ellery"
    properties.created = properties.modified = WHEN
    section = document.sections[0]
    section.header.paragraphs[0].text = RUNNING_HEAD
    _add_field(section.footer.paragraphs[0], "PAGE")
    _add_footnotes(document)
    for role, text in TEXT:
        paragraph = document.add_paragraph(style=_STYLES.get(role))
        before, mark, after = text.replace("\u00ad", "").partition("{1}")
        paragraph.add_run(before)
        if mark:
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))
            paragraph.add_run(after)
        if role == "subhead" and text.startswith("From"):
            paragraph.paragraph_format.page_break_before = True
    buffer = io.BytesIO()
    document.save(buffer)
    _repack(buffer, file)


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _add_footnotes(document: Document) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, _FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _repack(buffer: io.BytesIO, file: Path) -> None:
    """Write the archive with one date for all its members, so that its bytes never change."""
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, WHEN.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)


# ------------------------------------------------------------------ PDF

WIDTH, HEIGHT = A5
MARGIN, FOOT = 50, 70
_FONTS = {"headline": ("Helvetica-Bold", 17), "subhead": ("Helvetica-Bold", 12)}
_BODY = ("Helvetica", 10.5)


def write_pdf(file: Path) -> None:
    """Write the release as two pages of A5, with words parted at line ends and a footnote under the first."""
    canvas = Canvas(str(file), pagesize=A5, invariant=1)
    canvas.setTitle(TITLE)
    canvas.setAuthor("Lamps for Ellery")
    page, y, before = 1, _start_page(canvas, 1), ""
    for role, text in TEXT:
        font, size = _FONTS.get(role, _BODY)
        indent = 18 if role in {"block quotation", "list item"} else 0
        y -= size if role == "subhead" else 6 if before == "list item" != role else 0
        for line in _lines(f"• {text}" if role == "list item" else text, font, size, WIDTH - 2 * MARGIN - 2 * indent):
            if y < FOOT + 10:
                canvas.showPage()
                page += 1
                y = _start_page(canvas, page)
            _draw(canvas, line, MARGIN + indent, y, font, size)
            y -= size * 1.45
        y -= 2 if role == "list item" else 8
        before = role
    canvas.save()


def _start_page(canvas: Canvas, page: int) -> float:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, HEIGHT - 32, RUNNING_HEAD)
    canvas.drawCentredString(WIDTH / 2, 30, str(page))
    if page == 1:
        canvas.line(MARGIN, FOOT - 8, MARGIN + 80, FOOT - 8)
        canvas.drawString(MARGIN, FOOT - 20, f"1 {NOTE}")
    return HEIGHT - 70


def _lines(text: str, font: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if stringWidth(joined.replace("\u00ad", "").replace("{1}", ""), font, size) <= width:
            line = joined
            continue
        head, hyphen, tail = word.partition("\u00ad")
        parted = f"{line} {head}-"
        if hyphen and stringWidth(parted, font, size) <= width:
            lines.append(parted)
            line = tail
        else:
            lines.append(line)
            line = word
    return [line.replace("\u00ad", "") for line in [*lines, line]]


def _draw(canvas: Canvas, line: str, x: float, y: float, font: str, size: float) -> None:
    before, mark, after = line.partition("{1}")
    canvas.setFont(font, size)
    canvas.drawString(x, y, before)
    if mark:
        x += stringWidth(before, font, size)
        canvas.setFont(font, size * 0.6)
        canvas.drawString(x, y + size * 0.35, "1")
        x += stringWidth("1", font, size * 0.6)
        canvas.setFont(font, size)
        canvas.drawString(x, y, after)


if __name__ == "__main__":
    write_docx(FOLDER / "release.docx")
    write_pdf(FOLDER / "release.pdf")
