"""Dates as documents write them, to ISO 8601: `May 3, 2031`, `3. Mai 2031`, `2031-05-03T10:00`, `2031年5月3日`."""

from __future__ import annotations

import re
from datetime import date

# The twelve months in the languages that quoth has data for (CLDR, format forms), without full stops.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro januari stycznia styczeń ledna leden января ιανουαρίου",
            "february feb februar février febrero febbraio fevereiro februari lutego luty února únor"
            " февраля φεβρουαρίου",
            "march mar märz mars marzo março maart marca marzec března březen марта μαρτίου",
            "april apr avril abril aprile kwietnia kwiecień dubna duben апреля απριλίου",
            "may mai mayo maggio maio mei maj maja května květen мая μαΐου",
            "june jun juni juin junio giugno junho czerwca czerwiec června červen июня ιουνίου",
            "july jul juli juillet julio luglio julho lipca lipiec července červenec июля ιουλίου",
            "august aug août agosto augustus augusti sierpnia sierpień srpna srpen августа αυγούστου",
            "september sept sep septembre septiembre settembre setembro września wrzesień září сентября σεπτεμβρίου",
            "october oct oktober octobre octubre ottobre outubro oktober października října říjen октября οκτωβρίου",
            "november nov novembre noviembre novembro listopada listopad listopadu ноября νοεμβρίου",
            "december dec dezember décembre diciembre dicembre dezembro grudnia grudzień prosince декабря δεκεμβρίου",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>[12]\d{3})"
_YEARS = re.compile(_YEAR)
_DAY = r"(?P<day>\d{1,2})"
_WORD = r"(?P<month>[^\W\d_]{3,14})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
        rf"(?<!\d){_YEAR}/(?P<month>\d{{1,2}})/{_DAY}(?!\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_WORD}\.?,?\s+(?:de[l]?\s+)?{_YEAR}(?!\d)",
        rf"\b{_WORD}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}年(?P<month>\d{{1,2}})月{_DAY}日",
        rf"(?<!\d){_YEAR}년\s?(?P<month>\d{{1,2}})월\s?{_DAY}일",
    )
)
# `5/3/2031` is May in one country and March in another: read only where one of the two cannot be a month.
_SLASHES = re.compile(rf"(?<!\d)(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}(?!\d)")


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first full date (day, month, year) in a short text: ISO form and where it stands.

    >>> find_date("SOLTAU, 3 May 2031 (ANA)")
    ('2031-05-03', 8, 18)
    >>> find_date("in May 2031") is None and find_date("0000-00-00") is None
    True
    """
    if not _YEARS.search(text):
        return None
    found = [(*match.span(), match.groupdict()) for form in _FORMS for match in form.finditer(text)]
    for match in _SLASHES.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if (one > 12) != (two > 12) or one == two:
            month, day = (two, one) if one > 12 else (one, two)
            found.append((*match.span(), {"year": match["year"], "month": str(month), "day": str(day)}))
    for start, end, parts in sorted(found, key=lambda entry: entry[:2]):
        if iso := _iso(parts["year"], parts["month"], parts["day"]):
            return iso, start, end
    return None


def as_iso_date(value: object) -> str | None:
    """The ISO date that a metadata field gives, or None when it gives none."""
    found = find_date(value[:80]) if isinstance(value, str) else None
    return found and found[0]


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold())
    try:
        return date(int(year), number or 0, int(day)).isoformat()
    except ValueError:
        return None
