"""Language data: what `lang/<code>.yaml` says of one language, and which language a text is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from quoth.model import ConfigurationError

FALLBACK = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The data of one language; what the file is silent about is empty. There is one object a language and region.

    `docs/languages.md` says what each key of a file holds; fields are called like the keys, but for the marks:

    `pairs` are (opening, closing) marks, the preferred outer pair first, then the inner one, then others in use.
    `dash` says whether a dash at the start of a paragraph opens speech. `apostrophes_before` and `apostrophes_after`
    are words written with an apostrophe at their front or end (`-in` for every word ending in "in"). `prefixes` are
    letters of particles written together with the next word, even in front of its opening mark.

    `matching` holds what checking must know of words (negations, modals, …), `same` one form of a word to another.
    `verbs` maps each inflected form to its frames, `cues` each frame to its forms.
    """

    code: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    dash: bool
    apostrophes_before: frozenset[str]
    apostrophes_after: frozenset[str]
    prefixes: frozenset[str]
    common: frozenset[str]
    abbreviations: frozenset[str]
    ordinal_stop: bool
    titles: tuple[str, ...]
    pronouns: Mapping[str, tuple[str, ...]]
    that: tuple[str, ...]
    particles: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, frozenset[str]]
    matching: Mapping[str, frozenset[str]]
    same: Mapping[str, Mapping[str, str]]
    cues: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, tuple[str, ...]]


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages with a data file, sorted."""
    return tuple(sorted(entry.name[:-5] for entry in _FOLDER.iterdir() if entry.name.endswith(".yaml")))


@cache
def language(code: str | None) -> Language:
    """The data of the language with this code or tag (`de`, `de-CH`, `de_at`); that of English when there is none.

    A region that the file names puts its own pairs of marks first (`de-CH`); any other changes nothing (`de-AT`).
    Raises `ConfigurationError` when the file is not of the expected form.

    >>> language("de-CH").pairs[0], language("de-AT") is language("de"), language("xx").code
    (('«', '»'), True, 'en')
    """
    tag = (code or FALLBACK).replace("_", "-").lower()
    base = tag.partition("-")[0]
    base = _ALIASES.get(base, base)
    name = base if base in languages() else FALLBACK
    try:
        regions = _read(name)["marks"].get("also", {})
        return _language(name, next((region for region in regions if f"{tag}-".startswith(f"{region.lower()}-")), None))
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"lang/{name}.yaml: {error}; see docs/languages.md for the form") from error


_FOLDER = resources.files("quoth.text") / "lang"
_ALIASES = {"nb": "no", "nn": "no", "iw": "he"}


@cache
def _read(name: str) -> Mapping[str, Any]:
    # BaseLoader: everything stays text ("no" is Norwegian, not False); the C one where libyaml is there.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data: Mapping[str, Any] = yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=loader)
    return data


@cache
def _language(name: str, region: str | None) -> Language:
    data = _read(name)
    marks = data["marks"]
    apostrophes = marks.get("apostrophes", {})
    own = marks["also"][region] if region else []
    pairs = tuple((opening, closing) for opening, closing in map(str.split, dict.fromkeys([*own, *marks["pairs"]])))
    return Language(
        code=data["code"],
        name=data["name"],
        pairs=pairs,
        dash=marks.get("dash") == "yes",
        apostrophes_before=frozenset(apostrophes.get("before", ())),
        apostrophes_after=frozenset(apostrophes.get("after", ())),
        prefixes=frozenset(marks.get("prefixes", ())),
        common=frozenset(data.get("common", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        ordinal_stop=data.get("ordinal_stop") == "yes",
        titles=tuple(data.get("titles", ())),
        pronouns={kind: tuple(words) for kind, words in data.get("pronouns", {}).items()},
        that=tuple(data.get("that", ())),
        particles={kind: tuple(words) for kind, words in data.get("particles", {}).items()},
        grammar={kind: frozenset(words) for kind, words in data.get("grammar", {}).items()},
        matching={kind: frozenset(words) for kind, words in data.get("matching", {}).items()},
        same={kind: dict(words) for kind, words in data.get("same", {}).items()},
        cues={frame: tuple(forms) for frame, forms in data.get("cues", {}).items()},
        verbs={
            form: tuple(frames.split()) for forms, frames in data.get("verbs", {}).items() for form in forms.split(", ")
        },
    )


# ------------------------------------------------------------------ which language a text is in

_ENOUGH = 5_000  # letters looked at: more change no answer
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# The first that a letter falls in; kana before Han, since a Japanese text has both.
_SCRIPTS = {
    name: re.compile(f"[{letters}]")
    for name, letters in {
        "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
        "cyrillic": "\u0400-\u052f",
        "greek": "\u0370-\u03ff\u1f00-\u1fff",
        "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
        "hebrew": "\u0590-\u05ff",
        "kana": "\u3040-\u30ff",
        "han": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
        "hangul": "\uac00-\ud7a3\u1100-\u11ff",
    }.items()
}
_ONE_LANGUAGE = {"greek": "el", "hebrew": "he", "hangul": "ko"}
_LANGUAGES_OF = {
    "latin": ("cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr"),
    "cyrillic": ("bg", "ru", "uk"),
}
# Letters that only one language of a script has: worth a function word each, up to a tenth of the words.
_OWN_LETTERS = {"ru": "ыэё", "uk": "іїєґ", "pl": "łąęśźż", "cs": "ěřů", "hu": "őű", "ro": "țșţş", "tr": "ığ", "de": "ß"}
_PERSIAN, _ARABIC = "پچژگکی", "ةيكىؤإأ"
_THIN = 3.0  # function words that a text must at least show


def guess_language(text: str) -> str | None:
    """The code of the language that a text is in, by its script and its function words; None when that is thin.

    >>> guess_language("Sie sagte, dass er nicht mit uns über die Brücke geht.")
    'de'
    >>> guess_language("Anna Brandt 2024") is None
    True
    """
    words = list(_first_words(text))
    letters = "".join(words)
    script = _script(letters)
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script == "arabic":
        own = sum(map(letters.count, _PERSIAN))
        return "fa" if own > sum(map(letters.count, _ARABIC)) else "ar"
    if script in ("han", "kana"):
        # Japanese has kana in every sentence; a name in kana makes no Chinese text Japanese.
        kana, han = len(_SCRIPTS["kana"].findall(letters)), len(_SCRIPTS["han"].findall(letters))
        return "ja" if kana * 10 > han else "zh"
    if script == "latin" and _is_plainly(FALLBACK, words):
        return FALLBACK
    return _by_words(words, letters, _LANGUAGES_OF[script]) if script else None


def _is_plainly(code: str, words: list[str]) -> bool:
    """Whether so many words are function words of one language that no other needs to be looked at.

    It saves the reading of all other data files (50 ms). Most English news have 26 to 39 % of them; no text in another
    language of ours reaches half of that.
    """
    common = language(code).common
    return len(words) >= 50 and sum(word in common for word in words) >= 0.28 * len(words)


def _first_words(text: str) -> Iterator[str]:
    letters = 0
    for match in _WORD.finditer(text):
        yield match.group().casefold()
        letters += match.end() - match.start()
        if letters >= _ENOUGH:
            return


def _script(letters: str) -> str | None:
    """The script of most letters; None when there are fewer than four of it, two where a letter is a word."""
    counts = Counter({name: len(pattern.findall(letters)) for name, pattern in _SCRIPTS.items()})
    counts["han"] += counts["kana"] if counts["han"] else 0
    script, count = counts.most_common(1)[0]
    return script if count >= (2 if script in ("han", "kana", "hangul") else 4) else None


def _by_words(words: list[str], letters: str, codes: tuple[str, ...]) -> str | None:
    """The language whose function words are most; a word that several have counts as little for each."""
    counts = Counter(words)
    scores = dict.fromkeys(codes, 0.0)
    for word, holders in _function_words(codes).items():
        if word in counts:
            for code in holders:
                scores[code] += counts[word] * (1.0 + 1.0 / len(holders))
    for code, own in _OWN_LETTERS.items():
        if code in scores:
            scores[code] += min(sum(map(letters.count, own)), len(words) / 10)
    (best, score), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if score > second and score >= max(_THIN, len(words) / 10) else None


@cache
def _function_words(codes: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Every function word of these languages, with the languages that have it."""
    holders: dict[str, list[str]] = {}
    for code in codes:
        for word in language(code).common:
            holders.setdefault(word.casefold(), []).append(code)
    return {word: tuple(sorted(having)) for word, having in holders.items()}
