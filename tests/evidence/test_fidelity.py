"""Fidelity: what the form of a document speaks for."""

from pathlib import Path

import pytest

from quoth.evidence import infer_fidelity
from quoth.ingest import read_path
from quoth.model import Block, Document, Fidelity, Role
from tests.evidence.papers import ARTICLE, HEARING, SPEECH

SRT = """\
1
00:00:01,000 --> 00:00:04,000
We will not raise taxes this year.

2
00:00:04,000 --> 00:00:08,000
The harbour will open in May.
"""
UNPUNCTUATED = " ".join(["and then we came to the harbour and they told us that the crane was not there yet"] * 8)
ROLLING = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n" + "\n".join([UNPUNCTUATED])


@pytest.mark.parametrize(
    ("name", "text", "fidelity"),
    [
        ("hearing.txt", HEARING, Fidelity.OFFICIAL_RECORD),
        ("speech.txt", SPEECH, Fidelity.SCRIPT),
        ("article.txt", ARTICLE, Fidelity.SECOND_HAND),
        ("captions.srt", SRT, Fidelity.CAPTIONS),
        ("captions.vtt", ROLLING, Fidelity.SPEECH_RECOGNITION),
        (
            "machine.txt",
            f"# title: Talk\n# kind: auto captions\n\nANNA BRANDT: {UNPUNCTUATED}",
            Fidelity.SPEECH_RECOGNITION,
        ),
        ("machine-2.txt", f"Talk in Soltau\n\nANNA BRANDT: {UNPUNCTUATED}", Fidelity.SPEECH_RECOGNITION),
        ("record.txt", f"Parliament of Halden, Official Report\n\n{HEARING}", Fidelity.OFFICIAL_RECORD),
        ("script.txt", f"Remarks as prepared for delivery\n\n{HEARING}", Fidelity.SCRIPT),
        ("remarks.txt", "Remarks by the Mayor of Soltau\n\nWe came here to rebuild. We will.", Fidelity.SCRIPT),
        (
            "about-a-speech.txt",
            "Speech of the Mayor Angers Farmers\n\n“No,” said Halden. “Never,” said Reve. “Not us,” said Dunmarrow.",
            Fidelity.SECOND_HAND,
        ),
    ],
)
def test_fidelity(tmp_path: Path, name: str, text: str, fidelity: Fidelity) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = read_path(path)
    assert isinstance(document, Document)
    assert infer_fidelity(document) is fidelity


def test_a_scanned_page() -> None:
    text = "Tlie mayor of So1tau and tbe council have agreed aud wi11 bui|d tbe bri~dge over tbe Lessa, wbich was lost."
    document = Document.of(text, [Block(Role.PARAGRAPH, 0, len(text), page=1)])
    assert infer_fidelity(document) is Fidelity.OCR
    clean = "The mayor of Soltau and the council have agreed and will build the bridge over the Lessa, which was lost."
    assert infer_fidelity(Document.of(clean, [Block(Role.PARAGRAPH, 0, len(clean), page=1)])) is Fidelity.SECOND_HAND
