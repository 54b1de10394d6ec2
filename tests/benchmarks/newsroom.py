"""A number of articles goes in; a work database that holds as many comes out, made by SQL alone.

A thousand articles a day, each with two statements, an event, a place, a date and a speaker. Names
recur as in a newspaper: the more articles, the fewer of them name somebody new.
"""

from flows.store import Connection
from tests import rows

START = "timestamptz '2020-01-01 00:00:00'"
SECONDS_APART = 86.4  # a thousand a day
# What differs from article to article; {i} is its number. All else is copied from one example.
ARTICLE = "left(md5('article' || {i}), 24)"
WHEN = f"{START} + to_seconds({{i}} * {SECONDS_APART})"
ACTOR = "left(md5('actor' || (hash({i}) % (1 + floor(20 * sqrt({i})))::bigint)), 24)"
PLACE = "concat('gn:', 100000 + hash({i} + 7) % (1 + floor(5 * sqrt({i})))::bigint)"
TIMES = {"published_at": WHEN, "first_seen_at": WHEN, "fetched_at": WHEN}
DAY = f"({WHEN})::date"
CHANGES = {
    "article_revisions": {"text": "text || ' Number ' || {i} || '.'", **TIMES},
    "articles": {"text": "text || ' Number ' || {i} || '.'", "story_id": ARTICLE, **TIMES},
    "documents": {"document_id": ARTICLE, "fetched_at": WHEN},
    "statements": {"statement_id": "left(md5(statement_id || {i}), 24)", "actor_id": ACTOR},
    "events": {
        "event_id": "left(md5(event_id || {i}), 24)",
        "event_group_id": "left(md5(event_id || {i}), 24)",
        "claimant_actor_id": ACTOR,
        "place_id": PLACE,
        "date_start": DAY,
        "date_end": DAY,
    },
    "place_mentions": {"mention_id": "left(md5(mention_id || {i}), 24)", "place_id": PLACE},
    "date_mentions": {"mention_id": "left(md5(mention_id || {i}), 24)"},
    "actor_mentions": {"actor_id": ACTOR},
}


def prepare(connection: Connection) -> None:
    """Create the tables, and the example that every article is a copy of."""
    rows.create(connection)
    rows.stage(connection, rows.example("example", 1))
    connection.execute("insert into staged.quarantine from staged.quarantine limit 0")
    connection.execute("create schema example")
    for table in CHANGES:
        home = "main" if table == "documents" else "staged"
        connection.execute(f"create table example.{table} as from {home}.{table}")
    for table in ("actors", "places"):
        connection.execute(f"create table example.{table} as from staged.{table}")
    connection.execute("delete from main.documents")


def add_articles(connection: Connection, first: int, last: int) -> None:
    """Accept the articles of these numbers, and the actors and places that they are first to name.

    Their statements, events and mentions point at them.
    """
    numbers = f"(select i from range({first}, {last}) as numbers (i))"
    for table, changes in CHANGES.items():
        changed = {"article_id": ARTICLE, **changes}
        listed = ", ".join(f"{sql.format(i='i')} as {name}" for name, sql in changed.items())
        connection.execute(
            f"insert into main.{table} by name "
            f"select example.* replace ({listed}) from example.{table} as example, {numbers}"
        )
    for table, key, sql in (("actors", "actor_id", ACTOR), ("places", "place_id", PLACE)):
        connection.execute(
            f"insert into main.{table} by name "
            f"select example.* replace (named.id as {key}) from example.{table} as example, "
            f"(select distinct {sql.format(i='i')} as id from {numbers}) as named "
            f"where named.id not in (select {key} from main.{table})"
        )
