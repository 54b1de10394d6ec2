"""A language tag goes in, as pages and feeds write them; its ISO 639-1 code comes out."""

import re


def language_code(tag: str | None) -> str | None:
    """Return the two letters of a tag such as "en-GB" or "pt_BR", None where it has none."""
    found = re.match(r"([a-z]{2})(?:[-_]|$)", (tag or "").strip().lower())
    return found[1] if found else None
