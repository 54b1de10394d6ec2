"""Texts without labels in, labels that are sure enough to learn from out.

Entities come from spaCy's own tagger; statements from the rules for quotes and clauses, where they
are sure and name a speaker.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flows.annotate.layout import read_layout
from flows.annotate.parse import load_language, parse
from flows.annotate.quoted import find_quoted
from flows.annotate.quotes import read_quotes
from flows.annotate.reading import Reading
from flows.annotate.reported import find_reported
from flows.train.gold import read_lines


def entity_rows(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the tagger's entities of every document of the gold files, as offsets."""
    language = load_language()
    unused = [p for p in language.pipe_names if p not in {"tok2vec", "ner"}]
    with language.select_pipes(disable=unused):
        for name in names:
            rows = list(read_lines(folder / f"{name}.jsonl"))
            docs = language.pipe((row["text"] for row in rows), batch_size=16)
            for row, doc in zip(rows, docs, strict=True):
                entities = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
                yield {"key": f"{name}/{row['id']}", "found": entities}


def rule_rows(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the statements that rules find in every document of the gold files, as offsets."""
    for name in names:
        for row in read_lines(folder / f"{name}.jsonl"):
            yield {"key": f"{name}/{row['id']}", "found": ruled(row["text"])}


def ruled(text: str) -> list[dict[str, Any]]:
    """Return the statements of a text that the rules find, with how sure they are."""
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    quoted = find_quoted(reading)
    taken = frozenset(f.cue_token for f in quoted if f.cue_token is not None)
    return [
        {"content": f.content, "cue": f.cue, "source": f.speaker, "sure": f.confidence}
        for f in [*quoted, *find_reported(reading, taken)]
    ]


def cached(path: Path, rows: Iterator[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the rows by key from the file, which is made first where it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        part.replace(path)
    return {row["key"]: row["found"] for row in read_lines(path)}
