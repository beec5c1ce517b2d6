"""The kinds of observation: what is known of each, and the values of what has only a few.

A kind is code, since the engine must see it; a rule is data, and may only ask for what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from quoth.model import EditClass, Fidelity, Op

_ANY: tuple[str, ...] = ()  # any words at all, "" where there are none

KINDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "edit": {"class": tuple(EditClass), "op": tuple(Op), "draft": _ANY, "evidence": _ANY},
    "ending": {"draft": _ANY, "evidence": _ANY},
    "omission": {
        "hides": ("negation", "condition", "number", "attribution", "question", "nothing", "much", "speaker"),
        "governs": ("yes", "no"),
        "omitted": _ANY,
        "words": _ANY,
        "sentences": _ANY,
    },
    "bracket": {
        "use": ("gloss", "replacement", "case", "suffix", "sic", "empty", "remark"),
        "bracket": _ANY,
        "evidence": _ANY,
        "changes": ("none", "negation", "qualifier", "modal", "name", "number"),
        "present": ("yes", "no"),
    },
    "edge": {
        "side": ("start", "end"),
        "cut": ("negation", "condition", "question", "hedge", "attribution", "qualifier"),
        "near": ("yes", "no"),
        "evidence": _ANY,
    },
    "passage": {
        "about": ("separate", "order", "ambiguous", "weak"),
        "places": _ANY,
        "distance": _ANY,
        "fidelity": tuple(Fidelity),
    },
    "speaker": {
        "about": ("another", "unknown", "nobody", "quoting", "interviewer"),
        "draft": _ANY,
        "evidence": _ANY,
    },
    "verdict": {
        "verdict": ("not-found", "paraphrase", "unchecked", "not-a-claim"),
        "reason": _ANY,
        "evidence": _ANY,
    },
    "mark": {"about": ("unclosed",)},
    "support": {"evidence": _ANY, "speaker": _ANY},
    "version": {"change": ("new", "removed", "changed"), "old": _ANY, "new": _ANY},
    "waiver": {"about": ("stale", "needless"), "rule": _ANY, "quotation": _ANY, "reason": _ANY},
}
"""Every kind with its facts; a fact without values holds words, and any fact may be "", not known."""
