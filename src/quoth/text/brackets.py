"""Brackets: the forms of what stands in a text beside the words said (brackets, ellipses, sic, stage directions)."""

from __future__ import annotations

import re

# Brackets do not nest in practice; 400 code points is longer than any gloss seen in train.
BRACKET = re.compile(r"\[[^\[\]\n]{0,400}\]")
PARENTHESIS = re.compile(r"\([^()\n]{1,80}\)")
ELLIPSIS = re.compile(r"\[\s*(?:\.\s?\.\s?\.+|…+)\s*\]|\(\s*(?:\.\s?\.\s?\.+|…+)\s*\)|…+|\.\s\.\s\.(?:\s\.)?|\.{3,}")
SIC = re.compile(r"[\[(]\s*sic[!.]?\s*[\])]", re.IGNORECASE)
_STAGE = re.compile(
    r"(?:the )?(?:audience|crowd|hall|delegates|students|worshippers|deputies|members)\b"
    r"|\b(?:laugh\w*|applau\w+|chuckl\w*|cheer\w*|boo\w*|crosstalk|cross-talk|inaudible|unintelligible|indiscernible|"
    r"paus\w+|silence|sigh\w*|smil\w*|gestur\w*|point\w+ (?:to|at)|shout\w*|chant\w*|cr(?:y|ies|ying)|weep\w*|"
    r"interrupt\w*|interjection\w*|cough\w*|music|sing\w*|whisper\w*|nod\w*|standing ovation|interruption|"
    r"begin|began|end|video|audio|clip|turn\w+ to|hold\w* up|raises?|bangs?|claps?|clapping|sobs?|overlapping|"
    r"speaking in|in english|through an interpreter|commercial break|break|off-mike|ph|phonetic)\b",
    re.IGNORECASE,
)


def is_stage(inside: str) -> bool:
    """Whether what stands in brackets is a stage direction or the noise of a crowd: "Applause", "The hall empties".

    >>> is_stage("laughter and applause"), is_stage("the mayor")
    (True, False)
    """
    words = inside.split()
    first = _STAGE.match(inside)
    return len(words) <= 6 and (first is not None or (inside.isupper() and _STAGE.search(inside) is not None))
