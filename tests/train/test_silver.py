"""Tests of flows/train/silver.py: what spaCy and the rules are sure of, in offsets of the text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.annotate.learned.heads import ENTITIES, RELATIONS, TAGS
from flows.annotate.text.layout import read_layout
from flows.train import silver
from flows.train.gold import NUMBERS, example
from tests.train import minigold

pytestmark = pytest.mark.train
TEXT = (
    "OSLO, Norway - The ferry sank on Tuesday, police said.\n\n"
    "“We pulled nine people out,” said Grace Phiri, a fisherwoman."
)


def test_words_and_entities_stand_where_they_say() -> None:
    found = silver.syntax(TEXT)
    words = {TEXT[a:b]: (tag, relation) for a, b, tag, relation, _, _ in found["words"]}
    assert words["sank"] == ("VBD|VERB", "ccomp")
    assert words["ferry"] == ("NN|NOUN", "nsubj")
    heads = {TEXT[a:b]: TEXT[slice(*found["words"][h][:2])] for a, b, _, _, h, _ in found["words"]}
    assert heads["ferry"] == "sank"
    assert ("Grace Phiri", "PERSON") in {(TEXT[a:b], kind) for a, b, kind in found["entities"]}


def test_paragraphs_and_what_follows_the_dateline_start_sentences() -> None:
    starts = [TEXT[a:b] for a, b, _, _, _, first in silver.syntax(TEXT)["words"] if first]
    assert {"The", "“"} <= set(starts)
    assert "nine" not in starts


def test_syntax_is_told_in_the_heads_own_numbers() -> None:
    known = example("dates_made", {"id": "1", "text": TEXT, "timexes": []}, silver.syntax(TEXT))
    assert known.words is not None
    rows = {known.text[a:b]: (tag, relation) for a, b, tag, relation, _, _ in known.words.tolist()}
    assert rows["ferry"] == (NUMBERS["NN|NOUN"], NUMBERS["nsubj"])
    assert TAGS[rows["ferry"][0]] == "NN|NOUN"
    assert RELATIONS[rows["ferry"][1]] == "nsubj"
    assert {kind for *_, kind in known.spans["entity"]} <= set(ENTITIES)
    assert "Grace Phiri" in {known.text[a:b] for a, b in known.names}


def test_rules_tell_quotes_and_clauses_once_each() -> None:
    found = silver.ruled(TEXT)
    told = {
        "".join(TEXT[a:b] for a, b in row["content"]): TEXT[slice(*row["source"])] for row in found
    }
    assert len(found) == len(told) == 2
    (quoted,) = (c for c in told if "nine people" in c)
    (clause,) = (c for c in told if "ferry sank" in c)
    assert "Grace Phiri" in told[quoted]
    assert told[clause] == "police"
    assert all(0 < row["sure"] <= 1 for row in found)


def test_the_rules_read_spacys_parse_as_their_own() -> None:
    doc = silver.as_words(silver.taught_parse(TEXT, read_layout(TEXT)))
    (ferry,) = (t for t in doc if t.text == "ferry")
    assert (ferry.tag_, ferry.head.text) == ("NN", "sank")
    assert "Grace Phiri" in {e.text for e in doc.ents}


def test_every_document_of_the_files_is_read_once(gold: Path) -> None:
    names = ("dates_timebank", "events_negatives_train")
    wanted = [f"{name}/{row['id']}" for name in names for row in minigold.sets()[name]]
    assert [row["key"] for row in silver.syntax_rows(gold, names)] == wanted
    ruled = list(silver.rule_rows(gold, ("statements_polnear_train",)))
    assert len(ruled) == len(minigold.sets()["statements_polnear_train"])
    assert all(row["found"] for row in ruled[:3])


def test_rows_are_made_once_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "rows.jsonl"

    def broken() -> Iterator[dict[str, Any]]:
        yield {"key": "a", "found": 1}
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        silver.cached(path, broken())
    assert not path.exists()
    rows: list[dict[str, Any]] = [{"key": "a", "found": 1}, {"key": "b", "found": [2]}]
    assert silver.cached(path, iter(rows)) == {"a": 1, "b": [2]}
    assert silver.cached(path, iter([{"key": "c", "found": 3}])) == {"a": 1, "b": [2]}
    assert [p.name for p in path.parent.iterdir()] == ["rows.jsonl"]
