"""The view itself: the steps in their order, and the map that their layers make.

A page, a typesetter, an encoding or a mark-up leaves traces in a text that no reader takes for words. Whoever
compares words looks at the view; whoever reports goes back to the text. Words, case, punctuation, quotation marks
and dashes stay as they are. `docs/normalised-view.md` lists every change with an example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quoth.model import Block, Span
from quoth.text.normalised.edits import Edit, OffsetMap, apply_edits
from quoth.text.normalised.footnotes import drop_footnote_numbers
from quoth.text.normalised.hyphens import join_hyphens
from quoth.text.normalised.letters import compose, drop_unseen, fold_white_space, unfold_typeface
from quoth.text.normalised.markup import drop_emphasis, drop_links, drop_mail_marks
from quoth.text.normalised.page import close_gaps, drop_furniture
from quoth.text.normalised.reopened_marks import drop_reopened_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    compose,
    unfold_typeface,
    drop_mail_marks,
    drop_furniture,
    drop_unseen,
    join_hyphens,
    fold_white_space,
    drop_links,
    drop_emphasis,
    drop_footnote_numbers,
    drop_reopened_marks,
)
# One round does nearly all, the second finds what the first laid bare (emphasis within emphasis), and the last one
# that nothing is left: that is why the view of a view is the view. The bound is for texts made to have no end.
_ROUNDS = 10


@dataclass(frozen=True, slots=True, eq=False)
class NormalisedView:
    """The view's text, and the map: one layer a step that changed something."""

    text: str
    layers: tuple[OffsetMap, ...]

    def to_text(self, span: Span) -> Span:
        """The smallest span of the document's text that holds all that `span` of the view stands for."""
        for layer in reversed(self.layers):
            span = layer.back(span)
        return span

    def all_to_text(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What `to_text` gives for many spans at once, none of them empty."""
        for layer in reversed(self.layers):
            starts, ends = layer.back_all(starts, ends)
        return starts, ends

    def to_view(self, span: Span) -> Span:
        """The smallest span of the view that holds what is left of `span` of the text; empty when nothing is."""
        for layer in self.layers:
            span = layer.forth(span)
        return span


def normalise(text: str, blocks: Sequence[Block] = ()) -> NormalisedView:
    r"""The normalised view of `text`; of nothing but its `blocks` when they are given.

    >>> view = normalise("The **eﬃ\u00adcient** evalu-\nation12 of it.")
    >>> view.text
    'The efficient evaluation of it.'
    >>> view.to_text(Span(14, 24)).of("The **eﬃ\u00adcient** evalu-\nation12 of it.")
    'evalu-\nation'
    """
    layers: list[OffsetMap] = []

    def changed(edits: Iterable[Edit]) -> bool:
        nonlocal text
        text, layer = apply_edits(text, edits)
        layers.extend([layer] if layer else [])
        return layer is not None

    changed(close_gaps(text, blocks))
    for _ in range(_ROUNDS):
        done = [changed(step(text)) for step in _STEPS]
        if not any(done):
            break
    return NormalisedView(text, tuple(layers))
