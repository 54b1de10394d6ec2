"""Outcomes of expectations go in; a report that decides on publication comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flows.errors import BadTable

CRITICAL = "critical"
WARNING = "warning"
KEYS_KEPT = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one expectation of one table."""

    table: str
    name: str
    severity: str  # critical stops publication, warning is shown
    success: bool
    unexpected_count: int  # failing rows; 1 where the table as a whole fails
    keys: tuple[str, ...]  # of the failing rows, the first twenty
    notes: str  # what would break without the expectation
    type: str = ""
    observed: str | None = None  # what was seen, where the table as a whole is judged
    error: str | None = None  # why it could not be asked at all
    rows: tuple[tuple[str, ...], ...] = ()  # keys of the failing rows, as the table has them

    def sentence(self) -> str:
        """Return the failure as one sentence for a person."""
        if self.error is not None:
            return f"{self.table}.{self.name} could not be checked: {self.error}"
        if not self.keys and self.observed is not None:
            return f"{self.table}.{self.name} (seen: {self.observed}): {self.notes}"
        rows = "row" if self.unexpected_count == 1 else "rows"
        shown = "; ".join(self.keys) or "the table as a whole"
        more = self.unexpected_count - len(self.keys)
        rest = f" and {more} more" if self.keys and more > 0 else ""
        return (
            f"{self.table}.{self.name}: {self.unexpected_count} {rows} ({shown}{rest}). "
            f"{self.notes}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all suites over what one run wrote."""

    schema: str
    outcomes: tuple[Outcome, ...]
    row_counts: dict[str, int]  # rows of each table that has a suite
    skipped: tuple[str, ...]  # tables that hold nothing to check
    set_aside: tuple[Outcome, ...] = ()  # critical failures whose texts left the batch

    def failures(self, severity: str | None = None) -> tuple[Outcome, ...]:
        """Return what failed, all of it or that of one severity."""
        return tuple(
            outcome
            for outcome in self.outcomes
            if not outcome.success and severity in (None, outcome.severity)
        )

    @property
    def success(self) -> bool:
        """Nothing critical failed: what the run wrote may be published."""
        return not self.failures(CRITICAL)

    def raise_for_critical(self) -> None:
        """Refuse the tables if anything critical failed.

        Raises:
            BadTable: naming each table, the expectation, its note and the keys of the rows.
        """
        failed = self.failures(CRITICAL)
        if failed:
            raise BadTable(
                f"{_counted(len(failed), 'critical expectation')} failed, nothing was published: "
                + " | ".join(outcome.sentence() for outcome in failed)
            )

    def summary(self) -> dict[str, Any]:
        """Return what a version's manifest keeps: counts, and what failed, without a clock."""
        return {
            "checked": len(self.outcomes),
            "critical_failed": len(self.failures(CRITICAL)),
            "warning_failed": len(self.failures(WARNING)),
            "set_aside": sorted({f"{o.table}.{o.name}" for o in self.set_aside}),
            "failed": sorted(f"{outcome.table}.{outcome.name}" for outcome in self.failures()),
            "row_counts": dict(sorted(self.row_counts.items())),
        }


def row_keys(rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return the first failing rows as text: column=value, each value cut to eighty characters."""
    texts = (", ".join(f"{name}={_short(value)}" for name, value in row.items()) for row in rows)
    return tuple(sorted(set(texts))[:KEYS_KEPT])


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
