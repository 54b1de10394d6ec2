"""Tests of flows/annotate/learned/model.py: the weights in the tree, and what they read."""

from pathlib import Path

import pytest

from flows.annotate.digest import DEFAULT
from flows.annotate.learned.model import Reading, load_model
from flows.errors import BadSettings

ARTICLE = """LUSAKA, Zambia - The ferry sank on Tuesday near Kalangala, police said.

“We pulled nine people out of the water,” said Grace Phiri, a fisherwoman. “The boat was too full.”

Officials in Uganda denied that the ferry had been overloaded. Transport Minister Joseph Banda \
told reporters on Wednesday that an inquiry would begin within two weeks.
"""


def read(text: str) -> Reading:
    return load_model().read(text)


def test_a_broken_quote_is_one_statement_with_its_speaker() -> None:
    said = [s for s in read(ARTICLE).statements if "nine people" in words(ARTICLE, s.content[0])]
    assert len(said) == 1
    assert said[0].source is not None
    assert "Grace Phiri" in ARTICLE[said[0].source.start : said[0].source.end]
    assert [words(ARTICLE, c)[0] for c in said[0].content] == ["“", "“"]


def words(text: str, span: object) -> str:
    return text[span.start : span.end]  # type: ignore[attr-defined]


def test_indirect_speech_names_cue_and_source() -> None:
    said = [s for s in read(ARTICLE).statements if "inquiry" in words(ARTICLE, s.content[-1])]
    assert len(said) == 1
    assert said[0].cue is not None
    assert "told" in words(ARTICLE, said[0].cue)
    assert said[0].source is not None
    assert "Banda" in words(ARTICLE, said[0].source)


def test_places_and_dates_are_found() -> None:
    reading = read(ARTICLE)
    assert {"Zambia", "Uganda"} <= {words(ARTICLE, f) for f in reading.toponyms}
    dates = {words(ARTICLE, f): f.label for f in reading.dates}
    assert dates["Tuesday"] == "DATE"
    assert "two weeks" in dates


def test_persons_are_found() -> None:
    people = {words(ARTICLE, f) for f in read(ARTICLE).entities if f.label == "PERSON"}
    assert {"Grace Phiri", "Joseph Banda"} <= people


def test_scores_are_chances() -> None:
    reading = read(ARTICLE)
    scores = [s.score for s in reading.statements]
    scores += [f.score for f in (*reading.toponyms, *reading.dates, *reading.entities)]
    assert all(0 <= score <= 1 for score in scores)


def test_a_text_reads_the_same_after_another() -> None:
    first = read(ARTICLE)
    read("Snow fell. " * 300)
    again = read(ARTICLE)
    assert (again.statements, again.toponyms, again.dates, again.entities, again.events) == (
        first.statements,
        first.toponyms,
        first.dates,
        first.entities,
        first.events,
    )
    assert (again.syntax.answers == first.syntax.answers).all()


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "“", "x" * 3000, "a. " * 2000])
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    reading = read(text)
    assert all(0 <= c.start < c.end <= len(text) for s in reading.statements for c in s.content)


def test_weights_are_small_enough() -> None:
    assert DEFAULT.stat().st_size <= 30_000_000


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "annotator.onnx"
    path.write_bytes(DEFAULT.read_bytes()[:-1] + b"x")
    digest = DEFAULT.with_suffix(".sha256").read_text(encoding="utf-8")
    path.with_suffix(".sha256").write_text(digest, encoding="utf-8")
    with pytest.raises(BadSettings, match="SHA-256"):
        load_model(path)


def test_missing_weights_name_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="make train"):
        load_model(tmp_path / "nothing.onnx")


def test_a_reading_brings_the_weights_by_which_it_is_joined() -> None:
    model = load_model()
    reading = model.read("Ann said rain fell.")
    assert reading.joining == model.figures["joining"]
    assert reading.event_joining == model.figures["event_joining"]
    assert "weights" in reading.event_joining
