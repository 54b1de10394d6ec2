"""An article that was edited days after its publication goes through whole runs, as WARC has it."""

from datetime import UTC, date, datetime, timedelta

from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.records import Fetch
from tests.e2e.conftest import Newsroom
from tests.e2e.test_seeds import published_bytes

URL = "https://harbour.example/2026/03/crane-falls"
PUBLISHED = datetime(2026, 3, 6, 10, tzinfo=UTC)  # a Friday
FIRST = (
    "A crane fell on the western quay of Norvik on Friday and two dockers were injured.",
    "The port was closed on Tuesday for a day, when the same crane had begun to sway.",
    "Inspectors from the capital are looking at the other cranes, the port authority said.",
    "Ships that were bound for Norvik have been sent to Aldane, and the ferries to Elva.",
    "The crane was built in 1987 and was to be replaced in the summer of next year.",
)
SECOND = (
    FIRST[0].replace("western quay", "eastern quay"),
    *FIRST[1:],
    "A third docker was killed by a falling cable, the mayor Ana Aasvik said on Tuesday.",
    "Divers found the cable yesterday.",
)
EDITED = PUBLISHED + timedelta(days=5)  # the Wednesday after


def page(sentences: tuple[str, ...]) -> bytes:
    """Return the article as a page that names its first publication, and no change."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        "<!doctype html><html lang='en'><head><title>Crane falls in Norvik</title>"
        f"<meta property='article:published_time' content='{PUBLISHED.isoformat()}'></head>"
        f"<body><article><h1>Crane falls in Norvik</h1>{paragraphs}</article></body></html>"
    ).encode()


def test_what_an_edit_adds_is_read_by_its_own_day(newsroom: Newsroom) -> None:
    for at, sentences in ((PUBLISHED, FIRST), (EDITED, SECOND)):
        folder = newsroom.folder / f"crawled-{at:%d}"
        with Archive(folder, now=at) as archive:
            fetch = Fetch(URL, "page", None, at, 0.1, "ok", 200)
            headers = (("Content-Type", "text/html"),)
            archive.write_response(Answer(fetch, headers, page(sentences)))
        newsroom.dateline("run", "--warc", str(folder))
    days = newsroom.ask(
        "select d.text, date_start from date_mentions as d "
        "join articles using (article_id, revision) "
        "where type = 'DATE' and d.text in ('Friday', 'Tuesday', 'yesterday') order by \"start\""
    )
    assert days == [
        ("Friday", date(2026, 3, 6)),
        ("Tuesday", date(2026, 3, 3)),
        ("Tuesday", date(2026, 3, 10)),
        ("yesterday", date(2026, 3, 10)),
    ]
    assert newsroom.ask(
        "select date_start, date_basis from events join articles using (article_id, revision) "
        "where trigger_text in ('killed', 'falling')"  # one event, by either word
    ) == [(date(2026, 3, 10), "relative")]
    before = published_bytes(newsroom)
    for stage in ("annotate", "extract"):
        newsroom.dateline("reprocess", "--stage", stage)
        assert published_bytes(newsroom) == before, stage
