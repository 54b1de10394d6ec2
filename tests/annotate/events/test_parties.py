"""Countries that an event names as its parties set it nowhere."""

from datetime import UTC, datetime

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText

TODAY = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "event_type", "expected"),
    [
        ("The bloc imposed sanctions on Chad on Monday.", "COERCE", "Paris"),
        ("Western sanctions imposed on Chad have hurt trade.", "COERCE", "Paris"),
        ("The minister accused rebels of attacks on Chad.", "ACCUSE", "Paris"),
        ("Rebels shelled villages in Chad on Monday.", "ASSAULT", "Chad"),
        ("The army imposed a curfew in Chad on Monday.", "COERCE", "Chad"),
        ("A bomber rammed a Chad army truck on Monday, killing six.", "ASSAULT", "Paris"),
        ("Gunmen killed two guards near the Chad embassy on Monday.", "ASSAULT", "Paris"),
    ],
)
def test_who_only_bears_or_owns_something_is_no_place(
    told: str, event_type: str, expected: str
) -> None:
    found = annotate_article(ArticleText("a", 1, f"PARIS (AFP) - {told}", TODAY))
    event = next(each for each in found.events if each.event_type == event_type)
    names = {m.place.place_id: m.place.name for m in found.places if m.place}
    assert names[event.place_id or ""] == expected
