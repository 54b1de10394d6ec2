"""The bytes of one seed file go in; the articles in it, each with what the file says, come out."""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flows.charsets import web_codec
from flows.errors import BadDocument
from flows.ingest.manifest import make_hints
from flows.ingest.urls import public_url
from flows.keys import content_hash
from flows.records import Hints

CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""")
FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
FRONT_LINE = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
BLOCK_MARK = re.compile(r"[|>][-+\d]{0,3}")  # the value is the indented lines below
COMMENT = re.compile(r"\s#.*$")
QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?""")
LIST_ITEM = re.compile(r"""\s*("[^"]*"|'[^']*'|[^,]+)\s*(?:,|$)""")
TEXT_FIELDS = ("url", "title", "published_at", "language", "agency")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a seed file; `id` tells it from others of the file."""

    media_type: str
    body: bytes
    id: str | None = None
    url: str | None = None
    hints: Hints = field(default_factory=Hints)


Pieces = Iterator[Piece | BadDocument]


def read_text(body: bytes) -> Pieces:
    """Yield the plain text."""
    _check_utf8(body)
    yield Piece("text/plain", body)


def read_html(body: bytes) -> Pieces:
    """Yield the page; it is UTF-8 or says itself what else it is."""
    declared = CHARSET.search(body[:2048])
    is_marked = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    named = declared[1].decode("ascii") if declared else "utf-8"
    try:
        body.decode("utf-16" if is_marked else web_codec(named))
    except (UnicodeDecodeError, LookupError):
        _check_utf8(body)
    yield Piece("text/html", body)


def read_markdown(body: bytes) -> Pieces:
    """Yield the whole file, its front matter read (`key: value` lines, lists, quotes)."""
    _check_utf8(body)
    match = FRONT_MATTER.match(body.decode())
    if match is None:
        yield Piece("text/markdown", body)
        return
    values = _front_matter(match[1])
    authors = values.pop("authors", None) or values.pop("author", None) or []
    said = {name: "".join(values.get(name, [])[:1]) or None for name in TEXT_FIELDS}
    said["published_at"] = said["published_at"] or "".join(values.get("date", [])[:1]) or None
    yield _piece("text/markdown", body, None, said, tuple(authors))


def read_json_lines(body: bytes) -> Pieces:
    """Yield one article, or what is wrong with it, per line."""
    seen: set[str] = set()
    start = 0
    for number, line in enumerate(body.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if line.strip():
            try:
                piece = _read_line(line, start)
                if piece.id in seen:
                    raise BadDocument("duplicate_id", f"id {piece.id!r} stands there already")
                seen.add(str(piece.id))
                yield piece
            except BadDocument as error:
                yield BadDocument(error.reason, f"line {number}: {error}")
        start += len(line) + 1


READERS: dict[str, Callable[[bytes], Pieces]] = {
    ".txt": read_text,
    ".htm": read_html,
    ".html": read_html,
    ".xhtml": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}


def _check_utf8(body: bytes, start: int = 0) -> None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {start + error.start}: save it as UTF-8"
        raise BadDocument("not_utf8", message) from error


def _front_matter(text: str) -> dict[str, list[str]]:
    """Return the values of every key; "- item" lines belong to the key before them."""
    values: dict[str, list[str]] = {}
    key, is_block = "", False
    for line in text.splitlines():
        if is_block and (line[:1].isspace() or not line):
            values[key] = [" ".join([*values[key], line.strip()]).strip()]
        elif line.lstrip().startswith("- ") and key:
            values[key].append(_unquote(line.lstrip()[2:]))
        elif match := FRONT_LINE.fullmatch(line.strip()):
            key, is_block = match[1].lower(), bool(BLOCK_MARK.fullmatch(match[2].strip()))
            values[key] = [] if is_block else _front_values(match[2].strip())
    return values


def _front_values(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [_unquote(part) for part in LIST_ITEM.findall(value[1:-1]) if part.strip()]
    return [_unquote(value)] if value else []


def _unquote(value: str) -> str:
    """Return a value without its quotation marks, or one without any without its comment."""
    value = value.strip()
    quoted = QUOTED.fullmatch(value)
    if quoted is None:
        return COMMENT.sub("", value).rstrip()
    bare = quoted[1][1:-1]
    return bare.replace("''", "'") if quoted[1][0] == "'" else bare.replace('\\"', '"')


def _read_line(line: bytes, start: int) -> Piece:
    _check_utf8(line, start)
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadDocument("bad_json", f"not JSON: {error}: correct the line") from error
    if not isinstance(values, dict):
        raise BadDocument("bad_json", "not an object: write {…} with a text or html")
    _check_halves(values)
    media_type, text = _line_text(values)
    body = text.encode()
    said = {name: _optional_text(values, name) for name in TEXT_FIELDS}
    own_id = values.get("id")
    if isinstance(own_id, str) and not own_id.strip():
        own_id = None
    if own_id is not None and (isinstance(own_id, bool) or not isinstance(own_id, str | int)):
        raise BadDocument("bad_json", "id is neither text nor a whole number")
    return _piece(media_type, body, own_id, said, _line_authors(values.get("authors")))


def _check_halves(values: dict[str, Any]) -> None:
    """Refuse a line with half a character in one of its values: no file can hold it."""
    for name, value in values.items():
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            message = f"half a surrogate pair at character {error.start} of the {name}: correct it"
            raise BadDocument("not_utf8", message) from error


def _line_text(values: dict[str, Any]) -> tuple[str, str]:
    for name, media_type in (("html", "text/html"), ("text", "text/plain")):
        text = values.get(name)
        if isinstance(text, str) and text.strip():
            return media_type, text
    raise BadDocument("empty", "neither text nor html in it: add one, or remove the line")


def _optional_text(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise BadDocument("bad_json", f"{name} is {type(value).__name__}, not text")


def _line_authors(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else [] if value is None else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return tuple(name.strip() for name in names if name.strip())
    raise BadDocument("bad_json", "authors is not a list of names")


def _piece(
    media_type: str,
    body: bytes,
    own_id: str | int | None,
    said: dict[str, str | None],
    authors: tuple[str, ...],
) -> Piece:
    """Return the piece; without an id of its own its content tells it from the others."""
    url = said.pop("url", None)
    if url is not None:
        public_url(url)
    if own_id is None and media_type != "text/markdown":
        own_id = content_hash(body)
    return Piece(
        media_type,
        body,
        None if own_id is None else str(own_id),
        url,
        make_hints(said, authors),
    )
