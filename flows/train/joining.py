"""A model and statements kept from training in; the weights that join it with the rules out.

What rules and model found in those texts is weighed by logistic curves over its facts: one tells
the chance that the content is right, by which it is kept, the other that the speaker is as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from flows.annotate.grammar.parse import parse
from flows.annotate.learned.decode import Said
from flows.annotate.learned.model import Model
from flows.annotate.statements.finding import find_by_rules
from flows.annotate.statements.joined import Candidate, candidates
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes
from flows.train.calibrate import has_content, is_right, logistic
from flows.train.gold import Said as GoldSaid
from flows.train.gold import example, read_lines

RIDGE = 1.0  # some facts are rare: a few dozen statements could say anything of them


@dataclass(frozen=True, slots=True)
class Case:
    """One text kept from training: what was found in it, and what is right."""

    reading: Reading
    ruled: list[Finding]
    said: tuple[Said, ...]
    golds: tuple[GoldSaid, ...]

    def candidates(self) -> list[Candidate]:
        """Return what may stand of what was found."""
        return list(candidates(self.ruled, self.said, self.reading))

    def is_right(self, finding: Finding) -> bool:
        """Tell whether content and speaker are those of a gold statement."""
        return is_right(finding.content, finding.speaker, self.golds, self.reading.text)

    def has_content(self, finding: Finding) -> bool:
        """Tell whether the content is that of a gold statement, whoever said it."""
        return has_content(finding.content, self.golds, self.reading.text)


def cases(model: Model, gold: Path) -> Iterator[Case]:
    """Yield the texts of a gold file that are kept from training."""
    for row in read_lines(gold):
        known = example(gold.stem, row, None)
        if known.held_out:
            text, layout = known.text, read_layout(known.text)
            read = model.read(text)
            doc = parse(text, layout, read)
            reading = Reading(text, layout, doc, read_quotes(text, layout))
            yield Case(reading, find_by_rules(reading), read.statements, known.said)


def joining(model: Model, gold: Path) -> dict[str, list[float]]:
    """Return the weights of the facts of `joined.FACTS`.

    Where nothing was found nothing is returned, and `joined.PLAIN` weighs.
    """
    some = list(cases(model, gold))
    found = [(case, candidate) for case in some for candidate in case.candidates()]
    if not found:
        return {}
    facts = np.array([candidate.facts for _, candidate in found])
    right = np.array([case.is_right(c.finding) for case, c in found], dtype=np.float64)
    content = np.array([case.has_content(c.finding) for case, c in found], dtype=np.float64)
    return {
        "weights": [float(weight) for weight in logistic(facts, right, RIDGE)],
        "content_weights": [float(weight) for weight in logistic(facts, content, RIDGE)],
    }
