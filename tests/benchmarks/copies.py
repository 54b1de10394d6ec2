"""A number goes in; short articles of which a third are near-duplicates come out, with the truth.

The articles are written by the rules below, not taken from anywhere. Different ones share subjects,
towns, phrases and closing lines, as reports of one newsroom do; copies are edited as desks edit.
"""

import random
from dataclasses import dataclass

TOWNS = ("Aldane", "Norvik", "Brennhall", "Castrel", "Dunmere", "Eskford", "Farrow", "Gildas")
PEOPLE = ("Ann Holm", "Peter Lund", "Maria Voss", "Omar Haddad", "Ines Prado", "Jan Novak")
BODIES = ("council", "port authority", "dockers' union", "ministry", "central bank", "court")
DEEDS = (
    "approved the budget for the new bridge",
    "rejected a bid for the harbour",
    "called off the strike planned for the week",
    "raised the price of bus fares",
    "ordered the closure of two schools",
    "began talks on fishing quotas",
    "published figures on unemployment",
    "sent engineers to the flooded valley",
)
REASONS = (
    "after three hours of debate",
    "in a vote that surprised observers",
    "as protesters waited outside",
    "despite warnings from experts",
    "following weeks of negotiation",
    "while prices kept rising",
)
VERBS = ("said", "told reporters", "wrote in a letter", "argued", "warned", "promised")
CLAIMS = (
    "the decision would cost {n} million crowns over {m} years",
    "at least {n} families in {town} were waiting for an answer",
    "work on the site could begin within {m} months",
    "the figures had fallen by {m} per cent since the spring",
    "nobody had asked the {n} people who live along the river",
    "a second vote on the matter was set for day {m} of the month",
    "the plan left {n} jobs at the {body} in doubt",
    "the road to {town} would stay closed for {m} weeks",
)
CLOSING = "The {body} of {town} meets every other week. Its sessions are open to the public."
PREFIXES = ("{town}, March 3 (AFP) -", "({town}) Reuters -", "{town} (AP) —", "By our own desk.")
BOILERPLATE = (
    "Sign up to our newsletter for the best of the day's news. Follow us for more.",
    "This article was first published this morning. All rights reserved by the publisher.",
)
HEADLINES = ("Talks in {town} end late", "{town}: what we know so far", "Row over plan in {town}")


@dataclass(frozen=True, slots=True)
class Written:
    """One article: which story it truly tells, and how it was made."""

    story: int
    kind: str  # original, or the change that made the copy
    text: str


def write_articles(count: int, seed: int) -> list[Written]:
    """Return so many articles in a random order; every third is a copy of another."""
    chance = random.Random(seed)
    originals = [_original(chance) for _ in range(count - count // 3)]
    written = [Written(n, "original", "\n".join(each)) for n, each in enumerate(originals)]
    for _ in range(count // 3):
        story = chance.randrange(len(originals))
        kind = chance.choice(list(CHANGES))
        changed = CHANGES[kind](list(originals[story]), chance)
        written.append(Written(story, kind, "\n".join(changed)))
    chance.shuffle(written)
    return written


def _original(chance: random.Random) -> list[str]:
    body, town = chance.choice(BODIES), chance.choice(TOWNS)
    lines = [_fill(chance.choice(HEADLINES), chance, town=town)]
    lines.append(f"The {body} of {town} {chance.choice(DEEDS)} {chance.choice(REASONS)}.")
    for claim in chance.sample(CLAIMS, chance.randint(4, 6)):
        who, verb = chance.choice(PEOPLE), chance.choice(VERBS)
        lines.append(f"{who} {verb} that {_fill(claim, chance)} {chance.choice(REASONS)}.")
    return [*lines, _fill(CLOSING, chance, town=town, body=body)]


def _fill(pattern: str, chance: random.Random, **given: str) -> str:
    values: dict[str, object] = {
        "n": chance.randint(11, 990),
        "m": chance.randint(2, 31),
        "town": chance.choice(TOWNS),
        "body": chance.choice(BODIES),
    }
    return pattern.format(**(values | given))


def _edited(lines: list[str], chance: random.Random) -> list[str]:
    """Change a figure in one sentence and add a sentence, as a later edition does."""
    at = chance.randrange(1, len(lines) - 1)
    lines[at] = lines[at].replace(" that ", " on Tuesday that ", 1)
    return [*lines[:-1], f"{chance.choice(PEOPLE)} declined to comment.", lines[-1]]


def _headline(lines: list[str], chance: random.Random) -> list[str]:
    return [_fill(chance.choice(HEADLINES), chance), *lines[1:]]


def _agency(lines: list[str], chance: random.Random) -> list[str]:
    prefix = _fill(chance.choice(PREFIXES), chance)
    return [lines[0], f"{prefix} {lines[1]}", *lines[2:]]


def _cut(lines: list[str], chance: random.Random) -> list[str]:
    return lines[: max(4, round(len(lines) * chance.uniform(0.65, 0.9)))]


def _framed(lines: list[str], chance: random.Random) -> list[str]:
    return [*lines, chance.choice(BOILERPLATE)]


CHANGES = {
    "edited": _edited,
    "headline": _headline,
    "agency": _agency,
    "truncated": _cut,
    "boilerplate": _framed,
}
