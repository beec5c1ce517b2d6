"""Who speaks: identities, names of two spellings, and what each choice rests on."""

from __future__ import annotations

import pytest

from quoth.extract.speakers import identify, same_name
from quoth.ingest import read_string
from quoth.model import Entity, EntityType, KnownPerson, record_from_json, record_to_json
from quoth.text.spelling import is_same_spelling
from quoth.workflow import Settings, read_documents

TEXT = (
    "Mayor Anna Brandt said the ferry was old.\n\nMr. Milo Stane, a pilot, said that it was young. “It floats,” "
    "he said. Ms. Brandt said that it leaked."
)


def entity(name: str, type: EntityType = EntityType.PERSON) -> Entity:
    return Entity("e1", name, type, named=True, descriptions=(), mentions=())


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Anna Brandt", "Anna Brandt", "the same name"),
        ("Anna Brandt", "Anna K. Brandt", "the same but for a middle name"),
        ("Anna K. Brandt", "Anna Karin Brandt", "the same but for a middle name"),
        ("Anna K. Brandt", "Anna Maria Brandt", None),
        ("Yusuf Haddar", "Yousef Haddar", "another spelling"),
        ("Anna Brandt", "Milo Brandt", None),
        ("Brandt", "Anna Brandt", None),
        ("Brandt", "Brandt", None),
    ],
)
def test_names_alone_join_only_what_they_show(one: str, other: str, why: str | None) -> None:
    assert same_name(one, other) == same_name(other, one) == why


@pytest.mark.parametrize("pair", [("Milo", "Mila"), ("Hassan", "Hussein"), ("Anna", "Anne"), ("Erik", "Erika")])
def test_another_name_is_no_spelling(pair: tuple[str, str]) -> None:
    assert not is_same_spelling(pair[:1], pair[1:])


def test_an_identity_needs_exactly_one_who_fits() -> None:
    anna = KnownPerson("Anna K. Brandt", ("Annie Brandt", "AKB"), "Q1")
    assert [i.wikidata for i in identify([entity("Anna Brandt")], [anna])] == ["Q1"]
    assert [i.because for i in identify([entity("AKB")], [anna])] == ["an alias on the list"]
    assert not identify([entity("Anna Brandt")], [anna, KnownPerson("Anna Brandt")])
    assert not identify([entity("Brandt")], [anna])
    assert not identify([entity("Anna Brandt", EntityType.ORGANISATION)], [anna])


def test_every_statement_says_what_its_speaker_rests_on() -> None:
    (record,) = read_documents([read_string(TEXT)], Settings(explain=True, people=(KnownPerson("Anna Brandt"),)))
    assert [r.statement for r in record.resolutions] == [s.id for s in record.statements]
    assert all(0 <= r.confidence <= 1 for r in record.resolutions)
    by_words = {s.content[0].of(TEXT): r for s, r in zip(record.statements, record.resolutions, strict=True)}
    assert by_words["the ferry was old"].rests_on == ("name",)
    pilot = by_words["“It floats,”"]
    assert pilot.rests_on
    assert (found := record.entity(pilot.speaker)) is not None
    assert found.name == "Milo Stane"
    assert [i.because for i in record.identities] == ["the same name"]
    assert record_from_json(record_to_json(record)) == record


def test_nothing_is_added_that_was_not_asked_for() -> None:
    (record,) = read_documents([read_string(TEXT)])
    assert not record.resolutions
    assert not {"resolutions", "identities"} & set(record_to_json(record))


@pytest.mark.parametrize("model", [True, False])
def test_nobody_is_given_a_gender_by_a_first_name(model: bool) -> None:
    text = "Anna Brandt met Milo Stane at the pier. “It leaks,” she said."
    other = text.replace("Anna", "Xq").replace("Milo", "Zv")
    found = []
    for words in (text, other):
        (record,) = read_documents([read_string(words)], Settings(model=model))
        speaker = record.entity(record.statements[-1].speaker)
        found.append(speaker and speaker.name.split()[-1])
    assert found[0] == found[1]
