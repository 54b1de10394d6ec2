"""Words of texts written for the tests go in; rows that agree across all tables come out.

Two invented outlets tell of a strike on Lerano: one copies an agency, one reports a denial.
"""

from datetime import UTC, date, datetime
from typing import Any

from flows import paths, store
from flows.keys import content_hash, row_key
from flows.store import Connection

Row = dict[str, Any]
Rows = dict[str, list[Row]]

GAZETTE = row_key("feed", "https://gazette.example/rss")
HERALD = row_key("feed", "https://herald.example/atom")
LERANO = "gn:900001"
RUIZ = row_key("actor", "Ana Ruiz")
ARMY = row_key("actor", "Northern army")

# Astral and combining characters stand before every span: offsets that count anything but code
# points miss their words.
FIRST = (
    "🚨👩\u200d🚒 Cafe\u0301 news. Mayor Ana Ruiz said on Monday that shells hit Lerano. "
    '"The bridge is safe," she said, "and it stays open."'
)
DENIAL = "The Northern army denied on Tuesday that it had shelled Lerano."
DENIAL_LATER = f"{DENIAL} Talks are planned in Lerano next week."


def instant(day: int, hour: int = 8) -> datetime:
    """Return an instant of January 2026."""
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def span(text: str, words: str) -> tuple[int, int]:
    """Return where the words stand for the first time."""
    start = text.index(words)
    return start, start + len(words)


def source(source_id: str, name: str) -> Row:
    return {
        "source_id": source_id,
        "kind": "feed",
        "name": name,
        "url": f"https://{name.lower()}.example/rss",
        "last_polled_at": instant(21),
        "last_success_at": instant(21),
        "failure_count": 0,
        "last_outcome": "ok",
        "item_count": 2,
        "content": "auto",
        "skip_hours": [],
        "skip_days": [],
        "failure_weight": 0.0,
        "moved_count": 0,
    }


def revision(name: str, text: str, *, source_id: str, day: int, number: int = 1) -> Row:
    """Return a row of article_revisions."""
    article_id = row_key("article", name)
    return {
        "article_id": article_id,
        "revision": number,
        "document_id": row_key(article_id, content_hash(text)),
        "source_id": source_id,
        "url": f"https://news.example/{name}",
        "canonical_url": f"https://news.example/{name}",
        "title": f"Title of {name}",
        "authors": ["Jo Writer"],
        "agency": None,
        "published_at": instant(day),
        "published_basis": "feed",
        "modified_at": None,
        "first_seen_at": instant(day, 9),
        "fetched_at": instant(day, 9 + number),
        "language": "en",
        "text": text,
        "word_count": len(text.split()),
        "text_hash": content_hash(text),
        "is_partial": False,
        "partial_reason": None,
        "raw_ref": "raw/2026/01.warc.gz#0",
        "extract_method": "test-1",
        "annotate_method": "test-1",
        "added": [],
        "removed": [],
        "previous_title": None,
    }


def document(of: Row) -> Row:
    """Return the row of documents that a revision was read out of."""
    return {
        "document_id": of["document_id"],
        "article_id": of["article_id"],
        "source_id": of["source_id"],
        "name": of["url"],
        "url": of["url"],
        "canonical_url": of["canonical_url"],
        "media_type": "text/html",
        "body_hash": of["text_hash"],
        "byte_count": len(of["text"].encode()),
        "fetched_at": of["fetched_at"],
        "raw_ref": of["raw_ref"],
        "hint_authors": [],
        "hint_published_basis": "feed",
        "outcome": "loaded",
        "method": "test-1",
    }


def article(newest: Row, *, story_id: str | None = None, is_duplicate: bool = False) -> Row:
    """Return the row of articles for its newest revision."""
    left_out = ("added", "removed", "previous_title")
    shared = {name: value for name, value in newest.items() if name not in left_out}
    story = story_id or newest["article_id"]
    return {**shared, "story_id": story, "is_duplicate": is_duplicate}


def statement(of: Row, *spans: str, speaker: str, cue: str, **changes: Any) -> Row:
    """Return a statement whose content, speaker and cue are these words of the text."""
    text = of["text"]
    places = [span(text, words) for words in spans]
    speaker_start, speaker_end = span(text, speaker)
    cue_start, cue_end = span(text, cue)
    return {
        "statement_id": row_key(of["article_id"], of["revision"], "statement", places),
        "article_id": of["article_id"],
        "revision": of["revision"],
        "kind": "indirect",
        "content_spans": [{"start": start, "end": end} for start, end in places],
        "content": " … ".join(spans),
        "speaker_text": speaker,
        "speaker_start": speaker_start,
        "speaker_end": speaker_end,
        "actor_id": RUIZ,
        "speaker_name": "Ana Ruiz",
        "speaker_role": "mayor",
        "is_anonymous": False,
        "cue_text": cue,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "cue_lemma": "say",
        "act": "say",
        "is_negated": False,
        "said_date_start": date(2026, 1, 19),
        "said_date_end": date(2026, 1, 19),
        "said_date_basis": "relative",
        "confidence": 0.9,
        "method": "test-1",
        **changes,
    }


def side(of: Row, words: str, actor_id: str | None) -> Row:
    """Return one side of an event."""
    start, end = span(of["text"], words)
    return {
        "text": words,
        "start": start,
        "end": end,
        "actor_id": actor_id,
        "country_code": None,
        "sector": None,
    }


def event(of: Row, trigger: str, sentence: str, **changes: Any) -> Row:
    """Return an event whose trigger and sentence are these words of the text."""
    trigger_start, trigger_end = span(of["text"], trigger)
    sentence_start, sentence_end = span(of["text"], sentence)
    event_id = row_key(of["article_id"], of["revision"], "event", trigger_start)
    return {
        "event_id": event_id,
        "article_id": of["article_id"],
        "revision": of["revision"],
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
        "event_type": "ASSAULT",
        "event_mode": None,
        "contexts": ["military"],
        "cameo_root": "19",
        "quad_class": 4,
        "intensity": -9.0,
        "trigger_text": trigger,
        "trigger_start": trigger_start,
        "trigger_end": trigger_end,
        "sources": [],
        "targets": [],
        "is_reciprocal": False,
        "occurrence": "happened",
        "assertion": "asserted",
        "date_start": date(2026, 1, 19),
        "date_end": date(2026, 1, 19),
        "date_precision": "day",
        "date_basis": "relative",
        "place_id": LERANO,
        "place_basis": "clause",
        "is_lead": False,
        "confidence": 0.8,
        "method": "test-1",
        "event_group_id": event_id,
        **changes,
    }


def place_mention(of: Row, words: str, **changes: Any) -> Row:
    """Return a mention of the place that these words of the text name."""
    start, end = span(of["text"], words)
    return {
        "mention_id": row_key(of["article_id"], of["revision"], "place", start),
        "article_id": of["article_id"],
        "revision": of["revision"],
        "start": start,
        "end": end,
        "text": words,
        "place_id": LERANO,
        "is_metonym": False,
        "is_demonym": False,
        "role": "event",
        "confidence": 0.9,
        "method": "test-1",
        **changes,
    }


def date_mention(of: Row, words: str, day: date, **changes: Any) -> Row:
    """Return a time expression that means one day."""
    start, end = span(of["text"], words)
    return {
        "mention_id": row_key(of["article_id"], of["revision"], "date", start),
        "article_id": of["article_id"],
        "revision": of["revision"],
        "start": start,
        "end": end,
        "text": words,
        "type": "DATE",
        "value": day.isoformat(),
        "date_start": day,
        "date_end": day,
        "precision": "day",
        "basis": "relative",
        "method": "test-1",
        **changes,
    }


def actor(actor_id: str, name: str, kind: str = "person") -> Row:
    """Return a row of actors."""
    return {
        "actor_id": actor_id,
        "name": name,
        "kind": kind,
        "aliases": [name],
        "role": None,
        "country_code": "ES",
        "sector": "government",
        "first_seen_at": instant(19),
        "last_seen_at": instant(21),
    }


def actor_mention(of: Row, given: Row) -> Row:
    """Return the row of actor_mentions for an actor of one revision."""
    left_out = ("first_seen_at", "last_seen_at")
    named = {name: value for name, value in given.items() if name not in left_out}
    return {"article_id": of["article_id"], "revision": of["revision"], **named}


def place() -> Row:
    """Return the place that all texts name."""
    return {
        "place_id": LERANO,
        "name": "Lerano",
        "kind": "city",
        "latitude": 41.5,
        "longitude": -3.25,
        "country_code": "ES",
        "admin1_code": "07",
        "admin1_name": "Norland",
        "population": 41000,
        "geonames_id": 900001,
        "wikidata_id": "Q1",
    }


def corpus() -> Rows:
    """Return rows of all tables: a report, its copy elsewhere, and a denial in two revisions."""
    report = revision("report", FIRST, source_id=GAZETTE, day=19)
    copy = revision("copy", FIRST, source_id=HERALD, day=20)
    denial = revision("denial", DENIAL, source_id=HERALD, day=21)
    later = revision("denial", DENIAL_LATER, source_id=HERALD, day=21, number=2)
    later["added"] = ["Talks are planned in Lerano next week."]
    story = min(report["article_id"], copy["article_id"])
    ruiz = actor(RUIZ, "Ana Ruiz")
    army = actor(ARMY, "Northern army", "organisation")
    revisions = [report, copy, denial, later]
    return {
        "sources": [source(GAZETTE, "Gazette"), source(HERALD, "Herald")],
        "documents": [document(of) for of in revisions],
        "article_revisions": revisions,
        "articles": [
            article(report, story_id=story),
            article(copy, story_id=story, is_duplicate=True),
            article(later),
        ],
        "statements": [_said(of) for of in (report, copy)]
        + [_quoted(of) for of in (report, copy)]
        + [_denied(of) for of in (denial, later)],
        "events": _grouped([_shelled(of) for of in revisions]) + [_planned(later)],
        "places": [place()],
        "place_mentions": [place_mention(of, "Lerano") for of in revisions],
        "date_mentions": [date_mention(of, "Monday", date(2026, 1, 19)) for of in (report, copy)]
        + [date_mention(of, "Tuesday", date(2026, 1, 20)) for of in (denial, later)],
        "actors": [ruiz, army],
        "actor_mentions": [actor_mention(of, ruiz) for of in (report, copy)]
        + [actor_mention(of, army) for of in (denial, later)],
    }


def run(day: int, *, outcome: str = "done") -> Row:
    """Return a row of runs."""
    return {
        "run_id": str(day),
        "started_at": instant(day, 1),
        "finished_at": instant(day, 23),
        "outcome": outcome,
        "version": "1",
        "stages": [],
    }


def rejected(name: str) -> Row:
    """Return a row of quarantine."""
    return {
        "quarantine_id": row_key("extract", name),
        "stage": "extract",
        "item": name,
        "reason": "no_article",
        "message": f"{name}: no article was found; look at the page",
        "first_seen_at": instant(19),
        "last_seen_at": instant(20),
        "retry": "dateline retry extract",
    }


def example(name: str, number: int) -> Rows:
    """Return one article with rows of every table that belong to it alone."""
    report = revision(name, FIRST, source_id=row_key("feed", name), day=19)
    speaker = actor(row_key("actor", name), f"Speaker of {name}")
    named = {"place_id": f"gn:{number}"}
    spoken = {"actor_id": speaker["actor_id"], "speaker_name": speaker["name"]}
    said = {**_said(report), **spoken}
    return {
        "sources": [source(report["source_id"], name)],
        "documents": [document(report)],
        "article_revisions": [report],
        "articles": [article(report)],
        "statements": [said, {**_quoted(report), **spoken}],
        "events": [
            {
                **_shelled(report),
                **named,
                "claimant_actor_id": speaker["actor_id"],
                "sources": [side(report, "Mayor Ana Ruiz", speaker["actor_id"])],
            }
        ],
        "places": [{**place(), **named, "geonames_id": number, "name": f"Place of {name}"}],
        "place_mentions": [place_mention(report, "Lerano", **named)],
        "date_mentions": [date_mention(report, "Monday", date(2026, 1, 19))],
        "actors": [speaker],
        "actor_mentions": [actor_mention(report, speaker)],
        "quarantine": [rejected(name)],
    }


def stage(connection: Connection, rows: Rows) -> None:
    """Insert rows as a run does: sources and documents are accepted at once, the rest is staged."""
    at_once: Rows = {table: rows[table] for table in ("sources", "documents") if table in rows}
    fill(connection, at_once)
    staged = {table: listed for table, listed in rows.items() if table not in at_once}
    fill(connection, staged, schema="staged")


def sayings(of: Row) -> list[Row]:
    """Return the two statements of a text that is FIRST."""
    return [_said(of), _quoted(of)]


def _said(of: Row) -> Row:
    return statement(of, "that shells hit Lerano", speaker="Mayor Ana Ruiz", cue="said")


def _quoted(of: Row) -> Row:
    spans = ('"The bridge is safe,"', '"and it stays open."')
    return statement(of, *spans, speaker="she", cue="said", kind="direct", act="promise")


def _denied(of: Row) -> Row:
    words = "that it had shelled Lerano"
    speaker = "The Northern army"
    return statement(
        of,
        words,
        speaker=speaker,
        cue="denied",
        cue_lemma="deny",
        act="deny",
        actor_id=ARMY,
        speaker_name="Northern army",
        speaker_role=None,
        other_speakers=(),
    )


def _shelled(of: Row) -> Row:
    if of["text"] == FIRST:
        sentence = "Mayor Ana Ruiz said on Monday that shells hit Lerano."
        claimant = {"claimant_actor_id": RUIZ, "claimant_name": "Ana Ruiz"}
        stated = {"assertion": "claimed", "statement_id": _said(of)["statement_id"], **claimant}
        date_start, date_end = span(FIRST, "Monday")
        dated = {"date_text_start": date_start, "date_text_end": date_end}
        return event(of, "hit", sentence, targets=[side(of, "Lerano", None)], **stated, **dated)
    claimant = {"claimant_actor_id": ARMY, "claimant_name": "Northern army"}
    return event(
        of,
        "shelled",
        DENIAL,
        sources=[side(of, "The Northern army", ARMY)],
        occurrence="denied",
        assertion="claimed",
        statement_id=_denied(of)["statement_id"],
        **claimant,
    )


def _planned(of: Row) -> Row:
    sentence = "Talks are planned in Lerano next week."
    week = {"date_start": date(2026, 1, 26), "date_end": date(2026, 2, 1)}
    kind = {"event_type": "CONSULT", "cameo_root": "04", "quad_class": 1, "intensity": 1.0}
    return event(of, "Talks", sentence, occurrence="planned", date_precision="week", **week, **kind)


def _grouped(events: list[Row]) -> list[Row]:
    group = min(row["event_id"] for row in events)
    return [{**row, "event_group_id": group} for row in events]


def fill(connection: Connection, rows: Rows, *, schema: str = "main") -> None:
    """Insert the rows into the tables of a schema."""
    connection.execute("begin")
    for table, listed in rows.items():
        for row in listed:
            if table in ("articles", "article_revisions") and "told_on" not in row:
                row = {**row, "told_on": (row["published_at"] or row["first_seen_at"]).date()}
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(
                f"insert into {schema}.{table} ({columns}) values ({marks})", list(row.values())
            )
    for table in ("statements", "events", "place_mentions", "date_mentions", "actor_mentions"):
        if table in rows:
            connection.execute(
                f"update {schema}.{table} set told_on = revised.told_on "
                f"from {schema}.article_revisions as revised "
                f"where {table}.told_on is null and {table}.article_id = revised.article_id "
                f"and {table}.revision = revised.revision"
            )
    connection.execute("commit")


def create(connection: Connection) -> None:
    """Create the accepted tables, and the empty ones that a run fills."""
    store.create_tables(connection)
    store.run_file(connection, paths.SQL / "normalize" / "staging.sql")
