"""A bare name that a person shares with a capital or a state is whose its sentence fits."""

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText

ACTOR = "Actor Denzel Washington opened the show on Monday.\n\n"
KEEPER = "Jordan Ames saved a penalty on Monday.\n\n"


def speakers(text: str) -> list[str | None]:
    return [s.speaker_name for s in annotate_article(ArticleText("a", 1, text)).statements]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ACTOR + "Washington warned Iran against closing the strait.", ["Washington"]),
        (ACTOR + "Washington said it would not sign the treaty.", ["Washington"]),
        (
            ACTOR + "Washington warned Iran of new tariffs. Washington said prices had to fall.",
            ["Washington", "Washington"],
        ),
        (KEEPER + "Jordan accused Syria of shelling a border town.", ["Jordan"]),
    ],
)
def test_what_fits_a_government_alone_is_said_by_it(text: str, named: list[str]) -> None:
    assert speakers(text) == named


@pytest.mark.parametrize(
    "said",
    [
        "Washington said the film was his last.",
        "Washington said it was an honour.",
        "Washington said it takes years to learn a part.",
        "Washington said it would matter to his children.",
        "Mr Washington warned Iran that artists would stay away.",
        "Washington, 70, told Iran to let the director go.",
        "Washington warned Iran of a boycott, and said he would not go.",
    ],
)
def test_else_it_is_the_man_named_before(said: str) -> None:
    assert set(speakers(ACTOR + said)) == {"Denzel Washington"}
