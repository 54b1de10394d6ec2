"""A warehouse goes in; readers get what is accepted once more, or an earlier version again."""

import re
from datetime import datetime

from flows import lock, paths, steps
from flows.errors import BadSettings
from flows.settings import Settings

VERSION = re.compile(r"^v?0*(\d{1,9})$")


def publish_again(settings: Settings, *, now: datetime, is_full: bool = False) -> str:
    """Publish the accepted tables, also where nothing came in since; say what came of it."""
    with steps.recorded(settings, now=now) as book:
        book.add(steps.publish(settings, book, is_full=is_full))
    if book.published_version is None:
        return "nothing has changed since the last version"
    return f"{book.published_version} published"


def roll_back(settings: Settings, *, to: str = "") -> str:
    """Show readers the version before the latest, or the one named, until the next publication."""
    from flows.publish import manifest
    from flows.publish.database import publish_database

    warehouse = paths.Warehouse(settings.warehouse)
    match = VERSION.match(to)
    if to and match is None:
        raise BadSettings(f"--to {to!r}: a version is called v000012")
    with lock.held(warehouse.lock, wait_seconds=settings.wait_seconds):
        version = manifest.roll_back(warehouse.marts, to=int(match[1]) if match else None)
        publish_database(warehouse.news, version)
        notes = steps.show_published(warehouse, version.name)
    return "\n".join([f"{version.name} is the latest again, until the next publication", *notes])
