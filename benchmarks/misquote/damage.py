"""Damage to words: what a quotation says differs from the evidence, and nothing shows it."""

from __future__ import annotations

import re

from benchmarks.misquote.corpus import shape
from benchmarks.misquote.faithful import ELLIPSES
from benchmarks.misquote.rows import Made, Pick, find_words, leave_out, put
from benchmarks.misquote.words import (
    FUNCTION_SWAPS,
    MODALS,
    NUMBERS,
    PRONOUNS,
    QUALIFIERS,
    QUALIFYING_PAIRS,
    fold,
    is_content,
    is_negated,
    is_weighty,
    plain,
    words,
)

_NOT = re.compile(
    r"(?P<n>(?:do|does|did|is|are|was|were|has|have|had|would|could|should|must)(?P<nt>n['’]t))\b(?= [a-z])"
    r"|(?<!\bor )(?<!\bwhy )\b(?P<not>not|never)\b(?! (?:only|just|even|to mention|that|one)\b)(?= [a-z])",
    re.IGNORECASE,
)
_AFTER_AUXILIARY = re.compile(
    rf"(?<![\w'’-])(?:{'|'.join(sorted(PRONOUNS))}) "
    r"(?P<verb>will|would|can|could|should|must|is|are|was|were)(?= [a-z])"
    r"(?! (?:not|never|no)\b)",
    re.IGNORECASE,
)
_INVENTED = ("Halden", "Oresko", "Brandt", "Soltau", "Dunmarrow", "Tomir", "Vossberg", "Ellery", "Delgrave", "Quistorp")
_MONTHS = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w*|God|Lord|Thanks?|I|Mr|Mrs|Ms|Dr"
)
_NATIONALITY = re.compile(r"\w+(?:ans?|ese|ish|ics?|ists?|ats?|ts?)")


def negation_dropped(pick: Pick) -> Made | None:
    """A "not" or "never" is gone."""
    text = pick.sentence.text
    match = _negation(pick)
    if match is None:
        return None
    new = _without(text, match)
    return pick.changed(new, "negation")


def _negation(pick: Pick) -> re.Match[str] | None:
    """The only negation of a sentence that is no question, where it governs what follows."""
    text = pick.sentence.text
    if text.endswith("?") or sum(is_negated([word]) for word in pick.sentence.words) != 1:
        return None
    match = pick.choose(_NOT.finditer(text))
    return match if match and match.start() > 0 else None


def _without(text: str, match: re.Match[str]) -> str:
    if match["nt"]:
        return text[: match.start("nt")] + text[match.end("nt") :]
    return leave_out(text, match.start(), match.end())


def negation_added(pick: Pick) -> Made | None:
    """A "not" or "never" that nobody said."""
    text = pick.sentence.text
    match = pick.choose(_AFTER_AUXILIARY.finditer(text))
    if match is None or text.endswith("?") or is_negated(pick.sentence.words):
        return None
    verb, end = match["verb"].casefold(), match.end("verb")
    options = [" not", " never"] + (["n't"] if verb not in ("will", "can") else [])
    return pick.changed(text[:end] + pick.rng.choice(options) + text[end:], "negation")


def number_changed(pick: Pick) -> Made | None:
    """A number of another value."""
    text = pick.sentence.text
    found = [match for match in find_words(text) if _is_number(text, match)]
    match = pick.choose(found)
    if match is None:
        return None
    if fold(match[0]) in NUMBERS:
        others = [word for word, value in NUMBERS.items() if value != NUMBERS[fold(match[0])]]
        return pick.changed(put(text, match, pick.rng.choice(others)), "number")
    digits = [at for at, sign in enumerate(match[0]) if sign.isdigit() and sign != "0"]
    at = pick.rng.choice(digits)
    digit = pick.rng.choice([sign for sign in "123456789" if sign != match[0][at]])
    return pick.changed(put(text, match, match[0][:at] + digit + match[0][at + 1 :]), "number")


def _is_number(text: str, match: re.Match[str]) -> bool:
    word = fold(match[0])
    if re.search(r"[-/:']$", text[: match.start()]) or re.match(r"[-/:'’]", text[match.end() :]):
        return False
    if word in NUMBERS:
        return match.start() > 0
    return bool(re.fullmatch(r"\d[\d,]*(?:\.\d+)?", word)) and any(sign in "123456789" for sign in word)


def name_changed(pick: Pick) -> Made | None:
    """Another name: of somebody or something else in the same document, or an invented one."""
    text = pick.sentence.text
    match = pick.choose(match for match in find_words(text) if match.start() and _is_name(pick, match))
    if match is None:
        return None
    others = [name for name in (*_names(pick), *_INVENTED) if fold(name)[:3] != fold(match[0])[:3]]
    new = pick.rng.choice(others) if others else _INVENTED[0]
    return pick.changed(put(text, match, new), "name")


def _is_name(pick: Pick, match: re.Match[str]) -> bool:
    word = match[0]
    return (
        bool(re.fullmatch(r"[A-Z][a-z]{3,}", word))
        and pick.corpus.capitals.get(word.casefold(), 0.0) > 0.95
        and not _MONTHS.fullmatch(word)
        and not _NATIONALITY.fullmatch(word)
        and not re.search(r"[.?!'’-]\s?$", match.string[: match.start()])
        and not re.match(r"['’-]", match.string[match.end() :])
    )


def _names(pick: Pick) -> list[str]:
    """Names that the same document has within its sentences."""
    found = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?=[ ,.])", pick.transcript.document.text)
    capitals = pick.corpus.capitals
    return sorted(
        name
        for name in {*found}
        if capitals.get(name.casefold(), 0.0) > 0.95
        and not _MONTHS.fullmatch(name)
        and not _NATIONALITY.fullmatch(name)
    )


def modal_changed(pick: Pick) -> Made | None:
    """Will for may, must for can: how sure or how binding it is."""
    text = pick.sentence.text
    found = re.finditer(
        rf"(?<=\b)(?P<who>{'|'.join(sorted(PRONOUNS))}) (?P<modal>{'|'.join(MODALS)})(?= [a-z])", text, re.I
    )
    match = pick.choose(found)
    if match is None or text.endswith("?"):
        return None
    new = pick.rng.choice(MODALS[match["modal"].casefold()])
    return pick.changed(text[: match.start("modal")] + new + text[match.end("modal") :], "modal")


def qualifier_dropped(pick: Pick) -> Made | None:
    """An "only", "almost" or "at least" is gone."""
    text = pick.sentence.text
    single = "|".join(sorted(QUALIFIERS))
    pairs = "|".join(" ".join(pair) for pair in QUALIFYING_PAIRS)
    found = re.finditer(
        rf"(?<!\bthe )(?<!\bnot )(?<!n't )(?<!\bif )(?<!, )\b(?:(?:{single})(?= [a-z0-9$])|(?:{pairs})(?= [$\d]))", text
    )
    match = pick.choose(one for one in found if one.start() > 0)
    return pick.changed(leave_out(text, match.start(), match.end()), "qualifier") if match else None


def content_replaced(pick: Pick) -> Made | None:
    """Another word of about the same shape in place of one that means something."""
    text = pick.sentence.text
    match = pick.choose(match for match in find_words(text) if _is_ordinary(pick, match))
    if match is None:
        return None
    word = match[0]
    others = [other for other in pick.corpus.shapes.get(shape(word), ()) if _fits(other, word)]
    return pick.changed(put(text, match, pick.rng.choice(others)), "content") if others else None


def _fits(other: str, word: str) -> bool:
    """Whether another word may stand where this one does: both after "a", or both after "an"."""
    return is_content(other) and other[:3] != word[:3] and (other[0] in "aeiou") == (word[0] in "aeiou")


def _is_ordinary(pick: Pick, match: re.Match[str]) -> bool:
    word = match[0]
    return (
        word.isalpha()
        and word.islower()
        and len(word) >= 5
        and is_content(word)
        and pick.corpus.capitals.get(word, 1.0) < 0.05
        and not re.match(r"['’-]", match.string[match.end() :])
        and not match.string[: match.start()].endswith("-")
    )


def inflection_changed(pick: Pick) -> Made | None:
    """The same word in another number or tense."""
    text = pick.sentence.text
    found = [
        (match, other)
        for match in find_words(text)
        if _is_ordinary(pick, match)
        for other in _inflections(match[0])
        if pick.corpus.vocabulary[other] >= 5 and is_content(other)
    ]
    if not found:
        return None
    match, other = pick.rng.choice(found)
    return pick.changed(put(text, match, other), "inflection")


def _inflections(word: str) -> list[str]:
    """Forms that share the stem, made by the plainest rules only."""
    if word in ("news", "means", "hundred", "indeed", "speed", "always", "besides", "perhaps"):
        return []
    if word.endswith("ed"):
        return [word[:-2], word[:-2] + "ing"]
    if word.endswith("ing"):
        return [word[:-3], word[:-3] + "ed"]
    if word.endswith("s"):
        return [] if word.endswith(("ss", "us", "is")) else [word[:-1]]
    return [word + "s"]


def function_changed(pick: Pick) -> Made | None:
    """Another article, preposition or pronoun."""
    text = pick.sentence.text
    found = find_words(text)
    match = pick.choose(one for one in found[1:-1] if one[0] in FUNCTION_SWAPS)
    return pick.changed(put(text, match, pick.rng.choice(FUNCTION_SWAPS[match[0]])), "function") if match else None


def words_left_out(pick: Pick) -> Made | None:
    """One to five words are gone, no ellipsis says so, and the sentence still reads well."""
    text = pick.sentence.text
    match = pick.choose(one for one in _DISPENSABLE.finditer(text) if _is_dispensable(pick, one))
    return pick.changed(leave_out(text, match.start(), match.end()), "content") if match else None


# An adjective; one of two joined by "and"; a phrase with a preposition before the next clause.
_DISPENSABLE = re.compile(
    r"(?<= )(?:[a-z]{3,}(?:ful|ous|able|ible|ional|tive)|huge|great|whole|entire|strong|tough"
    r"|good|horrible|bad|brilliant|amazing|poor|rich|young|wealthy|smart|clean|cheap|modern|ordinary"
    r"|terrible|major|massive) (?=[a-z]{4,}[,. ])"
    r"|(?<=[a-z]{4}) and [a-z]{4,}\b(?=[ ,.])"
    r"|(?<=[a-z]{4}) (?:in|on|at|from|with|by) (?:the|this|our|their|my) [a-z]{4,}(?=, | and | because )"
)


def _is_dispensable(pick: Pick, match: re.Match[str]) -> bool:
    gone = words(match[0])
    content = [word for word in gone if is_content(word)]
    return not is_weighty(gone) and len(content) == 1 and pick.corpus.capitals.get(content[0], 0.0) < 0.05


def ellipsis_swallows_negation(pick: Pick) -> Made | None:
    """An ellipsis that hides the "not" of the words it joins."""
    text = pick.sentence.text
    match = _negation(pick)
    if match is None or match["nt"] or len(words(text[: match.start()])) < 2 or len(words(text[match.end() :])) < 3:
        return None
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    new = before + pick.rng.choice(ELLIPSES) + after
    return pick.made(new, "altered", finding="hidden-negation") if not pick.corpus.count(new) else None


def bracket_replaces_negation(pick: Pick) -> Made | None:
    """A bracket in the place of a "not"."""
    text = pick.sentence.text
    match = _negation(pick)
    if match is None or match["nt"]:
        return None
    new = f"{text[: match.start()]}[{pick.rng.choice(('always', 'also', 'really', 'now'))}]{text[match.end() :]}"
    return pick.made(new, "altered", finding="bracket-changes-meaning")


def question_mark(pick: Pick) -> Made | None:
    """A statement made a question, or a question a statement."""
    text = pick.sentence.text
    if text[-1] not in ".?" or "?" in text[:-1] or re.search(r"\b[A-Z]\.$", text):
        return None
    return pick.made(
        text[:-1] + ("?" if text[-1] == "." else "."), "altered", finding="changed-end-mark", keep_end=True
    )


def cut_after_negation(pick: Pick) -> Made | None:
    """True words that begin right after the "not" that governs them."""
    text = pick.sentence.text
    match = _negation(pick)
    if match is None:
        return None
    start = match.end() + 1
    kept = text[start:]
    if len(words(kept)) < 4 or pick.corpus.count(kept) != 1:
        return None
    return pick.part(kept, start, len(text), "verbatim", finding="cut-negation")


def is_changed(made: Made, passage: str) -> bool:
    """Whether the words differ even when all silent changes are levelled out."""
    return plain(words(made.text)) != plain(words(passage))
