import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText


def contents(text: str) -> list[str]:
    return [s.content for s in annotate_article(ArticleText("a", 1, text)).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Ratings\nAna Costa: 7. Solid at the back.\nTom Reyes: 6. Gave the ball away too often.",
        "Books\nAna Costa, The Salt Road: A saga set in Kent.\nTom Reyes, Ferry: A cold thriller.",
        "Candidates\nAna Costa: Labour councillor, born in Leeds.\nTom Reyes: Labour, a teacher.",
    ],
)
def test_names_that_list_something_lead_no_turns(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Panel\nAna Costa: Prices will fall next year.\nTom Reyes: I doubt it.", 2),
        ("Talk\nAna Costa: Was it safe?\nTom Reyes: Not at all.", 2),
        ("Talk\nAna Costa: Safe bridge.\nTom Reyes: Nonsense, madam.\nAna Costa: Rubbish.", 3),
    ],
)
def test_names_lead_turns_where_somebody_talks(text: str, count: int) -> None:
    assert len(contents(text)) == count
