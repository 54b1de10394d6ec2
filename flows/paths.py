"""Every path of the project and of a warehouse; imports nothing of ours."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQL = ROOT / "sql"
NORMALIZE = SQL / "normalize"  # what staged and accepted tables go through
CHANGES = SQL / "changes"  # what a change makes anew of what is published
QUESTIONS = SQL / "work"  # what runs ask of their own tables
EXPECTATIONS = ROOT / "expectations"
SEEDS = ROOT / "seeds"
WAREHOUSE = ROOT / "warehouse"


@dataclass(frozen=True, slots=True)
class Seeds:
    """Where an operator puts what is to be read, and the list of feeds."""

    folder: Path

    @property
    def articles(self) -> Path:
        """Documents that are read as they are."""
        return self.folder / "articles"

    @property
    def manifest(self) -> Path:
        """What is known of these documents."""
        return self.folder / "manifest.csv"

    @property
    def feeds(self) -> Path:
        """The feeds that are polled."""
        return self.folder / "feeds.opml"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where one warehouse keeps what: the run's own files and the readers'."""

    folder: Path

    @property
    def raw(self) -> Path:
        """The archive of original bytes (WARC); written once, never edited."""
        return self.folder / "raw"

    @property
    def work(self) -> Path:
        """The database that runs write; nobody else opens it."""
        return self.folder / "work.duckdb"

    @property
    def news(self) -> Path:
        """The database that analysts open; replaced whole by each publication."""
        return self.folder / "news.duckdb"

    @property
    def marts(self) -> Path:
        """Numbered versions of the Parquet marts, and `latest`."""
        return self.folder / "marts"

    @property
    def reports(self) -> Path:
        """Data Docs and the state of the last run."""
        return self.folder / "reports"

    @property
    def docs(self) -> Path:
        """What the expectations found in the last run, as one page."""
        return self.reports / "index.html"

    @property
    def briefing(self) -> Path:
        """What is new, as one page for people."""
        return self.reports / "briefing.html"

    @property
    def tombstones(self) -> Path:
        """What was taken down, beside the archive, which outlives the database."""
        return self.raw / "tombstones.json"

    @property
    def search(self) -> Path:
        """The full-text index of the published texts, built when somebody searches."""
        return self.folder / "search.duckdb"

    @property
    def parcels(self) -> Path:
        """What goes to a cluster's workers and comes back, unless other storage is set."""
        return self.folder / "parcels"

    @property
    def status(self) -> Path:
        """What the last run left for `dateline status`, as JSON."""
        return self.reports / "status.json"

    @property
    def history(self) -> Path:
        """The last runs that ended, as JSON."""
        return self.reports / "runs.json"

    @property
    def feeds(self) -> Path:
        """How every feed was doing when it was last polled, as JSON."""
        return self.reports / "feeds.json"

    @property
    def lock(self) -> Path:
        """Held by the one process that may write here."""
        return self.folder / "run.lock"

    @property
    def prefect(self) -> Path:
        """Prefect's home: its database and logs stay inside the warehouse."""
        return self.folder / "prefect"


def blocks_of(database: Path) -> Path:
    """Return where the blocks of signatures stand that are made of a work database."""
    return database.with_suffix(".blocks")


def days_of(database: Path) -> Path:
    """Return where the days of keys stand that are made of a work database."""
    return database.with_suffix(".days")
