"""Which words name the speaker of a cue."""

import pytest

from flows.annotate.layout import read_layout
from flows.annotate.parse import parse
from flows.annotate.quotes import read_quotes
from flows.annotate.reading import Reading
from flows.annotate.speakers import find_speaker


def speaker(text: str, cue: str) -> str | None:
    layout = read_layout(text)
    doc = parse(text, layout)
    reading = Reading(text, layout, doc, read_quotes(text, layout))
    token = next(t for t in doc if t.text == cue)
    span = find_speaker(reading, token)
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("The Mayor Olena Bondar said it was late.", "said", "The Mayor Olena Bondar"),
        ("It was late, said Olena Bondar, who runs the town.", "said", "Olena Bondar"),
        ("It was late, according to the Roads Ministry.", "according", "the Roads Ministry"),
        ("Olena Bondar praised the work, calling it a gift.", "calling", "Olena Bondar"),
        ("Olena Bondar left the room and said it was late.", "said", "Olena Bondar"),
        ("The campaign sent out a letter saying it was late.", "saying", "The campaign"),
        ("The report said it was late.", "said", "The report"),
        ("It was announced by Olena Bondar that school is closed.", "announced", "Olena Bondar"),
        ("Olena Bondar’s demand for an apology was heard.", "demand", "Olena Bondar"),
        ("It was said to be late.", "said", None),
        ("The claim by the dockers that it was late was heard.", "claim", "the dockers"),
        ("Olena Bondar made the claim that it was late.", "claim", "Olena Bondar"),
        ("Officials on Friday said it was late.", "said", "Officials"),
        ("Police were told by the owner that it was late.", "told", "the owner"),
        ("Neither Ann nor Bo Lund said it was late.", "said", "Neither Ann nor Bo Lund"),
        ("The minister denied the reports and insisted it was late.", "insisted", "The minister"),
        ("The letter, sent by the union, said it was late.", "said", "The letter"),
    ],
)  # fmt: skip
def test_speaker_of_a_cue(text: str, cue: str, words: str | None) -> None:
    assert speaker(text, cue) == words


def test_stray_participle_goes_back_to_the_outer_speaker() -> None:
    text = "Olena Bondar said the army has left the town, adding that it was late."
    assert speaker(text, "adding") == "Olena Bondar"
