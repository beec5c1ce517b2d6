"""Writing HTML: text made safe, and elements."""

from __future__ import annotations

import re
from html import escape

# What HTML cannot hold, even as a character reference: https://html.spec.whatwg.org/#preprocessing-the-input-stream
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def clean(text: str | None) -> str:
    """The text as HTML, safe between tags and in quoted attributes.

    >>> clean('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(_FORBIDDEN.sub("\ufffd", text or ""))


def tag(name: str, inner: str, **attributes: str | None) -> str:
    """An element around HTML; attributes without a value are left out, underscores in their names are hyphens.

    >>> tag("p", clean("1 < 2"), class_="sum", data_key="s1", id=None)
    '<p class="sum" data-key="s1">1 &lt; 2</p>'
    """
    written = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value)
    pairs = "".join(f' {key}="{clean(value)}"' for key, value in written)
    return f"<{name}{pairs}>{inner}</{name}>"


def isolated(text: str | None) -> str:
    """Words of the document inside words of the page: their direction of writing stays their own."""
    return tag("bdi", clean(text))


def date(iso: str) -> str:
    """An ISO date as a person writes it; anything else as it is.

    >>> date("2023-10-17")
    '<time datetime="2023-10-17" dir="ltr">17 October 2023</time>'
    """
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?", iso)
    if not match:
        return clean(iso)
    day = f"{int(match[3])} " if match[3] else ""
    return tag("time", f"{day}{_MONTHS[int(match[2]) - 1]} {match[1]}", datetime=iso, dir="ltr")
