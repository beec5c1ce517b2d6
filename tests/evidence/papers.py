"""Small pieces of evidence that the tests look things up in, about people and places that do not exist."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from quoth.evidence import infer_fidelity, speech_of
from quoth.ingest import read_path, read_string
from quoth.model import Document, Failure
from quoth.text.speech import Hit, Speech
from quoth.text.words import find_words

HEARING = """\
Hearing on the Harbour, Soltau

MAYOR BRANDT: Good morning. We will not raise taxes this year, and the harbour will open in May.
(APPLAUSE)

TOMIR HALDEN: Who pays for the cranes? The council has promised eleven million crowns for dredging alone.

MAYOR BRANDT: The ministry pays. [crosstalk] I have it in writing from Minister Dunmarrow.
I said so in Oresko last week.
"""
SPEECH = """\
Speech of the Minister at Oresko

We came here to rebuild what the flood has taken from us. The bridge over the Lessa stands again.
It is what it is, and we will win the spring back, house by house.
"""
ARTICLE = """\
Mayor Promises No New Taxes

SOLTAU, May 3 (ANA) – Anna Brandt said that taxes would not rise. “We will not raise taxes this year,” she told the
council. Tomir Halden asked who would pay for the cranes in the harbour.
"""
PAPERS = {"article.txt": ARTICLE, "hearing.txt": HEARING, "speech.txt": SPEECH}


def write(folder: Path, papers: dict[str, str] = PAPERS) -> list[Path]:
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.txt"))


def read(path: Path) -> Iterator[Document | Failure]:
    return read_path(path)


def speech(text: str, path: str | None = None) -> Speech:
    document = read_string(text, path=path)
    return speech_of(document, infer_fidelity(document))


def words(text: str) -> tuple[str, ...]:
    return find_words(text)[0]


def said(hit: Hit) -> str:
    return " ".join(hit.speech.forms[hit.first : hit.last])


def told(hits: Sequence[Hit]) -> list[tuple[str | None, int, int, float]]:
    """What of hits does not depend on how the index was built."""
    spans = [hit.speech.span(hit.first, hit.last) for hit in hits]
    return [
        (hit.speech.document.path, span.start, span.end, round(hit.share, 6))
        for hit, span in zip(hits, spans, strict=True)
    ]
