"""Language data: every file is of one form and rich enough, and the guess of a text's language is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoth.text.language import FALLBACK, guess_language, language, languages
from quoth.text.marks.signs import FAMILY


def test_the_promised_languages_are_there() -> None:
    assert set(languages()) >= set(TEXTS)


@pytest.mark.parametrize("code", languages())
def test_a_file_is_complete(code: str) -> None:
    data = language(code)
    assert data.code == code
    assert data.name
    assert len(data.common) >= 30
    assert data.titles
    assert {"singular", "plural", "first", "second", "relative"} <= set(data.pronouns)
    assert data.verbs or (len(data.cues["say"]) >= 30 and data.cues["tell"])
    assert data.cues["according"]


@pytest.mark.parametrize("code", languages())
def test_marks_are_known_and_pair_within_a_family(code: str) -> None:
    pairs = language(code).pairs
    assert len(pairs) == len(set(pairs)) >= 2
    for opening, closing in pairs:
        assert FAMILY[opening] == FAMILY[closing]


@pytest.mark.parametrize("code", languages())
def test_no_cue_is_a_function_word(code: str) -> None:
    """A cue that every sentence has would make every sentence a statement."""
    data = language(code)
    small = {word for words in data.grammar.values() for word in words} | set(data.that)
    cues = {*data.cues.get("say", ()), *data.cues.get("tell", ())}
    assert not cues & small


def test_an_unknown_language_is_read_as_english() -> None:
    assert language("xx") is not None
    assert language("xx").code == language(None).code == FALLBACK


def test_a_region_has_its_own_marks_and_the_words_of_its_language() -> None:
    swiss, german = language("de-CH"), language("de")
    assert swiss.pairs[:2] == (("«", "»"), ("‹", "›"))
    assert set(swiss.pairs) == set(german.pairs)
    assert swiss.cues == german.cues


@pytest.mark.parametrize(
    ("tag", "same"),
    [
        ("de_AT", "de"),
        ("DE", "de"),
        ("de-ch-1996", "de-CH"),
        ("zh_hant_TW", "zh-Hant"),
        ("nb-NO", "no"),
        ("zz-CH", "en"),
    ],
)
def test_tags_of_one_meaning_give_one_object(tag: str, same: str) -> None:
    assert language(tag) is language(same)


def test_every_language_is_on_the_page() -> None:
    page = " ".join((Path(__file__).parents[2] / "docs" / "languages.md").read_text("utf-8").split())
    names = sorted(language(code).name for code in languages())
    assert f"It knows {', '.join(names[:-1])} and {names[-1]};" in page


TEXTS = {
    "ar": "قال رئيس البلدية يوم الإثنين إن الجسر سيبنى في الخريف.",
    "bg": "Кметът каза в понеделник, че мостът ще бъде построен през есента.",
    "cs": "Starosta v pondělí řekl, že most bude postaven na podzim.",
    "da": "Borgmesteren sagde mandag, at broen skal bygges til efteråret af kommunen.",
    "de": "Der Bürgermeister sagte am Montag, die Brücke werde im Herbst gebaut.",
    "el": "Ο δήμαρχος είπε ότι η γέφυρα θα χτιστεί.",
    "en": "The mayor said on Monday that the bridge will be built in the autumn.",
    "es": "El alcalde dijo el lunes que el puente se construirá en otoño.",
    "fa": "شهردار روز دوشنبه گفت که پل در پاییز ساخته می‌شود.",
    "fi": "Pormestari sanoi maanantaina, että silta rakennetaan syksyllä ja se on kallis.",
    "fr": "Le maire a déclaré lundi que le pont serait construit à l'automne.",
    "he": "ראש העיר אמר ביום שני כי הגשר ייבנה בסתיו.",
    "hu": "A polgármester hétfőn azt mondta, hogy a híd ősszel megépül.",
    "it": "Il sindaco ha detto lunedì che il ponte sarà costruito in autunno.",
    "ja": "市長は月曜日に橋を建設すると述べた。",
    "ko": "시장은 월요일에 다리를 건설한다고 말했다.",
    "nl": "De burgemeester zei maandag dat de brug in de herfst wordt gebouwd.",
    "no": "Ordføreren sa mandag at broen skal bygges til høsten av kommunen, men ikke nå.",
    "pl": "Burmistrz powiedział w poniedziałek, że most zostanie zbudowany jesienią.",
    "pt": "O prefeito disse na segunda-feira que a ponte será construída no outono.",
    "ro": "Primarul a declarat luni că podul va fi construit în toamnă și este scump.",
    "ru": "Мэр сказал в понедельник, что мост построят осенью.",
    "sv": "Borgmästaren sade på måndagen att bron ska byggas i höst.",
    "tr": "Belediye başkanı köprünün sonbaharda yapılacağını ve bunun çok önemli bir adım olduğunu söyledi.",
    "uk": "Мер сказав у понеділок, що міст збудують восени.",
    "zh": "市长周一表示，大桥将于秋天建成。",
}


@pytest.mark.parametrize("code", languages())
def test_one_sentence_tells_the_language(code: str) -> None:
    assert guess_language(TEXTS[code]) == code


@pytest.mark.parametrize("code", ["en", "de", "ja", "ru"])
def test_names_in_another_script_do_not_mislead(code: str) -> None:
    assert guess_language(TEXTS[code] + " Анна Orlo 橋 ブラント") == code


@pytest.mark.parametrize("text", ["", " \n", "1984, 12.5 %", "Anna Brandt, Soltau", "😀", "橋", "x" * 20_000, "\ud800"])
def test_a_thin_text_tells_nothing(text: str) -> None:
    assert guess_language(text) is None


def test_only_the_beginning_counts() -> None:
    assert guess_language(TEXTS["de"] * 200 + TEXTS["fr"] * 2_000) == "de"
