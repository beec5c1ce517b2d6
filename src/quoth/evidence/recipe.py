"""The recipe of an index: a fingerprint of the rules by which it was made.

Words, stems and turns in an index are only good for drafts that are cut up by the same rules. Whoever changes a rule
need not think of that: a sample that holds the usual difficulties is made into speech, and an index whose sample came
out differently is built anew.
"""

from __future__ import annotations

import hashlib
from functools import cache

from quoth.evidence.fidelity import infer_fidelity
from quoth.evidence.speech import speech_of
from quoth.model import Block, Document, Role
from quoth.text.words import stem

_SAMPLE = (
    (Role.HEADLINE, "Mayor’s Plans for the Harbour"),
    (Role.TURN, "ANNA BRANDT (mayor): Brandt: We’ll pay $1,000.50, I don't think it's 20% more; he isn’t re-elected."),
    (Role.PARAGRAPH, "(APPLAUSE) The U.S. [sic] co-operates, and the café's “naïve” oﬃce [of Soltau] evalu-\nates it."),
    (
        Role.PARAGRAPH,
        "00:01:12 Cities, carried, running, taxes, houses: 3 of 4th 1990s [laughter] you know, um, gonna.",
    ),
    (Role.TURN, ">> Der Bürgermeister hieß Öztürk. L’État, c’est moi. Мы победим. 我们走。 قالَ الرئيس."),
    (Role.CAPTION, "The mayor (left) on Friday"),
    (Role.PARAGRAPH, "It was so.12 She said: “We — that is, I — won.” & more"),
)


@cache
def fingerprint() -> str:
    """The digest of the sample as speech."""
    text, blocks = "", []
    for role, words in _SAMPLE:
        blocks.append(Block(role, len(text), len(text) + len(words)))
        text += words + "\n\n"
    document = Document.of(text, blocks)
    speech = speech_of(document, infer_fidelity(document))
    turns = [(turn.first, turn.last, turn.speaker) for turn in speech.turns]
    made = (speech.forms, tuple(map(stem, speech.forms)), speech.starts.tolist(), turns, speech.fidelity.value)
    return hashlib.sha256(repr(made).encode("utf-8", "surrogatepass")).hexdigest()
