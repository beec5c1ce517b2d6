"""The sheets and scripts of a page: read from the package, and allowed by their hashes alone."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources


def resource(package: str, *names: str) -> str:
    """The files of a package, one after the other."""
    return "".join((resources.files(package) / name).read_text("utf-8") for name in names)


def policy(styles: tuple[str, ...], script: str) -> str:
    """A policy under which a page asks nothing of a network, and runs nothing but this."""
    return f"default-src 'none'; style-src {' '.join(map(_hash, styles))}; script-src {_hash(script)}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
