"""Proper names: which words of a noun phrase are the name of somebody."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.phrases import Grammar
from quoth.extract.speakers.words import Word, is_title
from quoth.model import EntityType

_PARTICLES = frozenset(
    "de da di do dos del della der den van von und bin bint ibn al el la le du ter ten y e i zu".split()
)


def name_in(part: Sequence[Word], grammar: Grammar) -> list[Word]:
    """The proper name of a part without commas: a run of capitals that no preposition governs."""
    small = grammar.prepositions | grammar.conjunctions | grammar.determiners
    governed = False
    found: list[Word] = []
    k = 0
    while k < len(part):
        word = part[k]
        if word.lower in grammar.prepositions or (word.lower.endswith("ing") and word.text.islower() and k > 0):
            governed = True
        elif word.is_proper and word.lower not in small | grammar.possessives | grammar.times:
            end = k + 1
            while (
                end < len(part)
                and (not part[end - 1].is_possessive or _is_in_name(part[end - 1], part[end], grammar))
                and (
                    (part[end].is_proper and part[end].lower not in small)
                    or (part[end].text in {".", "-"} and len(part[end - 1].text) <= 4)
                    or (part[end].text == "&" and end + 1 < len(part) and part[end + 1].is_proper)
                    or (part[end].lower in _PARTICLES and end + 1 < len(part) and part[end + 1].is_proper)
                )
            ):
                end += 1
            joins = (part[end].lower if end < len(part) else "") in (
                {"of", "for"} if part[end - 1].lower in grammar.organisations else {"for"} if k == 0 else set()
            )
            there = end + 2 if end + 2 < len(part) and part[end + 1].lower == "the" else end + 1
            if joins and there < len(part) and part[there].is_proper:
                # "Lamps for Ellery", "the Ministry of the Islands"
                end = there + 1
                while end < len(part) and part[end].is_proper:
                    end += 1
            run = [word for word in part[k:end] if word.text not in {".", "-"}]
            before = part[k - 1] if k else None
            freed = (
                governed
                and before is not None
                and before.text.islower()
                and before.lower not in (grammar.prepositions | grammar.determiners | grammar.possessives)
            )
            if run[-1].is_possessive and end < len(part):
                pass  # "Brandt's spokesman": the owner is not who speaks
            elif len(run) == 1 and run[0].lower in grammar.organisations:
                pass  # "the Office", "Governor's Office" by itself is no name
            elif end < len(part) and _is_noun(part[end], grammar):
                pass  # "the Saeli ambassador", "Hotel owner": an adjective
            elif not governed or freed:
                name = after_titles(run, grammar)
                # "Hotel owner Marcus Thale": of two runs the later one names the person.
                if name and (not found or _is_person_after(part, k, grammar)):
                    found = name
            k = end
            continue
        k += 1
    if all(is_title(word, grammar) for word in found):
        return _name_after_office(part, grammar) or found
    return found


def _is_in_name(owner: Word, word: Word, grammar: Grammar) -> bool:
    """Whether a possessive belongs to the name that goes on after it: "the Nurses’ League", "the People’s Party"."""
    return owner.tag is not EntityType.PERSON and word.is_proper and word.lower in grammar.organisations


def _name_after_office(part: Sequence[Word], grammar: Grammar) -> list[Word]:
    """The name in "Minister of Health Salla Venn": what is left of three capitals behind a title and "of"."""
    run: list[Word] = []
    for word in reversed(part):
        if not word.is_proper or word.lower in grammar.prepositions:
            break
        run.insert(0, word)
    before = part[: len(part) - len(run)]
    titled = len(before) >= 2 and before[-1].lower == "of" and before[-2].lower in grammar.titles
    return run[-2:] if titled and len(run) >= 3 else []


def _is_noun(word: Word, grammar: Grammar) -> bool:
    """Whether a lower-case word is none of the small ones that may follow a name."""
    small = (
        grammar.prepositions | grammar.conjunctions | grammar.relative | grammar.that | grammar.adverbs | grammar.stops
    )
    return word.text.islower() and word.lower not in small and not word.lower.endswith("ed")


def _is_person_after(part: Sequence[Word], k: int, grammar: Grammar) -> bool:
    return k > 0 and part[k - 1].lower in grammar.titles - grammar.modifiers


def after_titles(run: list[Word], grammar: Grammar) -> list[Word]:
    """The words after the last title: "Veloran State President Davit Oresko" is Davit Oresko."""
    last = max((k for k, word in enumerate(run) if is_title(word, grammar) and word.lower != "the"), default=-1)
    if (
        last == len(run) - 1
        or {run[-1].lower, run[last + 1].lower} & grammar.organisations
        or not run[last + 1].is_proper
    ):
        # "Martin King", "Harbor Council", "Foreign Ministry of Velora": such a title belongs to the name.
        return _tagged_end(run)
    return _tagged_end(run[last + 1 :])


def _tagged_end(run: list[Word]) -> list[Word]:
    """The words at the end of a run that the model takes for somebody: "Ellery Mills CFO Ada Petit" is Ada Petit."""
    first = len(run)
    while first and run[first - 1].tag is EntityType.PERSON:
        first -= 1
    between = first < len(run) - 1 and first > 0 and run[first - 1].tag is not EntityType.PERSON
    return run[first:] if between else run
