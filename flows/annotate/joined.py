"""The statements of the rules and of the learned model go in; one list of findings comes out.

The two err apart: where they agree the rule's bounds are the better ones, where only one speaks it
must be sure. The shares below were chosen on the statements of polnear_train kept for that.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from flows.annotate.decode import Said
from flows.annotate.reading import Finding, Reading, Span, letters

SAME_SHARE = 0.5  # of two contents' letters in common: they tell the same thing
APART_SHARE = 0.3  # of the smaller one's: below it both may stand
SURE_RULE, SURE_MODEL = 0.5, 0.4  # for a finding of one side alone
WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def join(found: Sequence[Finding], said: Sequence[Said], reading: Reading) -> list[Finding]:
    """Return the findings of rules and model in the order of the text, each told once."""
    learned = [f for s in said if (f := finding_of(s, reading)) is not None]
    rule_letters = [letters(reading.text, f.content) for f in found]
    model_letters = [letters(reading.text, f.content) for f in learned]
    pairs = pair_up(rule_letters, model_letters)
    both = [agreed(found[i], learned[j]) for i, j in pairs.items()]
    alone = [f for i, f in enumerate(found) if i not in pairs and f.confidence >= SURE_RULE]
    used = set(pairs.values())
    rest = [f for j, f in enumerate(learned) if j not in used and f.confidence >= SURE_MODEL]
    kept = without_clashes(both, alone, rest, reading)
    return sorted(kept, key=lambda f: (f.content[0], f.content[-1]))


def pair_up(rules: Sequence[set[int]], models: Sequence[set[int]]) -> dict[int, int]:
    """Pair contents that tell the same thing, the likest first: {number of rule: of model}."""
    shares = sorted(
        (-len(a & b) / len(a | b), i, j)
        for i, a in enumerate(rules)
        for j, b in enumerate(models)
        if a & b
    )
    pairs: dict[int, int] = {}
    for share, i, j in shares:
        if -share >= SAME_SHARE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def agreed(rule: Finding, learned: Finding) -> Finding:
    """Return what rule and model both found: the rule's words, surer than either alone."""
    doubt = (1 - rule.confidence) * (1 - learned.confidence)
    return replace(
        rule,
        cue=rule.cue or learned.cue,
        cue_token=learned.cue_token if rule.cue_token is None else rule.cue_token,
        speaker=rule.speaker or learned.speaker,
        confidence=round(1 - doubt, 3),
    )


def without_clashes(
    both: list[Finding], alone: list[Finding], rest: list[Finding], reading: Reading
) -> list[Finding]:
    """Return the findings, of a rule's and a model's that clash only the surer one.

    Findings of the rules may lie in one another: they know what is told within a statement.
    """
    kept = [(letters(reading.text, f.content), f, True) for f in both]
    margins = [(f.confidence - SURE_RULE, True, f) for f in alone]
    margins += [(f.confidence - SURE_MODEL, False, f) for f in rest]
    for _, by_rule, finding in sorted(margins, key=lambda m: (-m[0], m[2].content)):
        own = letters(reading.text, finding.content)
        rivals = [theirs for theirs, _, is_rule in kept if not (by_rule and is_rule)]
        if not any(clash(own, theirs) for theirs in rivals):
            kept.append((own, finding, by_rule))
    return [finding for _, finding, _ in kept]


def clash(one: set[int], other: set[int]) -> bool:
    """Tell whether two contents share too much to be two statements."""
    return len(one & other) > APART_SHARE * min(len(one), len(other))


def finding_of(said: Said, reading: Reading) -> Finding | None:
    """Return the model's statement as a finding; none where its content is function words only."""
    content = tuple((c.start, c.end) for c in said.content)
    if not any(t.pos_ in WORDS for span in content for t in tokens_of(span, reading)):
        return None
    cue = (said.cue.start, said.cue.end) if said.cue else None
    source = (said.source.start, said.source.end) if said.source else None
    token = cue_token(cue, reading)
    return Finding(content, cue, token, source, "model", round(said.score, 3))


def tokens_of(span: Span, reading: Reading) -> list[Token]:
    """Return the tokens of a stretch of the text."""
    stretch = reading.doc.char_span(*span, alignment_mode="expand")
    return list(stretch) if stretch is not None else []


def cue_token(cue: Span | None, reading: Reading) -> int | None:
    """Return the number of a cue's main token: its last verb, else the head of its words."""
    if cue is None:
        return None
    stretch = reading.doc.char_span(*cue, alignment_mode="expand")
    if stretch is None:
        return None
    verbs = [token.i for token in stretch if token.pos_ == "VERB"]
    return verbs[-1] if verbs else int(stretch.root.i)
