"""What finders of triggers hand to those who ask when, where, whether and how many."""

from dataclasses import dataclass, replace

Sides = dict[int, tuple[int, int]]  # token number of a side's head: where its words stand


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

    @property
    def source_sides(self) -> Sides:
        """Who does it."""
        return dict(zip(self.source_heads, self.sources, strict=True))

    @property
    def target_sides(self) -> Sides:
        """Whom it is done to."""
        return dict(zip(self.target_heads, self.targets, strict=True))


def with_sides(found: Found, sources: Sides, targets: Sides) -> Found:
    """Return the event with these sides, itself where it has them already."""
    if tuple(sources) == found.source_heads and tuple(targets) == found.target_heads:
        return found
    return replace(
        found,
        sources=tuple(sources.values()),
        source_heads=tuple(sources),
        targets=tuple(targets.values()),
        target_heads=tuple(targets),
    )
