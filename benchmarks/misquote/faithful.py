"""Faithful quotations: what newspapers print without changing a word, or showing where they did."""

from __future__ import annotations

import re

from benchmarks.misquote.corpus import Sentence
from benchmarks.misquote.rows import Made, Pick, find_words, leave_out, put
from benchmarks.misquote.words import (
    CONTRACTIONS,
    FILLERS,
    NUMBERS,
    SPELLINGS,
    fold,
    is_content,
    is_negated,
    is_weighty,
    plain,
    words,
)

ELLIPSES = ("…", " … ", "...", " ... ", " . . . ", " [...] ", " […] ", " (...) ")
_GLOSSES = ("the governors", "the critics", "the bankers", "the younger voters", "the people at home", "the neighbours")
_PEOPLE = {
    "he": "the senator",
    "she": "the mayor",
    "they": "the lawmakers",
    "him": "the senator",
    "them": "the lawmakers",
}
# What is set off by commas is an aside only where its first words tell so; else it may be half the sentence.
_PARENTHESIS = re.compile(
    r", (?P<aside>(?:(?:as (?!long|soon|much|far)|in|on|at|from|with|like|including|especially|by the way"
    r"|particularly|of course|frankly|folks|honestly|believe me|in fact|again|obviously|ladies and gentlemen"
    r"|along with|together with|for example)\b[^,]{0,60})),(?= )"
)
_FIGURES = {str(value): word for word, value in NUMBERS.items()}


def sentence(pick: Pick) -> Made | None:
    """A whole sentence."""
    return pick.made(pick.sentence.text, "verbatim", faithful=True)


def clause(pick: Pick) -> Made | None:
    """The rest of a sentence from a clause on, or up to one; what is cut governs nothing."""
    text = pick.sentence.text
    comma = pick.choose(re.finditer(r", (?=(?:and|so|we|they|it|he|she|the|it's)\b)", text))
    if comma is None:
        return None
    start, end = (comma.end(), len(text)) if pick.rng.random() < 0.5 else (0, comma.start())
    return _cut(pick, start, end, 5)


def fragment(pick: Pick) -> Made | None:
    """Two to five words within a sentence."""
    found = find_words(pick.sentence.text)
    count = pick.rng.randint(2, 5)
    if len(found) < count + 3:
        return None
    first = pick.rng.randrange(1, len(found) - count)
    kept = found[first : first + count]
    if {"-", ","} & {*pick.sentence.text[kept[0].start() : kept[-1].end()]}:
        return None
    if not is_content(fold(kept[0][0])) or not is_content(fold(kept[-1][0])) or count < 2:
        return None
    return _cut(pick, kept[0].start(), kept[-1].end(), 2)


def neighbours(pick: Pick) -> Made | None:
    """Two sentences that follow each other."""
    return _several(pick, 2)


def long(pick: Pick) -> Made | None:
    """A long quotation, of 60 to 300 words."""
    wanted = pick.rng.randint(60, 240)
    count, total = 0, 0
    for one in pick.run[pick.place :]:
        if total >= wanted:
            break
        count, total = count + 1, total + len(one.words)
    return _several(pick, count) if 60 <= total <= 300 else None


def captions(pick: Pick) -> Made | None:
    """Words of a transcript without stops, printed as a sentence."""
    spoken = pick.turn.spoken
    count = pick.rng.randint(9, 25)
    if len(spoken) < count + 20:
        return None
    first = pick.rng.randrange(8, len(spoken) - count - 8)
    around = [fold(word) for word, _ in (*spoken[first - 6 : first], *spoken[first + count : first + count + 6])]
    kept = spoken[first : first + count]
    start, end = kept[0][1].start, kept[-1][1].end
    text = " ".join(pick.transcript.document.text[start:end].split())
    if is_weighty(around) or re.search(r"[^A-Za-z0-9 '’,.]", text) or pick.corpus.count(text) != 1:
        return None
    return Made(text[0].upper() + text[1:] + ".", "verbatim", start, end, faithful=True, keep_start=True)


def contraction(pick: Pick) -> Made | None:
    """A contraction written out, or drawn together."""
    text = pick.sentence.text
    whole = {short.casefold(): long for long, short in CONTRACTIONS.items() if long != "cannot"}
    options = [
        (match, new)
        for table in (CONTRACTIONS, whole)
        for old, new in table.items()
        for match in re.finditer(rf"\b{re.escape(old)}\b", text.replace("’", "'"), re.IGNORECASE)
        if text[match.end() : match.end() + 1] == " "
        and not (old in ("it's", "that's", "it is", "that is") and not _is(text, match))
    ]
    if not options:
        return None
    match, new = pick.rng.choice(options)
    new = re.sub(r"^i\b", "I", new.replace("can not", "cannot"))
    return _same(pick, put(text, match, new))


def _is(text: str, match: re.Match[str]) -> bool:
    """Whether 's stands for "is", as far as the next word tells."""
    return bool(re.match(r" (?:a|an|the|not|very|so|going|my|our|why|what)\b", text[match.end() :]))


def number_form(pick: Pick) -> Made | None:
    """Figures for words, or words for figures, of the same value."""
    text = pick.sentence.text
    found = [
        match
        for match in find_words(text)
        if (fold(match[0]) in NUMBERS or match[0] in _FIGURES) and _stands_alone(text, match)
    ]
    match = pick.choose(found)
    if match is None:
        return None
    word = fold(match[0])
    new = str(NUMBERS[word]) if word in NUMBERS else _FIGURES[word]
    if match.start() == 0 and new.isdigit():
        return None
    return _same(pick, put(text, match, new))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a number is no part of a date, a time, a sum or a larger number."""
    before, after = text[: match.start()], text[match.end() :]
    return (
        not re.search(r"[-/:.$£€']$|\d,?$", before)
        and not re.match(
            r"[-/:']|[.,]\d|,? ?"
            r"(?:hundred|thousand|million|billion|trillion|dollars?|o'clock|a\.m|p\.m|or|to|and|point)\b",
            after,
        )
        and not re.search(
            r"(?:January|February|March|April|May|June|July|August|September|October|November"
            r"|December|number|point|top|or|to|and|hundred|thousand|million|twenty|thirty|forty|fifty)\s$",
            before,
            re.IGNORECASE,
        )
    )


def percent(pick: Pick) -> Made | None:
    """A sign for "percent", or "per cent" in Britain."""
    text = pick.sentence.text
    match = pick.choose(re.finditer(r"(?<=\d)(?: percent|%)(?![-\w])", text))
    if match is None:
        return None
    new = pick.rng.choice(("%", " per cent") if "p" in match[0] else (" percent", " per cent"))
    return _same(pick, text[: match.start()] + new + text[match.end() :])


def spelling(pick: Pick) -> Made | None:
    """British spelling of American words, or the other way round."""
    text = pick.sentence.text
    both = SPELLINGS | {british: american for american, british in SPELLINGS.items()}
    match = pick.choose(match for match in find_words(text) if match[0] in both)
    return _same(pick, put(text, match, both[match[0]])) if match else None


def filler(pick: Pick) -> Made | None:
    """Speech without "uh", "um" and "you know"."""
    text = pick.sentence.text
    known = re.finditer(r"(?:^You know,|, you know(?=,)|,? ?\b(?:uh|um|er|ah),?)(?=[ ,])", text)
    match = pick.choose(match for match in known if match[0].strip(", ").casefold() in {*FILLERS, "you know"})
    return _same(pick, leave_out(text, match.start(), match.end())) if match else None


def repetition(pick: Pick) -> Made | None:
    """Speech without a word that was said twice."""
    text = pick.sentence.text
    twice = re.finditer(r"\b([A-Za-z]+(?: [a-z]+)?)(?: -- | — |, | )(?=\1 (?!know|mean))", text)
    match = pick.choose(one for one in twice if all(word in _REPEATED for word in words(one[1])))
    if match is None:
        return None
    return _same(pick, text[: match.start()] + text[match.end() :])


_REPEATED = frozenset(
    "i we you he they it the a and to in of is was are we're i'm it's they're that's this our my".split()
)


def gloss(pick: Pick) -> Made | None:
    """A pronoun explained in brackets."""
    text = pick.sentence.text
    match = pick.choose(re.finditer(r"\b(?:they|them)\b(?=[ ,.])", text))
    if match is None:
        return None
    return _shown(pick, f"{text[: match.end()]} [{pick.rng.choice(_GLOSSES)}]{text[match.end() :]}")


def pronoun(pick: Pick) -> Made | None:
    """A pronoun replaced by whom it means, in brackets."""
    text = pick.sentence.text
    match = pick.choose(match for match in find_words(text) if fold(match[0]) in _PEOPLE)
    if match is None:
        return None
    start = match.start() == 0
    name = _PEOPLE[fold(match[0])]
    return _shown(
        pick, f"{text[: match.start()]}[{name[0].upper() + name[1:] if start else name}]{text[match.end() :]}"
    )


def letter_case(pick: Pick) -> Made | None:
    """A clause printed as a sentence, its capital shown: "[T]he"."""
    made = clause(pick)
    if made is None or not made.text[0].islower() or not re.match(r"[a-z]{2}", made.text):
        return None
    text = f"[{made.text[0].upper()}]{made.text[1:]}"
    return Made(text, "indicated", made.start, made.end, faithful=True, keep_start=True)


def ellipsis_aside(pick: Pick) -> Made | None:
    """An aside between commas left out, and shown."""
    text = pick.sentence.text
    match = pick.choose(one for one in _PARENTHESIS.finditer(text) if not is_weighty(words(one["aside"])))
    if match is None or len(words(text[: match.start()])) < 4 or len(words(text[match.end() :])) < 4:
        return None
    return _shown(pick, text[: match.start()] + pick.rng.choice(ELLIPSES) + text[match.end() :].lstrip())


def ellipsis_sentence(pick: Pick) -> Made | None:
    """A sentence between two others left out, and shown."""
    if pick.place + 2 >= len(pick.run):
        return None
    first, gone, last = pick.run[pick.place : pick.place + 3]
    if is_weighty(gone.words) or len(gone.words) > 25 or gone.text.endswith("?"):
        return None
    return _joined(pick, f"{first.text}{pick.rng.choice(ELLIPSES[1::2])}{last.text}", first, last, "indicated")


# ------------------------------------------------------------------ what they share


def _cut(pick: Pick, start: int, end: int, least: int) -> Made | None:
    """A part of the sentence, where the rest holds nothing that governs it."""
    text = pick.sentence.text
    kept = text[start:end].rstrip()
    rest = words(text[:start]) + words(text[end:])
    if len(words(kept)) < least or is_weighty(rest) or is_negated(rest) or text.endswith("?"):
        return None
    if pick.corpus.count(kept) != 1:
        return None
    return pick.part(kept, start, end, "verbatim", faithful=True)


def _several(pick: Pick, count: int) -> Made | None:
    found = pick.run[pick.place : pick.place + count]
    if len(found) < count or count < 2:
        return None
    return _joined(pick, " ".join(one.text for one in found), found[0], found[-1], "verbatim")


def _joined(pick: Pick, text: str, first: Sentence, last: Sentence, label: str) -> Made | None:
    if not all(pick.corpus.is_unique(one.text) for one in (first, last)):
        return None
    return Made(text, label, first.span.start, last.span.end, faithful=True)


def _same(pick: Pick, text: str) -> Made | None:
    """The sentence in another form that is the same when small changes are levelled out."""
    if plain(words(text)) != plain(pick.sentence.words):
        return None
    return pick.made(text, "verbatim", faithful=True)


def _shown(pick: Pick, text: str) -> Made | None:
    return pick.made(text, "indicated", faithful=True)
