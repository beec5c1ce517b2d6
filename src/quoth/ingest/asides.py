"""Asides: what stands in a document and is not its running text: captions, bylines, date lines, datelines, footnotes.

Each question is asked of the words of one piece; `quoth.ingest.structure` knows where in the document it stands.
"""

from __future__ import annotations

import re

from quoth.ingest.dates import find_date
from quoth.ingest.shape import count_words, is_bracketed, is_one_sentence

LONGEST_CAPTION = 60
LONGEST_CREDITED = 45
LONGEST_BYLINE = 16

_PICTURE = (
    r"photo(?:s|graphs?)?|picture[ds]?|images?|caption|illustration|graphic|screenshot|video still|still|map|chart"
    r"|fotos?|bild(?:er)?|abbildung|grafik|quelle|photographie|légende|imagen|imágenes|fotografía|immagine|didascalia"
    r"|imagem|legenda|fotografia|afbeelding|beeld|zdjęcie|rys|snímek|obrázek|фото|снимок|иллюстрация|φωτογραφία|εικόνα"
    r"|写真|画像|图片|图|圖片|照片|الصورة|صورة|عکس|תמונה|צילום"
)
_CREDIT = rf"(?:{_PICTURE}|source|credits?|courtesy(?: of)?|file|handout|via|fuente|fonte|bron|źródło|zdroj|источник)"
_CAPTION_LABEL = re.compile(
    rf"[(\[*_]*(?:(?:above|below|left|right|top|bottom|file|stock|ap|afp|reuters)\s+)?(?:{_PICTURE})"
    r"(?:\s+\d{1,3}|\s+(?:by|credits?|source|courtesy(?: of)?|from|von|par|de|di|:))*\s*[:：](?=\s|[*_]|$)",
    re.IGNORECASE,
)
_PHOTO_BY = re.compile(
    r"[(\[*_]*(?:photos?|photographs?|images?|fotos?|pictures?|illustration)\s+(?:by|courtesy|via)\b", re.I
)
# One of these is in every caption that can be told by its form.
_CAPTION_SIGN = re.compile(r"[:：()\[\]/|]|\b(?:by|courtesy|via)\b", re.IGNORECASE)
_CREDIT_BRACKET = re.compile(
    rf"[(\[]\s*(?:[\w.'’ ]{{1,30}}\s)?{_CREDIT}\b[^()\[\]]{{0,160}}[)\]]\W{{0,3}}$", re.IGNORECASE
)
_AGENCY_BRACKET = re.compile(r"\([^()\n\d]{2,60}/[^()\n\d]{2,60}\)\s*$")
# `Anna Brandt / Soltau Times`, `ANNA BRANDT via Halden Images`: capitals only, and no more than a line of credit.
_CREDIT_LINE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,4}(?:/|via|\|)\s*(?:[^\W\d_a-z][\w.'’-]*(?:\s+|\W?$)){1,4}")
_SOURCE_ALONE = re.compile(r"[(\[]?\s*(?:sources?|credits?|quelle|fuente|fonte|bron)\s*[:：]\s*\S", re.IGNORECASE)

_BY = re.compile(
    r"(?i:(?:written|reported|posted|words|text|story|interview)\s+by|by|von|par|por|door|av|przez|napsala?|da|di|de)"
    r"\s*:?\s+(?=[^\W\d_a-zà-ÿ])"
)
_AUTHOR = re.compile(r"(?:author|autor|autore|auteur|byline|reporter)\s*:\s*", re.IGNORECASE)
_BYLINE_END = re.compile(r"\s*(?:[|•·–—;]|\s-\s|\n|,\s*(?=\S*\s*(?:\d|[a-z]))).*", re.DOTALL)

_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’ -]{1,40}(?:,\s[\w.'’ -]{2,30}){0,2}?)"
    r"(?P<date>,\s[\w.]{2,12}\s\d{1,2}(?:,\s\d{4})?|,\s\d{1,2}\.?\s[\w.]{2,12}(?:\s\d{4})?)?"
    r"(?P<agency>\s*\([^()\n]{2,40}\))?\s?(?P<dash>--?|–|—|―)\s?(?=\S)"
)
_TIME_WORDS = re.compile(
    r"\b(?:published|posted|issued|released|date|dated|on|at|the|of|a\.?m\.?|p\.?m\.?|gmt|utc|cet|est|edt|[a-z]?[esp]t|uhr"
    r"|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|publié|le|veröffentlicht|am|vom|den|publicado|el|pubblicato|il)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|last modified|modified|aktualisiert|mis à jour|actualizado)\b", re.IGNORECASE)
_DATE_FIELD = re.compile(r"(?:date|published|publication date|datum|fecha|data|дата)\s*[:：]", re.IGNORECASE)

_CONTACT = re.compile(
    r"\w@\w|https?://|www\.|\b\d{2,4}[-. /]\d{3,}[-. ]?\d*\b|^\W*(?:[\w ]{1,10} )?contact\b", re.IGNORECASE
)
NOTE = re.compile(r"(?:\[\^?(?P<number>\d{1,3}|[a-z]|[ivx]{2,5}|\*+)\]:?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[†‡§])\s*(?=\S)")
STARRED = re.compile(r"\*{1,3}\s?(?=[^\s*])")
_NOTES_HEADING = re.compile(
    r"(?:\W*)(?:foot|end)?notes?(?:\s+and\s+(?:sources|references))?\W*|references\W*|sources\W*|fußnoten\W*|anmerkungen\W*"
    r"|quellen\W*|notas\W*|note a piè di pagina\W*|przypisy\W*|poznámky\W*|примечания\W*",
    re.IGNORECASE,
)


def is_caption(words: str) -> bool:
    """Whether the words are a picture's by their own form: a label, or a credit in brackets at the end.

    >>> is_caption("Photo: The bridge on Friday."), is_caption("The bridge (Source: Soltau.tv, May 3, 2031)")
    (True, True)
    """
    if len(words) > LONGEST_CAPTION * 20 or not _CAPTION_SIGN.search(words):
        return False
    length = count_words(words, most=LONGEST_CAPTION + 1)
    if length > LONGEST_CAPTION:
        return False
    if _CAPTION_LABEL.match(words) or _PHOTO_BY.match(words):
        return True
    if (_SOURCE_ALONE.match(words) and is_bracketed(words)) or _CREDIT_LINE.fullmatch(words):
        return True
    if length > LONGEST_CREDITED:
        return False
    credit = _CREDIT_BRACKET.search(words) or _AGENCY_BRACKET.search(words)
    return credit is not None and is_one_sentence(words[: credit.start()].rstrip())


def is_source_line(words: str) -> bool:
    """Whether the words name a source and nothing else: `Source: Soltau.tv`."""
    return bool(_SOURCE_ALONE.match(words)) and count_words(words) <= 15


def find_byline(words: str) -> str | None:
    """The names in a line that says who wrote the document.

    >>> find_byline("By Anna Brandt and Tom Okafor, staff writers")
    'Anna Brandt and Tom Okafor'
    """
    if count_words(words) > LONGEST_BYLINE or words.rstrip().endswith((".", ":", "?", "!", '"', "”")):
        return None
    opening = _BY.match(words) or _AUTHOR.match(words)
    if opening is None:
        return None
    names = _BYLINE_END.sub("", words[opening.end() :]).strip(" *_")
    capitals = [word for word in names.split() if word[:1].isupper()]
    return names if capitals and len(capitals) * 2 >= len(names.split()) else None


def find_date_line(words: str) -> str | None:
    """The date of a line that holds a date and hardly anything else; None for one that says "updated".

    >>> find_date_line("Published on Friday, May 3, 2031, 10:30 a.m.")
    '2031-05-03'
    >>> find_date_line("On May 3, 2031, the mayor of the town left.") is None
    True
    """
    if len(words) > 120 or _UPDATED.match(words):
        return None
    found = find_date(words)
    if found is None:
        return None
    iso, start, end = found
    rest = words[:start] + " " + words[end:]
    if _DATE_FIELD.match(words):
        return iso
    later = find_date(rest)
    if later is not None:
        rest = rest[: later[1]] + " " + rest[later[2] :]
    rest = _UPDATED.sub(" ", _TIME_WORDS.sub(" ", rest))
    left = re.findall(r"[^\W\d_]+", rest)
    return iso if len(left) <= 3 and all(word[0].isupper() for word in left) else None


def find_dateline(words: str) -> re.Match[str] | None:
    """The `SOLTAU, May 3 (ANA) –` with which a dispatch begins.

    >>> bool(find_dateline("SOLTAU, May 3 (ANA) – The mayor left.")), find_dateline("Soltau – a town – sleeps.")
    (True, None)
    """
    found = _DATELINE.match(words[:200])
    if found is None:
        return None
    if found["agency"] or (found["date"] and found["place"]) or found["place"].split(",")[0].isupper():
        return found
    return None


def is_contact(words: str) -> bool:
    """Whether the words say how to reach somebody: an address, a telephone number."""
    return _CONTACT.search(words[:300]) is not None


def is_notes_heading(words: str) -> bool:
    """Whether footnotes follow under this heading."""
    return len(words) < 40 and _NOTES_HEADING.fullmatch(words) is not None
