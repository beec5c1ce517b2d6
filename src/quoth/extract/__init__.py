"""Floor 2: from a Document to its statements, speakers, occasions and insertions."""

from collections.abc import Sequence

from quoth.extract.blocks import attribute
from quoth.extract.layout import lay_out
from quoth.extract.statements import kind_of, parents, where_of
from quoth.model import Document, Record, Statement


def extract(documents: Sequence[Document]) -> tuple[Record, ...]:
    """The records of documents, in their order."""
    return tuple(_one(d) for d in documents)


def _one(document):
    layout = lay_out(document)
    found = attribute(layout)
    par = parents(found)
    st = tuple(
        Statement(
            f"s{i + 1}",
            kind_of(layout, a),
            where_of(layout, a),
            tuple(sorted(a.content)),
            a.cue,
            a.source,
            None,
            (),
            None,
            f"s{par[i] + 1}" if par[i] is not None else None,
            a.confidence,
            a.method,
        )
        for i, a in enumerate(found)
    )
    return Record(document, st)


__all__ = ["extract"]
