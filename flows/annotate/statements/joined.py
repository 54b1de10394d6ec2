"""The statements of the rules and of the learned model go in; one list of findings comes out.

The two err apart. What either found is a candidate, what both found is one; each candidate is
weighed twice by facts that can be read (`FACTS`). By the chance that its content is right it stays
or goes; the chance that content and speaker are right is its confidence. The weights lie beside the
model's (`flows/train/joining.py` fits them on statements kept from it).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from flows.annotate.grammar.frames import SUBJECTS
from flows.annotate.learned.decode import Said
from flows.annotate.learned.weighing import Facts, chances, facts_from, logit
from flows.annotate.statements.deeds import is_deed
from flows.annotate.statements.learned import finding_of
from flows.annotate.statements.reading import TURN, Finding, Reading, Span, letters

SAME_SHARE = 0.5  # of two contents' letters in common: they tell the same thing
APART_SHARE = 0.3  # of the smaller one's: below it both may stand
FACTS = (
    "both", "both: share in common", "both: one speaker", "both: rule's chance",
    "both: model's chance", "rule", "rule: chance", "rule: quoted", "rule: speaker",
    "rule: cue", "model", "model: chance", "model: quoted", "model: speaker", "model: cue",
    "model: chance of speaker",
)  # fmt: skip
PLAIN = (1.5, 0.0, 0.5, 0.3, 0.5, -0.6, 0.9, 0.4, 0.2, 0.1, -0.4, 1.0, 0.3, 0.2, 0.1, 0.0)
LEAST = 0.44  # chance that a content is right; the best on texts left out
_facts = partial(facts_from, count=len(FACTS))
_JOINED = re.compile(r",? (?:and|or) ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that may stand, the letters of its content, and what speaks for it."""

    finding: Finding
    letters: int  # as bits
    facts: Facts
    is_ruled: bool


def join(
    found: Sequence[Finding],
    said: Sequence[Said],
    reading: Reading,
    weights: Sequence[float] = PLAIN,
    content_weights: Sequence[float] = PLAIN,
) -> list[Finding]:
    """Return the findings of rules and model in the order of the text, each told once."""
    kept: list[Candidate] = []
    findings: list[Finding] = []
    taken = 0  # letters of those kept, as bits
    some = list(candidates(found, said, reading))
    facts = [candidate.facts for candidate in some]
    told = zip(chances(facts, content_weights), chances(facts, weights), some, strict=True)
    for likely, sure, own in sorted(told, key=lambda s: (-s[0], s[2].finding.content)):
        is_free = not own.letters & taken or not any(clash(own, other) for other in kept)
        if likely >= LEAST and is_free:
            kept.append(own)
            taken |= own.letters
            findings.append(replace(own.finding, confidence=round(sure, 3)))
    return sorted(findings, key=lambda f: (f.content[0], f.content[-1]))


def candidates(
    found: Sequence[Finding], said: Sequence[Said], reading: Reading
) -> Iterator[Candidate]:
    """Yield what both found, what only the rules found, and what only the model found.

    A deed is no statement.
    """
    found = [own for own in found if not is_deed(own, reading)]
    learned = [
        (own, each)
        for each in said
        if (own := finding_of(each, reading)) is not None and not is_deed(own, reading)
    ]
    ruled = [letters(reading.text, f.content) for f in found]
    read = [letters(reading.text, f.content) for f, _ in learned]

    def are_strangers(i: int, j: int) -> bool:
        one, other = found[i].cue, learned[j][0].cue
        return one is not None and other is not None and not meet(one, other)

    pairs = pair_up(ruled, read, are_strangers)
    pairs = {i: j for i, j in pairs.items() if not is_told_in(learned[j][0], found[i])}
    for i, j in pairs.items():
        own, other = found[i], learned[j]
        one = agreed(own, other[0], reading)
        yield Candidate(one, ruled[i] | read[j], both(own, other, ruled[i], read[j]), True)
    for i in sorted(set(range(len(found))) - set(pairs)):
        is_part = found[i].cue is None and any(ruled[i] & own == ruled[i] for own in read)
        if not is_part:  # a quotation alone that the model joins with a cue is that cue's
            yield Candidate(found[i], ruled[i], by_rule(found[i], reading), True)
    for j in sorted(set(range(len(learned))) - set(pairs.values())):
        yield Candidate(learned[j][0], read[j], by_model(*learned[j], reading), False)


def both(rule: Finding, learned: tuple[Finding, Said], own: int, other: int) -> Facts:
    """Return the facts of what rule and model both found."""
    share = (own & other).bit_count() / max(1, (own | other).bit_count())
    same = float(rule.speaker is not None and meet(rule.speaker, learned[0].speaker))
    return _facts(0, 1, share, same, logit(rule.confidence), logit(learned[1].score))


def by_rule(rule: Finding, reading: Reading) -> Facts:
    """Return the facts of what only a rule found."""
    return _facts(5, 1, logit(rule.confidence), *marks(rule, reading))


def by_model(learned: Finding, said: Said, reading: Reading) -> Facts:
    """Return the facts of what only the model found."""
    chance, source = logit(said.score), logit(said.source_score)
    return _facts(10, 1, chance, *marks(learned, reading), source)


def marks(finding: Finding, reading: Reading) -> tuple[float, float, float]:
    """Return whether a finding opens with a quotation, has a speaker, and has a cue."""
    is_quoted = reading.quotes.at(finding.content[0][0]) is not None
    return float(is_quoted), float(finding.speaker is not None), float(finding.cue is not None)


def meet(one: Span | None, other: Span | None) -> bool:
    """Tell whether two spans share a letter; two that are missing agree as well."""
    if one is None or other is None:
        return one is other
    return one[0] < other[1] and other[0] < one[1]


def pair_up(
    rules: Sequence[int], models: Sequence[int], are_strangers: Callable[[int, int], bool]
) -> dict[int, int]:
    """Pair contents that tell the same thing: {number of rule: of model}.

    The likest come first, those of two cues (strangers) last.
    """
    shares = sorted(
        (are_strangers(i, j), -(a & b).bit_count() / (a | b).bit_count(), i, j)
        for i, a in enumerate(rules)
        for j, b in enumerate(models)
        if a & b
    )
    pairs: dict[int, int] = {}
    for _, share, i, j in shares:
        if -share >= SAME_SHARE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def agreed(rule: Finding, learned: Finding, reading: Reading) -> Finding:
    """Return what rule and model both found: the rule's cue, the model's words and speaker.

    Of the statements kept to choose by, the model's link leads to the right speaker more often, and
    its bounds are exact more often where they say more; quotations and what a cue parts are the
    rules' ground. Of two cues each has its own speaker; a turn has whom its label names.
    """
    content = learned.content if says_more(learned, rule, reading) else rule.content
    are_two = rule.cue is not None and learned.cue is not None and not meet(rule.cue, learned.cue)
    are_two = are_two and not _is_helper(learned, rule, reading)
    is_other = _is_half(rule.speaker, learned.speaker, reading.text)
    is_other |= (
        rule.speaker is not None and rule.cue is not None and meet(rule.cue, learned.speaker)
    )
    if rule.pattern == TURN or are_two or is_other or _is_misled(rule, learned, reading):
        learned = replace(learned, speaker=None)
    return replace(
        rule,
        content=content,
        cue=rule.cue or learned.cue,
        cue_token=learned.cue_token if rule.cue_token is None else rule.cue_token,
        speaker=learned.speaker or rule.speaker,
    )


def _is_helper(learned: Finding, rule: Finding, reading: Reading) -> bool:
    """Tell whether the model's cue but helps the rule's: "has" in "has agreed to close"."""
    if learned.cue_token is None or rule.cue_token is None:
        return False
    word = reading.doc[learned.cue_token]
    return word.dep_ in ("aux", "auxpass") and word.head.i == rule.cue_token


def _is_half(speaker: Span | None, other: Span | None, text: str) -> bool:
    """Tell whether the other words leave one of a speaker's names out, or are but an aside to it.

    "France and Germany agreed"; "His critics, many of them bankers, argue".
    """
    if speaker is None or other is None:
        return False
    is_aside = text[speaker[1] : other[0]].strip() in {",", "—", "–"}
    return is_aside or _JOINED.match(text, other[1], speaker[1]) is not None


def _is_misled(rule: Finding, learned: Finding, reading: Reading) -> bool:
    """Tell whether the model leaves the subject of the cue for another sentence, or an aside to it.

    "His critics, among them two bankers, argue that …": the critics do.
    """
    if rule.speaker is None or learned.speaker is None or rule.cue_token is None:
        return False
    cue = reading.doc[rule.cue_token]
    words = reading.doc.char_span(*learned.speaker, alignment_mode="expand")
    (start, end), own = rule.speaker, [c for c in cue.children if c.dep_ in SUBJECTS]
    if words is None or not own or not start <= own[-1].idx < end:
        return False
    if cue.sent.start > words.root.i or words.root.i >= cue.sent.end:
        behind = range(cue.sent.end_char, rule.content[-1][0])
        return words.start_char not in behind  # who acts right before a quote may tell it
    if end <= words.start_char and words.end_char <= cue.idx and reading.text[end] in ",—–":
        return True
    above = words.root
    while above is not own[-1] and above.head is not above:
        above = above.head
    return above is own[-1] is not words.root and words.root.pos_ != "PROPN"


def says_more(learned: Finding, rule: Finding, reading: Reading) -> bool:
    """Tell whether the model's bounds stand: one stretch, no quotation, and longer than the rule's.

    The gold has what stands before a clause in it ("despite the rain, …"), which rules leave out;
    where the rule's clause is the longer one, neither is right more often, and it is whole.
    """
    if rule.pattern == TURN:
        return False  # a turn ends with its paragraph
    is_within = _is_within(learned.speaker, rule)
    is_quoted = reading.quotes.at(rule.content[0][0]) is not None
    is_told = rule.cue is not None and not _is_within(rule.cue, rule)
    if is_within and not (is_quoted and is_told):
        return True  # the rule took the speaker for what is said, no "he" in "“He told us …”"
    if rule.cue is not None and any(meet(span, rule.cue) for span in learned.content):
        return False  # the model tells what was done with the claim, cue and all
    is_one = len(rule.content) == len(learned.content) == 1
    (start, end), (first, last) = rule.content[0], learned.content[0]
    return is_one and last - first > end - start and reading.quotes.at(start) is None


def _is_within(span: Span | None, finding: Finding) -> bool:
    return span is not None and any(meet(own, span) for own in finding.content)


def clash(own: Candidate, other: Candidate) -> bool:
    """Tell whether two candidates share too much to be two statements.

    Findings of the rules may lie in one another: they know what is told within a statement. A turn
    of an interview may hold what anybody says in it.
    """
    common = own.letters & other.letters
    if not common or (own.is_ruled and other.is_ruled):
        return False
    if is_told_in(own.finding, other.finding) or is_told_in(other.finding, own.finding):
        return False
    least = min(own.letters.bit_count(), other.letters.bit_count())
    return common.bit_count() > APART_SHARE * least


def is_told_in(inner: Finding, turn: Finding) -> bool:
    """Say whether a statement stands, cue and all, within a turn of an interview."""
    if turn.pattern != TURN or inner.cue is None:
        return False
    (start, end), *_ = turn.content
    return all(start <= span[0] and span[1] <= end for span in (inner.cue, *inner.content))
