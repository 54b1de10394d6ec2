"""Where redirects led goes in; whether a page that was asked for is there no more comes out.

Sites answer for an article that is gone with their front page, or with a page that they show for
every other. Its text would stand under the article's headline and date.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from flows.ingest.identity import (
    SAME_SITE,
    canonical_or_none,
    declared_url,
    is_telling,
    last_part,
    may_name,
    path_parts,
)

Led = Callable[[Collection[str]], Mapping[str, Mapping[str, str]]]
GONE = re.compile(r"404|410")  # the only numbers that tell no article: of HTTP
REMEDY = "the article is gone or has moved, and nothing is read of it"


def nowhere(_: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    """Know of no redirect."""
    return {}


@dataclass(frozen=True, slots=True)
class Trip:
    """Where a request for an article has led; without a headline its address tells it apart."""

    asked: str
    final: str
    headline: str | None = None

    @property
    def target(self) -> str:
        """Return the page that it came to, whatever it was told of the article."""
        return self.final.partition("?")[0]

    @property
    def is_elsewhere(self) -> bool:
        """Say whether an address that tells an article has led to one that tells none."""
        ours, theirs = urlsplit(self.asked), urlsplit(self.final)
        is_article = is_telling(last_part(ours.path))
        if not path_parts(theirs.path):
            return is_article or any(is_telling(value) for _, value in parse_qsl(ours.query))
        is_other = is_article and not is_telling(GONE.sub("", last_part(theirs.path)))
        return is_other and _site(ours.netloc) == _site(theirs.netloc)


@dataclass(slots=True)
class DeadEnds:
    """The pages that no article stands at, and what was asked for when they came."""

    led: Led = nowhere  # tells of some targets which addresses, of which headlines, led there
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def note(self, trips: Collection[Trip]) -> None:
        """Note where requests have led."""
        left = [trip for trip in trips if trip.is_elsewhere]
        for target, known in self.led({trip.target for trip in left} - self.asked.keys()).items():
            self.asked[target] = dict(known)
        for trip in left:
            named = trip.headline or trip.asked
            self.asked.setdefault(trip.target, {}).setdefault(trip.asked, named)

    def problem(self, trip: Trip, body: bytes) -> str | None:
        """Say in a sentence why what came is not what was asked for, None where it may be."""
        if not trip.is_elsewhere or _names_itself(trip.asked, trip.final, body):
            return None
        if _is_front(trip.asked, trip.final, body):
            return f"{trip.asked}: leads to a front page, {trip.final}: {REMEDY}"
        return shared(trip.asked, trip.final) if trip.target in self.shared() else None

    def shared(self) -> set[str]:
        """Return the pages that articles of two headlines have led to: they are neither.

        One article may have several addresses; all have its headline.
        """
        return {
            target
            for target, known in self.asked.items()
            if len({headline.casefold() for headline in known.values()}) > 1
        }


def shared(asked: str, final: str) -> str:
    """Say in a sentence that others led there, too."""
    return f"{asked}: leads to {final}, as other articles do: {REMEDY}"


def _is_front(asked: str, final: str, body: bytes) -> bool:
    """Say whether a page is that of the site, or of the section that the article stood in.

    What the page calls itself tells `index.html` and `/?from=feed` for the front pages they are.
    """
    named = urlsplit(canonical_or_none(declared_url(body) or "", final) or final)
    theirs = urlsplit(final)
    shown = named if _site(named.netloc) == _site(theirs.netloc) else theirs
    parts = path_parts(shown.path)
    return not shown.query and parts == path_parts(urlsplit(asked).path)[: len(parts)]


def _names_itself(asked: str, final: str, body: bytes) -> bool:
    """Say whether the page calls itself by the address that was asked for."""
    named = canonical_or_none(declared_url(body) or "", final)
    identity = canonical_or_none(asked)
    return named is not None and identity is not None and may_name(named, identity)


def _site(netloc: str) -> str:
    return SAME_SITE.sub("", netloc.lower())
