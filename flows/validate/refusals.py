"""A failed report goes in; the revisions to set aside come out, or the refusal of the whole batch.

A row that fails a critical expectation takes the revision that it was read out of with it: what
else was read out of that text is no surer, and rows refer to one another within a text only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flows import store
from flows.errors import BadTable
from flows.records import Rejected
from flows.store import Connection
from flows.validate.report import CRITICAL, Outcome, Report

MOST_SHARE = 0.05  # more failing texts than one in twenty mean a broken stage, not broken texts
ALWAYS_ALLOWED = 1  # one bad text never stops a batch, however small the batch
# How a failing row leads to the texts that it was read out of.
TEXTS_OF = {
    "places": """
        select article_id, revision from {schema}.place_mentions where place_id = $1
        union
        select article_id, revision from {schema}.events where place_id = $1
    """,
    "actors": "select article_id, revision from {schema}.actor_mentions where actor_id = $1",
    "articles": "select article_id, revision from {schema}.articles where article_id = $1",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One revision that may not be accepted, and the record of it for quarantine."""

    article_id: str
    revision: int
    rejected: Rejected


def refusals(
    connection: Connection, report: Report, *, most_share: float = MOST_SHARE
) -> tuple[Refusal, ...]:
    """Return the revisions that critical failures lead to; without them the batch may pass.

    The caller takes them out of the staged tables, groups the rest anew and validates again: a
    failure that names two hundred rows may have more.

    Raises:
        BadTable: a failure is not that of single texts, or of more texts than the share allows.
    """
    found: dict[tuple[str, int], Outcome] = {}
    for outcome in report.failures(CRITICAL):
        for text in _texts(connection, report, outcome):
            found.setdefault(text, outcome)
    counted = f"select count(*) from {report.schema}.article_revisions"
    staged_count = int(store.ask_value(connection, counted))
    if len(found) > max(ALWAYS_ALLOWED, most_share * staged_count):
        raise BadTable(
            f"{len(found)} of {staged_count} texts fail critical expectations, more than "
            f"{most_share:.0%}: a stage is broken, nothing was published. {_told(report)}"
        )
    return tuple(_refusal(connection, report, text, found[text]) for text in sorted(found))


def _texts(connection: Connection, report: Report, outcome: Outcome) -> set[tuple[str, int]]:
    if outcome.error is not None or not outcome.rows:
        raise BadTable(f"{outcome.sentence()} Nothing was published.")
    key = store.table_key(outcome.table)
    if key[:2] == ["article_id", "revision"]:
        return {(row[0], int(row[1])) for row in outcome.rows}
    query = TEXTS_OF.get(outcome.table) or (
        f"select article_id, revision from {{schema}}.{outcome.table} where {key[0]} = $1"
    )
    if outcome.table in ("sources", "quarantine"):
        raise BadTable(f"{outcome.sentence()} Nothing was published.")
    texts = set()
    for row in outcome.rows:
        texts |= set(connection.execute(query.format(schema=report.schema), [row[0]]).fetchall())
    if not texts:
        raise BadTable(f"{outcome.sentence()} No text leads there; nothing was published.")
    return texts


def _refusal(
    connection: Connection, report: Report, text: tuple[str, int], outcome: Outcome
) -> Refusal:
    row = connection.execute(
        f"select coalesce(url, document_id), source_id, document_id, raw_ref "
        f"from {report.schema}.article_revisions where article_id = ? and revision = ?",
        list(text),
    ).fetchone()
    item, source_id, document_id, raw_ref = row or (text[0], None, None, None)
    return Refusal(
        article_id=text[0],
        revision=text[1],
        rejected=Rejected(
            stage="validate",
            item=item,
            reason=outcome.name,
            message=f"{item}: {outcome.sentence()}",
            source_id=source_id,
            document_id=document_id,
            raw_ref=raw_ref,
        ),
    )


def _told(report: Report) -> str:
    by_name: Mapping[str, int] = {
        f"{o.table}.{o.name}": o.unexpected_count for o in report.failures(CRITICAL)
    }
    return ", ".join(f"{name} ({count} rows)" for name, count in sorted(by_name.items()))
