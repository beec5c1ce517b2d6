"""Words: the lists that the generator damages quotations by, and a plain form in which two wordings can be compared.

They are the benchmark's own, and not quoth's: a label must not come from what is being measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

WORD = re.compile(r"[$£€%]|\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th|s)?(?![^\W\d_])|[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _list(
    "not never no none nobody nothing neither nor nowhere cannot without hardly barely scarcely rarely seldom few"
    " little refuse refuses refused deny denies denied lack lacks stop stops stopped fail fails failed"
)
CONDITIONS = _list(
    "if unless except but until till provided whether only when whenever once while although though because since"
    " assuming suppose supposing without otherwise should"
)
HEDGES = _list(
    "think thinks thought believe believes believed maybe perhaps probably possibly might may could would seem"
    " seems guess hope hopes hoped suspect suppose imagine almost nearly about around roughly likely unlikely"
    " apparently supposedly allegedly feel felt wish want wanted wants doubt doubts sure certain"
)
ATTRIBUTIONS = _list(
    "said says say saying told tell tells telling claim claims claimed according ask asked asks heard hear hears wrote"
    " writes called calls call argue argues argued reported reports report know knows knew read reads"
)
QUESTIONS = _list("who what why how where which whose")
MODALS = {
    "will": ("may", "might", "could"),
    "must": ("may", "can", "might"),
    "should": ("must", "will"),
    "can": ("must", "should"),
    "would": ("will", "must"),
    "could": ("will", "must"),
    "might": ("will", "must"),
}
QUALIFIERS = _list("only almost nearly probably perhaps mostly")
QUALIFYING_PAIRS = (("at", "least"), ("at", "most"), ("more", "than"), ("less", "than"), ("up", "to"))
AMOUNTS = _list("some most many several much more less least just even all every any always often sometimes usually")
PRONOUNS = _list("i we you he she they it that this there who")
NUMBERS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split(),
        (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 50),
        strict=True,
    )
)
AMOUNT_WORDS = _list(
    "one hundred hundreds thousand thousands million millions billion billions trillion half double twice"
)
FUNCTION_SWAPS = {
    "the": ("this", "a"),
    "a": ("the", "this"),
    "this": ("that", "the"),
    "these": ("those", "the"),
    "in": ("on", "at"),
    "on": ("in", "at"),
    "from": ("to", "for"),
    "with": ("for", "by"),
    "our": ("their", "the"),
    "their": ("our", "the"),
    "my": ("our", "the"),
    "his": ("her", "their"),
    "we": ("they", "you"),
    "they": ("we", "you"),
    "and": ("or",),
    "into": ("at", "from"),
    "of": ("for", "in"),
}
FUNCTION = _list(
    "a an the this that these those and or nor but so yet if then than as at by for from in into of off on onto"
    " out over to up with about after before between through under i me my mine we us our ours you your yours he"
    " him his she her hers it its they them their theirs who whom whose which what when where why how am is are"
    " was were be been being have has had having do does did done doing will would can could may might must shall"
    " should there here also very too just really well oh okay yes like going go get got let not no us it's that's"
    " i'm you're we're they're i've we've you've they've he's she's there's i'll we'll you'll they'll don't can't"
    " won't"
)
FILLERS = _list("um uh er ah erm uhm hmm mm")
ROLES = _list(
    "q a question questions questioner interviewer moderator reporter host anchor presenter audience crowd caller"
    " speaker voiceover unidentified unknown male female man woman voice narrator announcer operator protester"
    " participant student member mr mrs ms president senator governor mayor secretary representative congressman"
    " congresswoman general judge rep sen gov video videotape clip chorus group all both everyone translator"
    " interpreter answer the of from cheers applause laughter crosstalk host's doctor dr professor coach sir lady"
)
SPELLINGS = dict(
    pair.split("/")
    for pair in (
        "color/colour colors/colours honor/honour honors/honours honored/honoured labor/labour neighbor/neighbour"
        " neighbors/neighbours neighborhood/neighbourhood favor/favour favorite/favourite behavior/behaviour"
        " center/centre centers/centres theater/theatre defense/defence offense/offence license/licence"
        " organize/organise organized/organised organization/organisation organizations/organisations"
        " recognize/recognise recognized/recognised realize/realise realized/realised apologize/apologise"
        " criticize/criticise emphasize/emphasise prioritize/prioritise program/programme programs/programmes"
        " traveled/travelled traveling/travelling canceled/cancelled gray/grey catalog/catalogue dialog/dialogue"
        " analyze/analyse fulfill/fulfil skillful/skilful humor/humour rumor/rumour rumors/rumours harbor/harbour"
    ).split()
)
CONTRACTIONS = {
    "do not": "don't",
    "does not": "doesn't",
    "did not": "didn't",
    "is not": "isn't",
    "are not": "aren't",
    "was not": "wasn't",
    "were not": "weren't",
    "will not": "won't",
    "would not": "wouldn't",
    "could not": "couldn't",
    "should not": "shouldn't",
    "have not": "haven't",
    "has not": "hasn't",
    "can not": "can't",
    "cannot": "can't",
    "i am": "I'm",
    "we are": "we're",
    "you are": "you're",
    "they are": "they're",
    "i have": "I've",
    "we have": "we've",
    "they have": "they've",
    "i will": "I'll",
    "we will": "we'll",
    "they will": "they'll",
    "it is": "it's",
    "that is": "that's",
}

_ENDINGS = {"n't": " not", "'re": " are", "'m": " am", "'ll": " will", "'ve": " have", "'d": " would"}
_IS = _list("it's that's he's she's there's here's what's who's where's how's let's")
_WHOLE = {"can't": "can not", "won't": "will not", "shan't": "shall not", "cannot": "can not", "gonna": "going to"} | {
    "wanna": "want to",
    "gotta": "got to",
    "percent": "%",
    "ok": "okay",
}
_AMERICAN = {british: american for american, british in SPELLINGS.items()}


def fold(text: str) -> str:
    """A word or a text in small letters, with straight apostrophes."""
    return text.translate(_APOSTROPHES).casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(fold(text))


@lru_cache(maxsize=1 << 17)
def _plain_word(word: str) -> str:
    """One word written out, with the letters and figures that all its forms share; "" for a filler."""
    if word in FILLERS:
        return ""
    if word[0].isdigit():
        return word.replace(",", "")
    if word in NUMBERS:
        return str(NUMBERS[word])
    if word in _WHOLE:
        return _WHOLE[word]
    if "'" in word:
        if word in _IS:
            return word[:-2] + " is"
        for ending, whole in _ENDINGS.items():
            if word.endswith(ending):
                return word.removesuffix(ending) + whole
    return _AMERICAN.get(word, word)


def plain(found: Iterable[str]) -> str:
    """Words as one string in which a newspaper's silent changes make no difference, with a space at either end.

    Contractions, number forms, spelling, fillers and immediate repetitions are levelled out.

    >>> plain(words("We don’t, uh, want want five per cent.")) == plain(words("we do not want 5%"))
    True
    """
    kept: list[str] = []
    for word in found:
        for form in _plain_word(word).split():
            if not kept or kept[-1] != form:
                kept.append(form)
    text = f" {' '.join(kept)} "
    return text.replace(" per cent ", " % ").replace(" you know ", " ").replace(" i mean ", " ")


def is_negated(found: Iterable[str]) -> bool:
    """Whether a negation is among folded words."""
    return any(word in NEGATIONS or word.endswith("n't") for word in found)


def is_weighty(found: Sequence[str]) -> bool:
    """Whether folded words hold anything whose loss could change what is meant: nobody would call it an aside."""
    weighty = NEGATIONS | CONDITIONS | HEDGES | ATTRIBUTIONS | QUESTIONS | AMOUNTS | QUALIFIERS | AMOUNT_WORDS
    return is_negated(found) or any(
        word in weighty or word in MODALS or word in NUMBERS or word[0].isdigit() or word[0] in "$£€%" for word in found
    )


def is_content(word: str) -> bool:
    """Whether a folded word is an ordinary one with a meaning of its own, of no other class."""
    return len(word) >= 4 and word.isalpha() and word not in FUNCTION and not is_weighty([word])
