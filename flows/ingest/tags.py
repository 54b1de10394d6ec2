"""The bytes of a page go in, its start tags of some kinds come out, in linear time."""

import html
import re
from collections.abc import Iterator

ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
MAX_BYTES = 2_000_000


def start_tags(
    body: bytes, *names: str, max_bytes: int = MAX_BYTES
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes (names lower case) of the start tags of these names, in order."""
    text = body[:max_bytes].decode("utf-8", "replace")
    for match in re.finditer(rf"<({'|'.join(names)})\s([^<>]{{0,4000}})>", text, re.IGNORECASE):
        found: dict[str, str] = {}
        for attribute in ATTRIBUTE.finditer(match[2]):
            value = attribute[2] or attribute[3] or attribute[4] or ""
            found.setdefault(attribute[1].lower(), html.unescape(value).strip())
        yield match[1].lower(), found
