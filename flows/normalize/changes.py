"""A change to the accepted tables goes in; what the next publication makes anew is noted with it.

Both stand in one transaction: what is noted can never lag behind what is stored.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flows import paths, store
from flows.normalize import likeness


@contextmanager
def noted(connection: store.Connection, which: str) -> Iterator[None]:
    """Let the block change the articles that a file of sql/changes/ names, and note the change.

    All of it stands, or nothing does.
    """
    connection.begin()
    try:
        store.run_file(connection, paths.CHANGES / f"{which}.sql")
        store.run_file(connection, paths.CHANGES / "note.sql")
        yield
        store.run_file(connection, paths.CHANGES / "note.sql")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def note_documents(connection: store.Connection, document_ids: Sequence[str]) -> None:
    """Note that these bodies, as they stand, are new or wait again."""
    if not document_ids:
        return
    connection.execute(
        "insert into main.changes select distinct 'fetched_on', null, (fetched_at)::date "
        "from main.documents where document_id in (select unnest($1))",
        [list(document_ids)],
    )


def forget(connection: store.Connection) -> None:
    """Take whatever has a tombstone out of every table."""
    store.lift_limit(connection)
    with noted(connection, "forgotten"):
        store.run_file(connection, paths.NORMALIZE / "forget.sql")
        likeness.forget_texts(connection)


def wait_again(connection: store.Connection) -> None:
    """Send the articles of temp table asked_again back to waiting, whole."""
    store.lift_limit(connection)
    with noted(connection, "waiting"):
        store.run_file(connection, paths.NORMALIZE / "wait_again.sql")
