"""A tiny corpus in the form of PolNeAR, of our own words, and the gold turned into a record."""

from pathlib import Path

from polnear import Attribution

from quoth.model import Document, Kind, Record, Statement, Where

TEXT = """Harbour fees to fall, says Brandt

“We will leave,” said Ms. Petit. “And soon.” The port is old.
She said that it was “a mess” from the start.
"""

# T4 runs over the line end, as the corpus itself does; T9 is linked to nothing.
FIRST = """T1\tSource 27 33\tBrandt
T2\tCue 22 26\tsays
T3\tContent 0 20\tHarbour fees to fall
T4\tContent 35 51;68 79\t“We will leave,”\n“And soon.”
T5\tCue 52 56\tsaid
T6\tSource 57 66\tMs. Petit
T7\tSource 97 100\tShe
T8\tCue 101 105\tsaid
T9\tDiscuss 80 96\tThe port is old.
T10\tContent 106 141\tthat it was “a mess” from the start
T11\tAttribution 22 26\tsays
E1\tAttribution:T11 Content:T3 Cue:T2 Source:T1
T12\tAttribution 52 56\tsaid
E2\tAttribution:T12 Cue:T5 Content:T4 Source:T6
T13\tAttribution 101 105\tsaid
E3\tAttribution:T13 Source:T7 Cue:T8 Content:T10
T14\tAttribution-no-source 80 83\tThe
E4\tAttribution-no-source:T14
#1\tAnnotatorNotes T9\tIs this one?
"""
"""Annotator aaaa."""

SECOND = FIRST.replace("T7\tSource 97 100", "T7\tSource 97 101").replace("106 141", "106 132")
"""Annotator bbbb: the same, but a shorter last content; the space after a source is no difference."""


def write_corpus(folder: Path, split: str = "dev", *, annotations: dict[str, str] | None = None) -> None:
    """One article under `folder/polnear/split`, with the annotators' files given."""
    for name in ("text", "attributions"):
        (folder / "polnear" / split / name).mkdir(parents=True)
    place = folder / "polnear" / split
    (place / "text" / "herald_2031-05-02_harbour-fees.txt").write_bytes(TEXT.encode())
    for annotator, standoff in (annotations or {"aaaa": FIRST, "bbbb": SECOND}).items():
        name = f"herald_2031-05-02_harbour-fees_{annotator}.ann"
        (place / "attributions" / name).write_bytes(standoff.encode())


def as_record(text: str, attributions: tuple[Attribution, ...]) -> Record:
    """A record that says exactly what these attributions say."""
    statements = tuple(
        Statement(
            id=f"s{number}",
            kind=Kind.INDIRECT,
            where=Where.BODY,
            content=attribution.content,
            cue=attribution.cue,
            source=attribution.source,
            speaker=None,
            addressees=(),
            occasion=None,
            parent=None,
            confidence=1.0,
            method="gold",
        )
        for number, attribution in enumerate(attributions, start=1)
    )
    return Record(Document.of(text, ()), statements)
