"""Tagger: the trained model's finds in documents; what it is shown, how it runs, how its scores are read."""

from quoth.extract.tagger.attributions import Seen, tag

__all__ = ["Seen", "tag"]
