"""Paraphrases: rewordings in quotation marks. Both wordings are ours, so that nobody can doubt what the label says.

A rewording that a machine makes of somebody's sentence reads like nothing that a writer would print.
"""

from __future__ import annotations

from benchmarks.misquote.rows import Made, Pick

_PAIRS = (
    (
        "The {board} rejected the plan for a new {building} because its price had doubled since the {season}.",
        "Since the {season} the price of the planned {building} doubled, so the {board} turned it down.",
    ),
    (
        "We closed the {building} on Friday after the engineers found cracks in the northern {part}.",
        "Cracks that engineers discovered in the northern {part} led us to shut the {building} last Friday.",
    ),
    (
        "Forty families lost their homes when the {river} burst its banks, and most of them are still living with"
        " relatives in {town}.",
        "Most of the forty families whose homes were lost to the flooding of the {river} still live with their {town}"
        " relatives.",
    ),
    (
        "The {trade} will hold a vote next month on whether to accept the offer that the company made in the {season}.",
        "Next month, members of the {trade} vote about accepting the company's {season} offer.",
    ),
    (
        "Our school in {town} needs three more teachers, and the ministry has promised to send them before the"
        " {season} term begins.",
        "Before {season} term starts, the ministry is to send the three additional teachers our {town} school needs,"
        " as promised.",
    ),
    (
        "I have asked the police to look into the missing {goods}, since nobody at the warehouse could explain where"
        " they went.",
        "Because no one in the warehouse had an explanation for the missing {goods}, police were asked to investigate.",
    ),
    (
        "The museum bought the {painting} from a collector in {town} for less than the insurance alone would"
        " have cost.",
        "A collector from {town} sold that {painting} to the museum at a price below what its insurance would cost.",
    ),
    (
        "Tourists come to {town} for the beaches, but they stay for the music and the food in the old {part}.",
        "The beaches bring tourists to {town}, while music and food in its old {part} make them stay.",
    ),
)
_SLOTS = {
    "board": ("council", "harbour board", "committee", "parish assembly"),
    "building": ("pier", "bridge", "library", "swimming hall", "ferry terminal"),
    "season": ("spring", "summer", "autumn", "winter"),
    "part": ("wall", "tower", "harbour", "quarter"),
    "river": ("Senna", "Orrin", "Tamber"),
    "town": ("Soltau", "Halden", "Port Sable", "Ellery"),
    "trade": ("glaziers' union", "dockers' union", "teachers' association"),
    "goods": ("crates of tea", "copper pipes", "lamps", "sacks of flour"),
    "painting": ("painting", "altarpiece", "portrait", "tapestry"),
}
_AROUND = (
    "Thank you all for coming on such a wet evening.",
    "I will take your questions in a moment.",
    "The chair of the finance panel sends her apologies.",
    "There is coffee in the back of the hall.",
    "Let me begin with what happened last week.",
    "We have published the figures on the notice board.",
)
_SPEAKERS = ("ANNA BRANDT", "TOMIR HALDEN", "LENA ORESKO", "PETR SALDIN")


def paraphrase(pick: Pick) -> Made | None:
    """The second wording of a pair, with the first one in the evidence."""
    rng = pick.rng
    original, new = rng.choice(_PAIRS)
    slots = {name: rng.choice(options) for name, options in _SLOTS.items()}
    speaker = rng.choice(_SPEAKERS)
    before, after = rng.sample(_AROUND, 2), rng.sample(_AROUND, 1)
    said = original.format(**slots)
    head = f"MODERATOR: The floor is yours.\n\n{speaker}: {' '.join(before)} "
    return Made(
        new.format(**slots),
        "paraphrase",
        len(head),
        len(head) + len(said),
        finding="rewording-in-marks",
        speaker=speaker.title(),
        evidence_name="evidence.txt",
        evidence_text=f"{head}{said} {after[0]}\n\nMODERATOR: Thank you.\n\n{speaker}: You are welcome.",
    )
