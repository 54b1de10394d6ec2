"""What finders of triggers hand to those who ask when, where, whether and how many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger with its type and sides, before anybody asks whether and when it happened.

    `head` is the token number of the trigger's head, `used` those of the words that the pattern
    took as parts of the trigger.
    """

    event_type: str
    mode: str
    head: int
    trigger: tuple[int, int]
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    is_reciprocal: bool
    confidence: float
    used: frozenset[int] = frozenset()
    source_heads: tuple[int, ...] = ()
    target_heads: tuple[int, ...] = ()
