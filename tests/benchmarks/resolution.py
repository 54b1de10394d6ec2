"""Score who the annotator says that speaks, on the project's own marked articles.

    python -m tests.benchmarks.resolution --folder resolution --show

Three shares: of the marked speakers, read alone, those whose actor has the right name (`words`); of
the marked statements, those that are found (`found`); and of these, those whose speaker is right
(`named`). Across articles, the statements of one person must bear one actor's key that nobody else
bears (`across`).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.annotate.actors.actors import read_cast
from flows.annotate.article import annotate_article
from flows.annotate.grammar.parse import parse
from flows.annotate.places.places import find_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, Statement
from tests.data import Example, Marked, load

SAME_SHARE = 0.5  # of the letters of two contents in common: they are one statement
NOBODY = "nobody"


@dataclass(slots=True)
class Tally:
    """What was right and wrong so far; `lines` tell of each fault."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    keys: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def take(self, measure: str, *, is_right: bool, line: str) -> None:
        """Count one answer, and keep its line where it is wrong."""
        self.counts[measure, "of"] += 1
        self.counts[measure, "right"] += is_right
        if not is_right:
            self.lines.append(f"{measure}: {line}")

    def part(self, measure: str) -> float:
        """Return the share of right answers, 0 to 1."""
        return self.counts[measure, "right"] / max(self.counts[measure, "of"], 1)

    def share(self, measure: str) -> str:
        """Return right answers, all answers, and the one over the other."""
        right, of = self.counts[measure, "right"], self.counts[measure, "of"]
        return f"{right} of {of}, {100 * right / of:.1f} %" if of else "0 of 0"


def is_named(wanted: str | None, name: str | None) -> bool:
    """Say whether a name is one of those that the mark allows, "A / B"; articles do not count."""
    if wanted is None:
        return name is None
    given = _folded(name or "")
    return given in {_folded(other) for other in wanted.split(" / ")}


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ").strip()


def best_match(marked: Marked, found: Iterable[Statement]) -> Statement | None:
    """Return the statement that shares most of its content with the marked one, if half or more."""
    wanted = {i for start, end in marked.content for i in range(start, end)}
    scored = []
    for statement in found:
        own = {i for start, end in statement.content_spans for i in range(start, end)}
        share = len(own & wanted) / len(own | wanted)
        speaks = statement.speaker_start is not None and any(
            start < (statement.speaker_end or 0) and statement.speaker_start < end
            for start, end in marked.speaker
        )
        scored.append((share, speaks, statement.statement_id, statement))
    share, _, _, best = max(scored, default=(0.0, False, "", None))
    return best if share >= SAME_SHARE else None


def score(example: Example, tally: Tally) -> None:
    """Add one article's answers to the tally."""
    article = ArticleText(example.id, 1, example.text, example.published_at)
    layout = read_layout(example.text)
    doc = parse(example.text, layout)
    cast = read_cast(article, layout, doc, find_places(article, layout, doc))
    statements = annotate_article(article).statements
    for marked in example.statements:
        if marked.speaker_name is None:
            continue
        where = f"{example.id} {marked.number} {marked.speaker_name!r}"
        if marked.speaker:
            actor = cast.resolve(*marked.speaker[0])
            words = example.text[slice(*marked.speaker[0])]
            right = is_named(marked.speaker_name, actor.name if actor else None)
            told = actor.name if actor else NOBODY
            tally.take("words", is_right=right, line=f"{where}: {words!r} is {told!r}")
        found = best_match(marked, statements)
        if found is None and marked.is_optional:
            continue
        tally.take("found", is_right=found is not None, line=where)
        if found is not None:
            right = is_named(marked.speaker_name, found.speaker_name)
            line = f"{where}: {found.speaker_text!r} is {found.speaker_name!r}"
            tally.take("named", is_right=right, line=line)
            tally.keys[marked.speaker_name][found.actor_id or NOBODY] += 1


def across(tally: Tally) -> None:
    """Count the statements that bear their person's own key: one that nobody else bears more."""
    owners: dict[str, str] = {}
    for name, keys in sorted(tally.keys.items(), key=lambda item: -max(item[1].values())):
        key, _ = keys.most_common(1)[0]
        if key != NOBODY:
            owners.setdefault(key, name)
    for name, keys in tally.keys.items():
        for key, count in keys.items():
            for _ in range(count):
                line = f"{name!r} bears the key of {owners.get(key)!r}"
                tally.take("across", is_right=owners.get(key) == name, line=line)


def main() -> None:
    """Score a folder of marked articles and print its shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default="resolution")
    parser.add_argument("--show", action="store_true", help="print every fault")
    asked = parser.parse_args()
    tally = Tally()
    examples = load(asked.folder)
    for example in examples:
        score(example, tally)
    across(tally)
    if asked.show:
        print("\n".join(tally.lines))
    for measure in ("words", "found", "named", "across"):
        print(f"{measure}: {tally.share(measure)}")


if __name__ == "__main__":
    main()
