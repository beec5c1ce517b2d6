"""Support: the speaker's own words that are nearest to what a draft reports of them indirectly.

They are shown, never judged: whether a report says the same is for the reader to see.
"""

from __future__ import annotations

from quoth.text.speech import Evidence
from quoth.verify.claims import Claim
from quoth.verify.lexicon import lexicon_of
from quoth.verify.observation import Observation
from quoth.verify.passages import WhoSaid, densest
from quoth.verify.speakers import Match, match
from quoth.verify.surroundings import cited, sentence_end, sentence_start

_HITS = 6
_LEAST = 3
"""So many content words must be shared."""
_SHARE = 0.5


def find_support(claim: Claim, evidence: Evidence, who: WhoSaid) -> Observation | None:
    """The sentence in which the speaker says most of what an indirect statement reports, if there is one."""
    lexicon = lexicon_of(claim.language)
    forms = [word.form for word in claim.words if not lexicon.is_function(word.form)]
    content = {lexicon.keys(form) for form in forms}
    best: tuple[int, Observation] | None = None
    for hit in evidence.look_up(forms, _HITS) if len(content) >= _LEAST else ():
        first, last, shared = densest(hit.speech, hit.first, hit.last, content, len(claim.words), lexicon)
        if shared < max(_LEAST, _SHARE * len(content)) or (best is not None and shared <= best[0]):
            continue
        said = who(hit.speech, first, last)
        if match(claim.speaker, said.speaker, claim.named, lexicon) is not Match.SAME:
            continue
        words = cited(hit.speech, sentence_start(hit.speech, first), sentence_end(hit.speech, last - 1))
        facts = {"evidence": words, "speaker": claim.speaker or ""}
        best = shared, Observation("support", claim.span, facts)
    return best[1] if best else None
