"""The seeds' folder and its manifest go in; Documents, archived, and what was refused come out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.characters import whole_text
from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.formats import READERS, Piece
from flows.ingest.manifest import Manifest, Row, read_manifest
from flows.ingest.urls import canonical_url
from flows.keys import article_key, content_hash, document_key, row_key
from flows.records import Document, Hints, Rejected, Source

MAX_BYTES = 20_000_000
# Rejected bytes worth keeping: what a person may want to repair.
KEPT_REASONS = frozenset({"not_utf8", "bad_json", "unknown_format"})


@dataclass(frozen=True, slots=True)
class Seeding:
    """What reading the seeds goes by."""

    archive: Archive
    known: frozenset[str]  # document_ids that are stored or in quarantine already
    now: datetime
    max_bytes: int


def read_seeds(
    folder: Path,
    manifest: Path,
    *,
    archive: Archive,
    known: frozenset[str],
    now: datetime,
    max_bytes: int = MAX_BYTES,
) -> tuple[list[Document], list[Rejected]]:
    """Read every seed that is not `known`, archive it, and say what could not be read.

    What a Document points at is on disk when this returns. Known rejected bytes are reported
    again but not archived again (their raw_ref is None then).
    """
    seeding = Seeding(archive, known, now, max_bytes)
    try:
        listed = read_manifest(manifest)
    except BadDocument as error:
        message = f"{error}; no seed is read until then"
        return [], [Rejected("ingest", manifest.name, error.reason, message)]
    documents: dict[str, Document] = {}
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    rejected = [*listed.rejected, *_missing(folder, found, listed)]
    for name, path in found.items():
        if path.is_dir():
            continue
        if not any(part.startswith(".") for part in Path(name).parts) | (name in listed.refused):
            for outcome in _read_file(path, name, folder, listed, seeding):
                if isinstance(outcome, Rejected):
                    rejected.append(outcome)
                else:
                    documents.setdefault(outcome.document_id, outcome)
    archive.sync()
    return list(documents.values()), rejected


def seed_source(name: str | None = None) -> Source:
    """Return the source that seeds belong to whose manifest row names this outlet, or none."""
    return Source(
        source_id=row_key("source", "seeds", name), kind="seeds", name=name or "seeds/articles"
    )


def seed_sources(manifest: Path) -> list[Source]:
    """Return the source of the folder and those that the manifest names."""
    try:
        rows = read_manifest(manifest).rows.values()
    except BadDocument:
        rows = {}.values()
    names = sorted({row.source for row in rows if row.source is not None})
    return [seed_source(), *map(seed_source, names)]


def _missing(folder: Path, found: Collection[str], manifest: Manifest) -> Iterator[Rejected]:
    """Yield the manifest's rows whose file is not there, or has a name that no file can have."""
    for name in manifest.rows:
        if name not in found:
            message = f"{name}: the manifest has a row for it, but it is not in {folder.name}/: "
            yield Rejected("ingest", name, "missing_file", f"{message}add it or remove the row")


def _read_file(
    path: Path, name: str, folder: Path, manifest: Manifest, seeding: Seeding
) -> Iterator[Document | Rejected]:
    """Yield what comes of one file: a Document per article in it that is not known."""
    row = manifest.rows.get(name, Row(name))
    body = b""
    try:
        if name != whole_text(name):
            raise BadDocument("bad_path", "its name is not UTF-8: rename the file")
        body = _read_bytes(path, folder, seeding.max_bytes)
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            message = f"{path.suffix!r} is not a format that is read: {', '.join(READERS)} are"
            raise BadDocument("unknown_format", message)
        for piece in reader(body):
            if isinstance(piece, BadDocument):
                yield _reject(name, piece, b"", row, seeding)
                continue
            document = _document(name, piece, row, seeding)
            if document is not None:
                yield document
    except BadDocument as error:
        yield _reject(name, error, body, row, seeding)


def _read_bytes(path: Path, folder: Path, max_bytes: int) -> bytes:
    if not _is_own_file(path, folder):
        raise BadDocument("bad_path", "not a file of this folder: put the file itself there")
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise BadDocument("too_large", f"{size} bytes, at most {max_bytes} are read: split it")
        body = path.read_bytes()
    except OSError as error:
        raise BadDocument("unreadable", f"{error.strerror}: check its permissions") from error
    if not body.strip():
        raise BadDocument("empty", "nothing in it: fill or remove it")
    return body


def _is_own_file(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _reject(name: str, error: BadDocument, body: bytes, row: Row, seeding: Seeding) -> Rejected:
    """Return the rejection of a file or of one line of it, with its bytes archived once."""
    document_id = raw_ref = None
    if body and error.reason in KEPT_REASONS:
        document_id = document_key(article_key(f"seed:{name}"), content_hash(body))
        if document_id not in seeding.known:
            raw_ref = seeding.archive.write_resource(
                f"seed:{name}",
                body,
                media_type="application/octet-stream",
                fetched_at=seeding.now,
                labels={"Rejected": error.reason},
            )
    source_id = seed_source(row.source).source_id
    name = whole_text(name)
    message = f"{name}: {error}"
    return Rejected("ingest", name, error.reason, message, source_id, document_id, raw_ref)


def _document(name: str, piece: Piece, row: Row, seeding: Seeding) -> Document | None:
    """Return the Document of a piece, archived; None where it is known."""
    if piece.id is not None and row.url:
        message = "its manifest row gives one url for many articles: give each line its own"
        raise BadDocument("bad_row", message)
    url = row.url or piece.url
    canonical = canonical_url(url) if url else None
    label = name if piece.id is None else f"{name}#{piece.id}"
    article_id = article_key(canonical or f"seed:{label}")
    body_hash = content_hash(piece.body)
    document_id = document_key(article_id, body_hash)
    if document_id in seeding.known:
        return None
    raw_ref = seeding.archive.write_resource(
        f"seed:{label}",
        piece.body,
        media_type=piece.media_type,
        fetched_at=seeding.now,
        labels={"Article": article_id},
    )
    return Document(
        document_id=document_id,
        article_id=article_id,
        source_id=seed_source(row.source).source_id,
        name=label,
        url=url,
        canonical_url=canonical,
        media_type=piece.media_type,
        body_hash=body_hash,
        byte_count=len(piece.body),
        fetched_at=seeding.now,
        raw_ref=raw_ref,
        hints=_joined(row.hints, piece.hints),
    )


def _joined(manifest: Hints, own: Hints) -> Hints:
    """Return what the manifest says, and what the file says of itself where that is silent."""
    dated = manifest if manifest.published_at else own
    return replace(
        own,
        title=manifest.title or own.title,
        authors=manifest.authors or own.authors,
        agency=manifest.agency or own.agency,
        language=manifest.language or own.language,
        published_at=dated.published_at,
        published_basis=dated.published_basis,
        published_zone=dated.published_zone,
    )
