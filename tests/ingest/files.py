"""Documents in every format, written for the tests with the libraries that write them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from quoth.model import Document

LEDE = "The mayor of Soltau opened the new bridge on Friday, saying that “it will serve every family” in the valley."
MORE = "The council, which had voted against the plan three times, did not come to the opening of the bridge."

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Mayor opens bridge - Soltau Courier</title><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2031-05-03T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sports">Sports</a></nav><article><h1>Mayor opens bridge</h1>
<p>{LEDE}</p><h2>What comes next</h2><p>{MORE}</p></article>
<footer>Cookies. Subscribe to our newsletter.</footer></body></html>"""


def check(document: Document) -> None:
    """Blocks are in order, do not overlap, and have no white space at their edges."""
    before = 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert before <= block.start < block.end <= len(document.text)
        assert words == words.strip()
        before = block.end


def make_docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Mayor Opens Bridge", 0)
    document.add_paragraph("By Jane Roe")
    document.add_paragraph(f"SOLTAU, May 3, 2031 (ANA) – {LEDE}")
    document.add_heading("What comes next", 1)
    document.add_paragraph("“We never gave up.”", style="Quote")
    document.add_paragraph("The road opens in June.", style="List Bullet")
    document.add_paragraph("The bridge on Friday", style="Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Year", "Cost"
    return _saved(document)


def make_docx_with_footnote() -> bytes:
    """A package with a footnotes part and a tracked change, which python-docx does not write itself."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f"""<w:footnotes {space}>
      <w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
      <w:footnote w:id="1"><w:p><w:r><w:t>Soltau Courier.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    document = docx.Document()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    body = f"""<w:p {space}><w:r><w:t xml:space="preserve">The bridge </w:t></w:r>
      <w:del w:id="8"><w:r><w:delText>sank</w:delText></w:r></w:del>
      <w:ins w:id="9"><w:r><w:t>stands</w:t></w:r></w:ins>
      <w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"""
    document.element.body.insert(0, parse_xml(body))
    return _saved(document)


def make_pdf(pages: int = 3) -> bytes:
    """Pages with a running head and numbers, a headline, a subhead, an inset quotation and footnotes."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    styles = getSampleStyleSheet()
    normal = styles["Normal"]
    inset = ParagraphStyle("inset", parent=normal, leftIndent=24, rightIndent=24)
    small = ParagraphStyle("small", parent=normal, fontSize=7, leading=9)

    def edges(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 570, "Soltau Courier, May 3, 2031")
        canvas.drawCentredString(200, 20, str(document.page))

    flow = [
        Paragraph("Mayor Opens Bridge In Soltau After Ten Years", styles["Title"]),
        Paragraph("By Jane Roe", normal),
    ]
    for _ in range(pages - 1):
        flow += [Spacer(1, 8), Paragraph(f"{LEDE} {MORE}", normal), Spacer(1, 8), Paragraph(MORE, normal), PageBreak()]
    flow += [Paragraph("What comes next", styles["Heading2"]), Paragraph(MORE, normal), Paragraph(LEDE, inset)]
    flow += [Spacer(1, 250), Paragraph("1 Soltau Courier, May 3, 2031.", small), Paragraph("2 The same.", small)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A5).build(flow, onFirstPage=edges, onLaterPages=edges)
    return out.getvalue()


def make_pdf_lines(lines: Sequence[str], *, password: str | None = None) -> bytes:
    """One page with these lines, as given; without any, a page that holds a picture only."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    canvas.rect(20, 20, 30, 30)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _saved(document) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
