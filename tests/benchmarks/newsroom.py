"""A number of articles goes in; a work database that holds as many comes out, made by SQL alone.

A thousand articles a day, as the development sets have them: some hundred to a thousand words, six
statements, five events, eight places, six actors and four dates each. Names recur as in a
newspaper: a few stand in every other article, and the more articles, the fewer name somebody new.
One article in seven repeats an earlier one of its day; one event in three is told before. Kinds of
events, countries, how exact dates are and how far from the day of their article, are as the
annotator finds them in real news (tests/data/found_in_news.json).

Beside what was read stands what a run keeps: signatures,
pages, sightings, and the requests of the last year, two for an article.
"""

import json
from pathlib import Path

from flows import paths, store
from flows.normalize import changes, models
from flows.store import Connection
from tests import rows

START = "timestamptz '2020-01-01 00:00:00'"
SECONDS_APART = 86.4  # a thousand a day
# What differs from row to row: {i} is the article's number, {k} the row's among those of its table.
ARTICLE = "left(md5('article' || {i}), 24)"
WHEN = f"{START} + to_seconds({{i}} * {SECONDS_APART})"
COPIED = "if({i} % 7 = 3, {i} - 2, {i})"
# Names by Zipf's law, out of as many as Heaps' law has for the articles until then.
RANK = (
    "floor(pow(1 + {many} * pow({{i}} + 1, 0.6), hash({{i}}, {{k}}, {salt}) / pow(2, 64)))::bigint"
)
ACTOR_RANK = RANK.format(many=30, salt=1)
PLACE_RANK = RANK.format(many=8, salt=2)
SPEAKER_RANK = ACTOR_RANK.replace("{k}", "{k} % 6")
ACTOR = f"left(md5('actor' || {ACTOR_RANK}), 24)"
SPEAKER = f"left(md5('actor' || {SPEAKER_RANK}), 24)"
TARGET = ACTOR.replace("{k}", "{k} + 50")
FOUND = json.loads((Path(__file__).parents[1] / "data" / "found_in_news.json").read_text())
COUNTRIES = FOUND["countries"]  # of places; half of all places are of the first
COUNTRY = (
    "if(hash({named}, 8) % 100 < 55, 'US', "
    f"({COUNTRIES})[1 + floor(pow({len(COUNTRIES)}, hash({{named}}, 6) / pow(2, 64)))::int])"
)
KNOWN_COUNTRY = f"if(hash({{named}}, 9) % 100 < 79, null, {COUNTRY})"  # of who acts or suffers
OF_ACTOR = KNOWN_COUNTRY.format(named="{actor}")
SIDE = f"[struct_update({{side}}[1], actor_id := {{actor}}, country_code := {OF_ACTOR})]"
PLACE = f"concat('gn:', 900000000 + {PLACE_RANK})"
EVENT = "left(md5('event' || {i} || '.' || {k}), 24)"
SINCE = "(hash({i}, {k}) % 1500)::bigint"
TOLD = f"if({{i}} % 3 = 0 and {{i}} >= {SINCE}, {{i}} - {SINCE}, {{i}})"  # by whom first
GROUP = f"left(md5('event' || {TOLD} || '.' || {{k}}), 24)"
DAY = f"({WHEN})::date"


def days_before(spread: str) -> str:
    """Return the SQL of how many days a row's date lies before that of its article."""
    drawn = f"hash({{i}}, {{k}}, 3) % {sum(count for *_, count in FOUND[spread])}"
    within = "hash({i}, {k}, 4)"
    cases, below = [], 0
    for first, last, count in FOUND[spread]:
        below += count
        cases.append(f"when {drawn} < {below} then {first} + ({within} % {last - first + 1})::int")
    return f"(case {' '.join(cases)} end)"


def one_of(found: str, salt: int) -> str:
    """Return the SQL of one of these words, each as often as it was found."""
    listed = [word for word, count in FOUND[found].items() for _ in range(count // 10)]
    return f"({listed})[1 + (hash({{i}}, {{k}}, {salt}) % {len(listed)})::int]"


def by_exactness(**given: str) -> str:
    """Return the SQL of one of these, each as often as an event has such a date."""
    cases, below = [], 0
    for name, sql in given.items():
        below += FOUND["exactness"][name]
        cases.append(
            f"when hash({{i}}, {{k}}, 5) % {sum(FOUND['exactness'].values())} < {below} then {sql}"
        )
    return f"(case {' '.join(cases)} end)"


TEXT = (
    "text || ' ' || array_to_string(list_transform("
    f"range((20 + hash({COPIED}) % 80)::bigint), lambda x: md5(concat({COPIED}, '.', x))), ' ')"
)
EXACT_DAY = f"{DAY} - {days_before('dated_to_the_day')}"
VAGUE_DAY = f"{DAY} - {days_before('dated_vaguely')}"
FROM_MONTH, TO_MONTH = f"date_trunc('month', {VAGUE_DAY})::date", f"last_day({VAGUE_DAY})"
SAID_ON = f"if(hash({{i}}, {{k}}, 5) % 7739 < 597, {DAY} - {days_before('said')}, null)"
AT_ONCE = 100_000
TIMES = {"published_at": WHEN, "first_seen_at": WHEN, "fetched_at": WHEN, "told_on": DAY}
URL = "concat('https://news.example/2020/story-', md5('url' || {i}), '.html')"
TITLE = "concat('Title ', {i}, ' of ', md5('title' || {i}))"
NAMES = {"url": URL, "canonical_url": URL}
KEPT_DAYS = 365  # of requests
SOURCE = "left(md5('source' || {i} % 40), 24)"
STORY = "left(md5('article' || " + COPIED + "), 24)"
REVISION = {
    "text": TEXT,
    "title": TITLE,
    "source_id": SOURCE,
    "document_id": ARTICLE,
    **NAMES,
    **TIMES,
}
CHANGES: dict[str, tuple[int, dict[str, str]]] = {
    "article_revisions": (1, REVISION),
    "articles": (
        1,
        {
            **REVISION,
            "story_id": f"least({STORY}, {ARTICLE})",
            "is_duplicate": "{i} % 7 = 3",
        },
    ),
    "documents": (
        1,
        {
            "document_id": ARTICLE,
            "source_id": SOURCE,
            "fetched_at": WHEN,
            "name": URL,
            "body_hash": "md5('body' || {i})",
            **NAMES,
        },
    ),
    "statements": (
        3,  # of each of two
        {
            "statement_id": "left(md5(concat(statement_id, {i}, '.', {k})), 24)",
            "actor_id": SPEAKER,
            "content": "concat(content, ' ', md5(concat('said', {i}, '.', {k})))",
            "said_date_start": SAID_ON,
            "said_date_end": SAID_ON,
            "said_date_basis": f"if({SAID_ON} is null, null, said_date_basis)",
            "told_on": DAY,
        },
    ),
    "events": (
        5,
        {
            "event_id": EVENT,
            "event_group_id": f"least({EVENT}, {GROUP})",
            "event_type": one_of("types", 7),
            "occurrence": one_of("occurrences", 8),
            "is_lead": "{k} = 0 and hash({i}, 9) % 5 = 0",
            "sources": SIDE.format(side="sources", actor=ACTOR),
            "targets": SIDE.format(side="targets", actor=TARGET),
            "claimant_actor_id": SPEAKER,
            "statement_id": "null",
            "place_id": PLACE,
            "date_start": by_exactness(day=EXACT_DAY, vague=FROM_MONTH, published=DAY),
            "date_end": by_exactness(day=EXACT_DAY, vague=TO_MONTH, published=DAY),
            "date_precision": by_exactness(
                day="'day'", vague="'month'", published="'none'", none="'none'"
            ),
            "date_basis": by_exactness(
                day="'relative'", vague="'relative'", published="'publication'", none="'none'"
            ),
            "told_on": DAY,
        },
    ),
    "place_mentions": (
        8,
        {
            "mention_id": "left(md5(concat('place', {i}, '.', {k})), 24)",
            "place_id": PLACE,
            "told_on": DAY,
        },
    ),
    "date_mentions": (
        4,
        {"mention_id": "left(md5(concat('date', {i}, '.', {k})), 24)", "told_on": DAY},
    ),
    "actor_mentions": (6, {"actor_id": ACTOR, "told_on": DAY}),
}

OWN_NAMES = {  # of who is named: a third of all persons have a surname alone
    "actors": {
        "name": "if(hash(named.id, 7) % 3 = 0, left(named.id, 6), "
        "concat(right(named.id, 5), ' ', left(named.id, 6)))",
        "country_code": KNOWN_COUNTRY.format(named="named.id"),
    },
    "places": {
        "name": "concat('Place ', named.id)",
        "country_code": COUNTRY.format(named="named.id"),
    },
}
KEPT = {
    "article": ARTICLE,
    "day": DAY,
    "when": WHEN,
    "source": SOURCE,
    "url": URL,
    "title": TITLE,
    "signature": "list_transform(range(128), "
    f"lambda n: (hash({COPIED}, n) % 4294967296)::uinteger)",
}
NAMED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {  # and where who is named stands
    "actors": (
        "actor_id",
        (
            ("actor_mentions", "actor_id"),
            ("statements", "actor_id"),
            ("events", "claimant_actor_id"),
            ("events", "sources[1].actor_id"),
        ),
    ),
    "places": ("place_id", (("place_mentions", "place_id"), ("events", "place_id"))),
}


def prepare(connection: Connection) -> None:
    """Create the tables, and the example that every article is a copy of."""
    rows.create(connection)
    rows.stage(connection, rows.example("example", 1))
    connection.execute("create schema example")
    for table in CHANGES:
        home = "main" if table == "documents" else "staged"
        connection.execute(f"create table example.{table} as from {home}.{table}")
    for table in ("actors", "places"):
        connection.execute(f"create table example.{table} as from staged.{table}")
    connection.execute("delete from main.documents")
    store.run_file(connection, paths.SQL / "normalize" / "staging.sql")
    connection.execute(
        f"insert into main.sources by name select sources.* replace ("
        f"{SOURCE.format(i='i')} as source_id, 'Outlet ' || i as name) "
        "from main.sources, (select i from range(40) as numbers (i))"
    )


def fill(connection: Connection, last: int) -> None:
    """Store the articles of the numbers below, without a note of any change, as if published."""
    for first in range(0, last, AT_ONCE):
        _insert(connection, "main", first, min(first + AT_ONCE, last))
        _keep(connection, first, min(first + AT_ONCE, last), last)
    connection.execute(
        "insert into main.story_links select least(article_id, story_id), "
        "greatest(article_id, story_id), 1 from main.articles where article_id <> story_id"
    )
    connection.execute("checkpoint")


def add_articles(connection: Connection, first: int, last: int) -> None:
    """Stage and accept the articles of these numbers, as a run does."""
    store.run_file(connection, paths.SQL / "normalize" / "staging.sql")
    _insert(connection, "staged", first, last)
    keys = connection.execute(
        "select document_id from staged.article_revisions order by all"
    ).fetchall()
    changes.note_documents(connection, [key for (key,) in keys])
    models.accept(connection)


def _keep(connection: Connection, first: int, last: int, end: int) -> None:
    """Store what a run keeps of these articles, beside what was read out of them."""
    numbers = f"(select i from range({first}, {last}) as numbers (i))"
    given = {name: sql.format(i="i") for name, sql in KEPT.items()}
    connection.execute(
        f"insert into main.story_signatures by name select {given['article']} as article_id, "
        f"md5('text' || i) as text_hash, {given['day']} as seen_on, "
        f"{given['signature']} as signature from {numbers}"
    )
    connection.execute(
        f"insert into main.sightings by name select md5('sighting' || i) as sighting_id, "
        f"{given['source']} as source_id, {given['article']} as article_id, "
        f"md5('item' || i) as item_id, {given['url']} as url, {given['title']} as title, "
        f"[] as authors, {given['when']} as published_at, md5('print' || i) as fingerprint, "
        f"{given['when']} as first_seen_at, {given['when']} as last_seen_at from {numbers}"
    )
    connection.execute(
        f"insert into main.pages by name select {given['article']} as article_id, "
        f"{given['source']} as source_id, {given['url']} as url, {given['url']} as canonical_url, "
        f"md5('print' || i) as fingerprint, {given['when']} as first_seen_at, "
        f"{given['when']} as last_fetched_at, 1 as check_count, 0 as failure_count, "
        f"'ok' as last_outcome from {numbers}"
    )
    connection.execute(
        f"insert into main.fetches by name select md5(concat('fetch', i, purpose)) as fetch_id, "
        f"if(purpose = 'page', {given['url']}, 'https://news.example/feed/' || i % 40) as url, "
        f"purpose, {given['source']} as source_id, {given['when']} as started_at, "
        f"0.1 + hash(i, purpose) % 1000 / 1000 as seconds, 'ok' as outcome, 200 as status, "
        f"20000 + hash(i) % 100000 as byte_count from {numbers}, "
        f"(select unnest(['page', 'feed']) as purpose) where i >= {end} - {KEPT_DAYS} * 1000"
    )


def _insert(connection: Connection, schema: str, first: int, last: int) -> None:
    for table, (count, changed) in CHANGES.items():
        home = "main" if table == "documents" else schema
        given = {"article_id": ARTICLE, **changed}
        listed = ", ".join(f"{sql.format(i='i', k='k')} as {name}" for name, sql in given.items())
        once = "qualify row_number() over (partition by i, actor_id order by k) = 1"
        connection.execute(
            f"insert into {home}.{table} by name select replaced.* exclude (i, k) from ("
            f"select example.* replace ({listed}), i, k from example.{table} as example, "
            f"(select i from range({first}, {last}) as numbers (i)), "
            f"(select k from range({count}) as copies (k))) as replaced "
            f"{once if table == 'actor_mentions' else ''}"
        )
    for table, (key, homes) in NAMED.items():
        own = ", ".join(f"{sql} as {name}" for name, sql in OWN_NAMES[table].items())
        ids = " union ".join(f"select {name} as id from {schema}.{home}" for home, name in homes)
        connection.execute(
            f"insert into {schema}.{table} by name "
            f"select example.* replace (named.id as {key}, {own}) from example.{table} as example, "
            f"({ids}) as named where named.id is not null "
            f"and named.id not in (select {key} from main.{table})"
        )
