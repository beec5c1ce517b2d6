"""Floor 2: evidence: documents as speech, the index on disk, and looking quotations up in it."""

from quoth.evidence.fidelity import infer_fidelity
from quoth.evidence.index import Index
from quoth.evidence.speech import speech_of, with_speakers

__all__ = ["Index", "infer_fidelity", "speech_of", "with_speakers"]
