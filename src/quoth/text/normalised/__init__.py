"""The normalised view: a text without the traces of its way to us, and an exact map back to it.

Each module holds steps, functions from a text to the edits that take one kind of trace away; `edits` applies them and
`view` runs them in order. `docs/normalised-view.md` lists every change, `docs/design/0003-normalised-view.md` says why.
"""

from quoth.text.normalised.view import NormalisedView, normalise

__all__ = ["NormalisedView", "normalise"]
