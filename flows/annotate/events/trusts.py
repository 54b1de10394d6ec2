"""A pattern's finding in; how often such findings were right in labelled sentences out."""

from collections.abc import Mapping

from flows.annotate.events.found import Found
from flows.annotate.text.words import Doc

UNKNOWN = 0.5  # of a pattern of which nothing is known


def keys_of(found: Found, doc: Doc) -> tuple[str, str]:
    """Return what a pattern, and a pattern at this word, is known by."""
    pattern = f"{found.event_type} {found.mode}"
    return pattern, f"{pattern} {doc[found.head].lemma_.lower().replace(' ', '')}"


def trust(found: Found, doc: Doc, trusts: Mapping[str, float]) -> float:
    """Return the share of such findings that were right (`flows/train/event_trusts.py`)."""
    pattern, own = keys_of(found, doc)
    return trusts.get(own, trusts.get(pattern, trusts.get("", UNKNOWN)))
