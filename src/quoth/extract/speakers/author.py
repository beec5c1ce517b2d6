"""Author: who wrote a document, so that "I" outside of quotations is somebody.

The document's container may say so. Else three places do: a line "By Ada Petit" near the beginning, a note at the end
("Ada Petit is a member of …"), or a signature, a name that stands alone at the end.
"""

from __future__ import annotations

import re

from quoth.extract.layout import Layout
from quoth.extract.tagged import TaggedNames
from quoth.model import Span

_NAME = r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|der|bin|al|el|[A-Z][\w’'-]+)){1,4})"
_BYLINE = re.compile(rf"(?:By|BY) {_NAME}(?=$|[,|]| and\b)")
_NOTE = re.compile(rf"{_NAME},? (?:[^.]{{0,120}}, )?(?:is|was|teaches|writes|works|serves)\b")
_WRITES = re.compile(
    r"\b(?:author|writer|columnist|editor|professor|fellow|contributor|contributors|contributing|journalist|reporter|"
    r"writes|novelist|historian|teaches|lawyer|attorney|director|founder|president|member|adviser|senator|student)\b"
)
_SIGNATURE = re.compile(rf"[—–-]*\s*{_NAME}\.?(?:[,;] [^.]{{0,40}}\.?)?")

FIRST_BLOCKS = 4
LAST_BLOCKS = 4


def find_author(layout: Layout, names: TaggedNames) -> Span | None:
    """Where the document names its writer, or None."""
    byline = layout.document.byline
    if byline and (at := layout.text.find(byline)) >= 0:
        return Span(at, at + len(byline))
    blocks = [entry.block for entry in layout.blocks]
    for block in blocks[:FIRST_BLOCKS]:
        if found := _BYLINE.match(layout.text, block.start, block.end):
            return Span(*found.span("name"))
    for block in reversed(blocks[-LAST_BLOCKS:]):
        found = _NOTE.match(layout.text, block.start, block.end)
        if found is not None and not _WRITES.search(layout.text, found.end("name"), block.end):
            found = None
        found = found or _SIGNATURE.fullmatch(layout.text, block.start, block.end)
        if found is not None and (not names or names.type_at(found.start("name")) is not None):
            return Span(*found.span("name"))
    return None
