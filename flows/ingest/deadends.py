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

Led = Callable[[Collection[str]], Mapping[str, Collection[str]]]
GONE = re.compile(r"404|410")  # the only numbers that tell no article: of HTTP
OTHERS = 2  # articles that led to one page before: a third is not there


def nowhere(_: Collection[str]) -> Mapping[str, Collection[str]]:
    """Know of no redirect."""
    return {}


@dataclass(slots=True)
class DeadEnds:
    """The pages that no article stands at, and what was asked for when they came."""

    led: Led = nowhere  # tells of some targets which addresses led there
    asked: dict[str, set[str]] = field(default_factory=dict)

    def note(self, trips: Collection[tuple[str, str]]) -> None:
        """Note where requests have led: pairs of the address asked for and the last one."""
        targets = {_target(final) for asked, final in trips if _is_elsewhere(asked, final)}
        for target, urls in self.led(targets - self.asked.keys()).items():
            self.asked[target] = set(urls)
        for asked, final in trips:
            if _is_elsewhere(asked, final):
                self.asked.setdefault(_target(final), set()).add(asked)

    def problem(self, asked: str, final: str, body: bytes) -> str | None:
        """Say in a sentence why what came is not what was asked for, None where it may be."""
        if not _is_elsewhere(asked, final) or _names_itself(asked, final, body):
            return None
        remedy = "the article is gone or has moved, and nothing is read of it"
        if _is_front(asked, final, body):
            return f"{asked}: leads to a front page, {final}: {remedy}"
        if len(self.asked.get(_target(final), ())) > OTHERS:
            return f"{asked}: leads to {final}, as other articles do: {remedy}"
        return None


def _target(final: str) -> str:
    return final.partition("?")[0]


def _is_elsewhere(asked: str, final: str) -> bool:
    """Say whether an address that tells an article has led to one that tells none."""
    ours, theirs = urlsplit(asked), urlsplit(final)
    is_article = is_telling(last_part(ours.path))
    if not path_parts(theirs.path):
        return is_article or any(is_telling(value) for _, value in parse_qsl(ours.query))
    is_other = is_article and not is_telling(GONE.sub("", last_part(theirs.path)))
    return is_other and _site(ours.netloc) == _site(theirs.netloc)


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
