"""Lists of known people: what is read, and one clear line for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoth.ingest import read_people
from quoth.model import InputError, KnownPerson

ANNA = KnownPerson("Anna Brandt", ("A. Brandt", "Annie"), "Q42")


@pytest.mark.parametrize(
    "text",
    [
        "name,aliases,wikidata\nAnna  Brandt,A. Brandt; Annie,Q42\n",
        '[{"name": "Anna Brandt", "aliases": ["A. Brandt", "Annie"], "wikidata": "Q42"}]',
        "\ufeffwikidata,name,aliases\r\nQ42,Anna Brandt,A. Brandt|Annie\r\n",
    ],
)
def test_csv_and_json_give_the_same(text: str, tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_people(path) == (ANNA,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("who\nAnna\n", "has no column `name`"),
        ("name\nAnna\n\n ,\n", "names nobody"),
        ("[{]", "is not JSON"),
        ('{"name": "Anna"}', "is not a list of objects"),
        ('[{"name": "Anna", "aliases": [1]}]', "are no list of names"),
        ('[{"name": "Anna", "wikidata": "42"}]', "is no Wikidata id"),
    ],
)
def test_a_wrong_list_is_one_clear_line(text: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=line) as caught:
        read_people(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_people(tmp_path / "none.csv")
