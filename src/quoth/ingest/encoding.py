"""Encoding: bytes to text, the same way every time: byte order mark, UTF-8, UTF-16, Windows-1252, then a guess."""

from __future__ import annotations

import re

from quoth.model import InputError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# A file in UTF-8 with an odd byte in it stays UTF-8 when this many sound sequences stand against each odd one.
SOUND_PER_ODD = 10
# Control characters that no text holds: a file with more than this share of them is no text.
MOST_CONTROLS = 0.01
# A guess at the encoding looks at so many bytes.
SAMPLE = 64 * 1024
# Letters of Windows-1252 above this share of all letters speak for another alphabet.
MOST_ACCENTED = 0.3

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x08\x1a")) + b"\x7f"
_HIGH = re.compile(rb"[\x80-\xff]")
# In Western text these signs (other alphabets' letters: Polish ³ for ł, ¹ for ą) do not stand inside a word, and œ
# stands before few letters only.
_SIGN_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[¡-§¨©«¬®-±´¶¸»-¾×÷ƒˆ‰‹Œ˜™›](?=[a-zà-ÿ])|[¹²³¿](?=[a-z])(?<=[^\W\d_].)|œ(?=[^\W\d_cdilstu])|[a-z][ŸÐÝÞ]"
)


def decode(data: bytes, *, where: str) -> str:
    """The text of a file, without its byte order mark.

    Raises `InputError` when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where)
    if b"\x00" in data:
        if wide := _wide(data):
            return _strict(data, wide, where)
        raise _no_text(where)
    if data and sum(map(data.count, (bytes([sign]) for sign in _CONTROLS))) > MOST_CONTROLS * len(data):
        raise _no_text(where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _other(data, where)


def _no_text(where: str) -> InputError:
    return InputError("binary data, not a text", where=where, remedy="give a document, or convert it to text first")


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"not valid {encoding.upper()} at byte {error.start}"
        raise InputError(what, where=where, remedy="save the file again as UTF-8") from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero; spaces and line ends are in any script."""
    if len(data) % 2:
        return None
    sample = data[:SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample[0::2] if encoding.endswith("le") else sample[1::2]
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        spaced = any(space in text for space in (" ", "\n", "\u3000"))
        if zeros.count(0) > others.count(0) and spaced and all(sign.isprintable() or sign.isspace() for sign in text):
            return encoding
    return None


def _other(data: bytes, where: str) -> str:
    lenient = data.decode("utf-8", "replace")
    odd = lenient.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = len(data.decode("utf-8", "ignore")) - sum(byte < 0x80 for byte in data)
    if sound >= SOUND_PER_ODD * max(odd, 1):
        return lenient
    western = _western(data)
    if western is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data), cp_exclusion=["cp1252", "latin_1", "cp1254", "cp1258"]).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise _no_text(where)


def _western(data: bytes) -> str | None:
    """The text in Windows-1252 when it reads as a Western language, else None."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    sample = text[:SAMPLE]
    letters = [sign for sign in sample if sign.isalpha()]
    accented = sum(not sign.isascii() for sign in letters)
    if accented > MOST_ACCENTED * max(len(letters), 1) or _SIGN_IN_WORD.search(sample):
        return None
    return text


def _sample(data: bytes) -> bytes:
    """The lines that hold what the guess needs: bytes above 127."""
    lines = [line for line in data[: SAMPLE * 8].split(b"\n") if _HIGH.search(line)]
    return b"\n".join(lines)[:SAMPLE] or data[:SAMPLE]
