"""The heads of the learned annotator: which tags each has and where they stand in its output."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """One layer of tags over word pieces: outside, then begin and inside of each class."""

    name: str
    classes: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count the tags: outside, and two a class."""
        return 1 + 2 * len(self.classes)

    def begin(self, name: str) -> int:
        """Return the tag that begins a span of this class; the next one continues it."""
        return 1 + 2 * self.classes.index(name)


HEADS = (
    Head("statement", ("content", "cue", "source")),
    Head("toponym", ("toponym",)),
    Head("timex", ("DATE", "TIME", "DURATION", "SET")),
    Head("entity", ("person", "organisation", "group")),
    Head("role", ("source", "target")),
)
EVENT_TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
LINKS = (("content", "cue"), ("content", "source"), ("cue", "source"))
LINK_SIZE = 64


def head(name: str) -> Head:
    """Return the head of that name."""
    return next(h for h in HEADS if h.name == name)


def columns() -> dict[str, slice]:
    """Return where each head, the event types and the link vectors stand in a row of the output."""
    widths = [(h.name, h.size) for h in HEADS] + [("event", len(EVENT_TYPES))]
    widths += [(f"{a}>{b} {side}", LINK_SIZE) for a, b in LINKS for side in ("asks", "answers")]
    found, at = {}, 0
    for name, width in widths:
        found[name] = slice(at, at + width)
        at += width
    return found


def width() -> int:
    """Return the length of a row of the output."""
    return max(int(part.stop) for part in columns().values())
