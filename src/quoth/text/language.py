"""Language data: what `lang/<code>.yaml` says of one language, and which language a text is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from quoth.model import ConfigurationError

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """The data of one language; every tuple is empty where the file is silent.

    `pairs` are (opening, closing) marks, the preferred outer pair first, then the inner one, then others
    in use. `dash` says whether a dash at the start of a paragraph opens speech. `cues` maps a frame
    (`say`, `tell`, `urge`, ...) to the inflected forms of its cue words; `grammar` maps a class of small
    words (`auxiliaries`, `prepositions`, ...) to its members, lower case; `verbs` maps an inflected form to
    its frames, for languages whose file tells frames verb by verb (see `lang/en.yaml`).

    `apostrophes_before` and `apostrophes_after` are words written with an apostrophe at their front or end
    (`-in` for every word ending in "in"); `prefixes` are letters of particles written together with the next
    word, even in front of its opening mark; `particles` are those of `topic` and `quote` where they mark
    source and content; `spaces` is False where words are not parted by spaces.
    """

    code: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    dash: bool
    common: frozenset[str]
    abbreviations: frozenset[str]
    titles: tuple[str, ...]
    pronouns: Mapping[str, tuple[str, ...]]
    that: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, frozenset[str]]
    verbs: Mapping[str, tuple[str, ...]]
    apostrophes_before: frozenset[str] = frozenset()
    apostrophes_after: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    particles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spaces: bool = True


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages with a data file, sorted."""
    folder = resources.files("quoth.text") / "lang"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@cache
def language(code: str | None) -> Language:
    """The data of language `code`; that of English when `code` is None or has no file.

    Raises `ConfigurationError` when the file is not of the expected form.
    """
    if code not in languages():
        code = FALLBACK
    path = resources.files("quoth.text") / "lang" / f"{code}.yaml"
    # BaseLoader: everything stays text ("no" is Norwegian, not False); the C one where libyaml is there.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=loader)
        return _from_data(data)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"lang/{code}.yaml: {error}; see docs/languages.md for the form") from error


def _from_data(data: Mapping[str, Any]) -> Language:
    marks = data["marks"]
    apostrophes = marks.get("apostrophes", {})
    pairs = tuple((opening, closing) for opening, closing in (pair.split() for pair in marks["pairs"]))
    return Language(
        code=data["code"],
        name=data["name"],
        pairs=pairs,
        dash=marks.get("dash", "no") == "yes",
        common=frozenset(data.get("common", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        titles=tuple(data.get("titles", ())),
        pronouns={kind: tuple(words) for kind, words in data.get("pronouns", {}).items()},
        that=tuple(data.get("that", ())),
        cues={frame: tuple(forms) for frame, forms in data.get("cues", {}).items()},
        apostrophes_before=frozenset(apostrophes.get("before", ())),
        apostrophes_after=frozenset(apostrophes.get("after", ())),
        prefixes=frozenset(marks.get("prefixes", ())),
        particles={kind: tuple(words) for kind, words in data.get("particles", {}).items()},
        spaces=data.get("spaces", "yes") == "yes",
        grammar={name: frozenset(words) for name, words in data.get("grammar", {}).items()},
        verbs={
            form: tuple(frames.split()) for forms, frames in data.get("verbs", {}).items() for form in forms.split(", ")
        },
    )
