"""Fidelity: how near a document of evidence is likely to be to what was said, told from its form.

A guess for whoever has not declared it. In doubt it takes the lesser: a mismatch with a weak piece of evidence is
reported as such, while a strong one makes an accusation.

| what the document looks like | fidelity |
|---|---|
| its blocks carry times, or its head says "captions" or "subtitles" | captions |
| it, or a transcript, has hardly any capitals or stops, or its head says "auto captions" | speech recognition |
| pages full of the traces of a scanner | OCR |
| its head says "as prepared for delivery" | script |
| a transcript with turns | official record |
| its title says "speech", "remarks by", "address by", and it has no turns and quotes hardly anybody | script |
| all others: an article tells what others said | second-hand |

A transcript about which nothing more is known counts as an official record: somebody wrote down all that was said,
turn by turn, and mended it a little, which is what a parliament's record is as well.
"""

from __future__ import annotations

import re
from itertools import islice

from quoth.model import Document, Fidelity, Role
from quoth.text.labels import find_turn_label

_HEAD = 600  # characters: a title, a header, the first lines
_SAMPLE = 20_000
_LONGEST_TITLE = 15  # words
_FEW = 60  # words: a text as short as that is not judged by its stops

_AUTOMATIC = re.compile(
    r"\bauto(?:matic(?:ally)?)?[- ]?(?:generated )?(?:captions?|subtitles?|transcript)", re.IGNORECASE
)
_CAPTIONS = re.compile(r"\b(?:closed )?(?:captions?|subtitles?|captioning)\b", re.IGNORECASE)
_PREPARED = re.compile(
    r"\b(?:as prepared|prepared remarks|prepared for delivery|check against delivery)\b", re.IGNORECASE
)
_SPEECH = re.compile(
    r"^speech\b|\bfull text of\b"
    r"|\b(?:remarks|address|speech|statement|lecture|sermon)(?: by\b| of\b| at\b| to\b| before\b|[:,]|$)",
    re.IGNORECASE,
)
_QUOTATION_MARK = re.compile(r"[“„«\"]")
_STOP = re.compile(r"[.!?…。！？؟]")
_CAPITAL = re.compile(r"\b[A-ZÄÖÜÀ-Þ]")
# What a scanner leaves: letters and digits mixed, signs within words, bars for letters, lone consonants.
_SCANNED = re.compile(
    r"[^\W\d_][01|][^\W\d_]|(?<=[^\W\d_])[~^|¦{}\\<>](?=[^\W\d_])|(?<!\w)[|¦~^](?!\w)|\b(?:tbe|aud|tlie|wbich|witb)\b"
)


def infer_fidelity(document: Document) -> Fidelity:
    """What fidelity the form of a document speaks for.

    >>> from quoth.model import Block
    >>> text = "Anna Brandt said that the bridge would open."
    >>> str(infer_fidelity(Document.of(text, [Block(Role.PARAGRAPH, 0, len(text))])))
    'second-hand'
    """
    head = f"{document.title or ''}\n{document.text[:_HEAD]}"
    turns = [block for block in document.blocks if block.role is Role.TURN]
    timed = any(block.time is not None for block in document.blocks)
    if _AUTOMATIC.search(head) or ((timed or turns) and _is_unpunctuated(document)):
        return Fidelity.SPEECH_RECOGNITION
    if (timed and not turns) or (_CAPTIONS.search(head) and (timed or turns)):
        return Fidelity.CAPTIONS
    if any(block.page is not None for block in document.blocks) and _is_scanned(document.text[:_SAMPLE]):
        return Fidelity.OCR
    if _PREPARED.search(head):
        return Fidelity.SCRIPT
    if turns:
        return Fidelity.OFFICIAL_RECORD
    return Fidelity.SCRIPT if _is_titled_speech(document) else Fidelity.SECOND_HAND


def _is_unpunctuated(document: Document) -> bool:
    """Whether there is hardly a stop or a capital: no person has gone over it."""
    # The label of a turn has capitals of its own.
    found = islice((block for block in document.blocks if not block.role.is_heading), 200)
    spoken = []
    for block in found:
        label = find_turn_label(document.text, block.start, block.end) if block.role is Role.TURN else None
        spoken.append(document.text[label.content.start if label else block.start : block.end])
    text = " ".join(spoken)[:_SAMPLE]
    words = len(text.split())
    return words > _FEW and len(_STOP.findall(text)) < words / 100 and len(_CAPITAL.findall(text)) < words / 8


def _is_scanned(text: str) -> bool:
    return len(_SCANNED.findall(text)) > max(3, len(text.split()) / 100)


def _is_titled_speech(document: Document) -> bool:
    """Whether the title calls it a speech and the text is one: an article about a speech quotes it all the time."""
    first = document.text.strip().partition("\n")[0]
    titles = [document.title or "", first if len(first.split()) <= _LONGEST_TITLE else ""]
    marks = len(_QUOTATION_MARK.findall(document.text[:_SAMPLE]))
    words = len(document.text[:_SAMPLE].split())
    return any(_SPEECH.search(title.strip()) for title in titles) and marks <= words / 100
