"""A charset's label goes in, as pages and servers write it; the codec that reads it comes out."""

from functools import cache

from flows.lists import read_rows


def web_codec(label: str) -> str:
    """Return the name of the codec by which browsers read a charset: of Latin-1 Windows-1252.

    Labels that the HTML standard reads as Python does, or that nobody knows, are returned as they
    are, in lower case.
    """
    name = label.strip().lower()
    return _codecs().get(name, name)


@cache
def _codecs() -> dict[str, str]:
    return {row["label"]: row["codec"] for row in read_rows("charsets")}
