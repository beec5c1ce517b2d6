"""Floor 2: from a Document to its statements, speakers, occasions and insertions."""

from collections.abc import Sequence

from quoth.model import Document, Record


def extract(documents: Sequence[Document]) -> tuple[Record, ...]:
    """The records of documents, in their order."""
    return tuple(Record(document) for document in documents)


__all__ = ["extract"]
