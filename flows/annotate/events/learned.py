"""An event of the learned head goes in; a finding with a trigger and whole phrases comes out."""

from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.events.clauses import (
    is_between,
    is_of_charge,
    is_of_joined,
    is_of_time,
    is_teller,
    shares_clause,
)
from flows.annotate.events.doers import is_no_doer
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.pieces import phrase_of, root_of, sides_of
from flows.annotate.events.targets import is_ground
from flows.annotate.events.turned import turned
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import is_actor, is_human, meant, word_class
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.tagging import Found as Piece
from flows.annotate.text.words import Doc, Span, Token

SURE_SIDE = 0.7  # chance of a side's surest word from which on it may replace a pattern's
_DONE_TO = ("nsubjpass", "dobj", "dative")
_GIVING = frozenset({"AGREE", "MOBILIZE"})  # "offered troops": they are whom nobody acts on
_TOWNS = frozenset({"GPE", "LOC"})
_TIED = 2  # words: the hyphen and what it ties
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


def agreed(
    found: Found, happening: Happening, sentence: Span, *, is_only: bool, is_alone: bool
) -> Found:
    """Return the pattern's event, surer, with the head's sides where the pattern has none.

    Where it is the only pattern's, the head's sides replace those that they do not touch; where
    the head, too, knows no other (`is_alone`), they may stand in any clause of the sentence.
    Things give way to the people or places that the head names: "agreed to form a force of Kenyan
    troops".
    """
    is_thing = not any(is_human(sentence.doc[head]) for head in found.target_heads)
    trigger = sentence.doc[found.head]
    doers = [p for p in happening.sources if not _is_beyond(p, trigger)]
    doers = [p for p in doers if not _is_passed_over(p, trigger, found.event_type)]
    aims = [p for p in _aims(happening, sentence) if not _is_beyond(p, trigger)]
    if found.event_type != "CONSULT":  # "met during a visit to Chad"
        aims = [piece for piece in aims if not _is_of_time(piece, trigger)]
    if not is_alone:
        doers = [piece for piece in doers if _is_own(piece, trigger)]
        aims = [piece for piece in aims if _is_own(piece, trigger)]
    if not is_only:
        aims = [piece for piece in aims if _is_below(piece, trigger, sentence)]
    sources, source_heads = found.sources, found.source_heads
    targets, target_heads = found.targets, found.target_heads
    is_sure = any(_is_subject(sentence.doc[head], found.head) for head in source_heads)
    if not sources or (is_only and not is_sure and _is_elsewhere(doers, sources)):
        other = sides_of(doers, trigger, (found.trigger, *(() if is_only else targets)), aims)
        sources, source_heads = _apart(other) if other else (sources, source_heads)
    if is_thing or (is_only and _is_elsewhere(aims, targets)):
        other = sides_of(aims, trigger, (found.trigger, *sources), doers)
        targets, target_heads = _apart(other) if other else (targets, target_heads)
    is_mutual = found.is_reciprocal
    if len(source_heads) > 1 and not targets and _are_both(doers, aims):
        is_mutual, targets, target_heads = True, sources, source_heads
    if not is_mutual:  # "the town came under attack": it did nothing
        kept = [n for n, head in enumerate(source_heads) if head not in target_heads]
        sources = tuple(sources[n] for n in kept)
        source_heads = tuple(source_heads[n] for n in kept)
    return replace(
        found,
        sources=sources,
        source_heads=source_heads,
        targets=targets,
        target_heads=target_heads,
        is_reciprocal=is_mutual,
    )


def _apart(sides: Sides) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Return where the words of some sides stand, and the numbers of their heads."""
    return tuple(sides.values()), tuple(sides)


def _are_both(doers: Sequence[Piece], aims: Sequence[Piece]) -> bool:
    """Say whether the head has two or more spans on both sides: "Kenya and Uganda met"."""
    return len({p.start for p in doers} & {p.start for p in aims}) > 1


def _is_subject(head: Token, trigger: int) -> bool:
    """Say whether a word is the subject of the trigger itself: no other word knows better."""
    return head.dep_ == "nsubj" and head.head.i == trigger


def _is_below(piece: Piece, trigger: Token, sentence: Span) -> bool:
    """Say whether the words hang on the trigger, not on what else the sentence tells of."""
    token = root_of(piece, sentence)
    return token is not None and (token == trigger or trigger.is_ancestor(token))


def _is_passed_over(piece: Piece, trigger: Token, event_type: str) -> bool:
    root = root_of(piece, trigger.sent)
    return root is not None and is_no_doer(root, trigger, event_type)


def _is_of_time(piece: Piece, trigger: Token) -> bool:
    return (root := root_of(piece, trigger.sent)) is not None and is_of_time(root, trigger)


def _is_own(piece: Piece, trigger: Token) -> bool:
    root = root_of(piece, trigger.sent)
    return root is None or shares_clause(root, trigger, "nsubj")


def _is_beyond(piece: Piece, trigger: Token) -> bool:
    """Say whether words are of a joined verb, of a charge alone, or who reports the trigger."""
    root = root_of(piece, trigger.sent)
    return root is not None and any(
        is_other(root, trigger) for is_other in (is_of_joined, is_of_charge, is_teller)
    )


def _is_tellers(piece: Piece, trigger: Token) -> bool:
    root = root_of(piece, trigger.sent)
    return root is not None and is_teller(root, trigger)


def in_own_clause(found: Found, doc: Doc) -> Found:
    """Return the event without sides of another clause, which the head seldom links rightly."""
    trigger = doc[found.head]
    is_content = trigger.dep_ == "ccomp" or bool(syntax.children(trigger, "mark"))
    named = (*_DONE_TO, "nsubj") if is_content else _DONE_TO  # "warned the firm that it would sue"
    sources, targets = found.source_sides, found.target_sides
    return with_sides(
        found,
        {i: s for i, s in sources.items() if shares_clause(doc[i], trigger, "nsubj")},
        {
            i: s
            for i, s in targets.items()
            if shares_clause(doc[i], trigger, *named) and not is_of_charge(doc[i], trigger)
        },
    )


def with_own_sides(found: Found, doc: Doc) -> Found:
    """Return the event with its verb's own subject and object where the head names none."""
    trigger = doc[found.head]
    if not syntax.is_verb(trigger):
        return found
    if not found.source_heads and (
        own := _people(syntax.subjects(trigger), trigger, found.targets)
    ):
        found = replace(found, source_heads=own, sources=_phrases(own, doc))
    if found.target_heads or found.event_type in _GIVING:
        return found
    own = _people(syntax.objects(trigger), trigger, found.sources)
    return replace(found, target_heads=own, targets=_phrases(own, doc)) if own else found


def _people(
    some: Sequence[Token], trigger: Token, taken: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Return the numbers of the people among some words, those taken aside."""
    return tuple(
        meant(t).i
        for t in syntax.coordinated(list(some))
        if is_actor(t) and is_human(t) and t.sent is trigger.sent
        and not any(a <= t.idx < b for a, b in taken)
    )  # fmt: skip


def _phrases(heads: Sequence[int], doc: Doc) -> tuple[tuple[int, int], ...]:
    return tuple(phrase_of(doc[i : i + 1]) for i in heads)


def _is_elsewhere(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> bool:
    sure = [p for p in pieces if p.score >= SURE_SIDE]
    return bool(sure) and not any(p.start < b and a < p.end for p in sure for a, b in spans)


def learned(happening: Happening, sentence: Span) -> Found | None:
    """Return the head's event as a finding; None where no word of it can be a trigger."""
    token = _trigger(happening, sentence)
    if token is None:
        return None
    doers = [p for p in happening.sources if not _is_tellers(p, token)]
    aims = [p for p in _aims(happening, sentence) if not _is_tellers(p, token)]
    own = sides_of(doers, token, (), aims)
    by, to = turned(token, own, sides_of(aims, token, tuple(own.values()), doers))
    (sources, source_heads), (targets, target_heads) = _apart(by), _apart(to)
    is_both = happening.label in ("CONSULT", "COOPERATE") or _are_both(doers, aims)
    is_mutual = is_both and len(sources) > 1 and not targets
    if is_mutual:
        targets, target_heads = sources, source_heads
    elif not sources and target_heads and all(is_between(sentence.doc[i]) for i in target_heads):
        is_mutual, sources, source_heads = True, targets, target_heads
    start = end = token
    for child in syntax.children(token, "prt"):
        end = child if child.i == token.i + 1 else end
    while (behind := _hyphened(end)) is not None and behind.idx < happening.trigger.end:
        end = behind  # "re-elected"
    if happening.trigger.start < start.idx and _is_tied(start):  # "sit-in"
        start = start.nbor(-2)
    while start.i > 0 and _is_part(start.nbor(-1), token):
        start = start.nbor(-1)
    return Found(
        _unfolded(happening.label, token),
        "refuse" if happening.label == "REJECT" and syntax.has_negation(token) else "",
        token.i,
        (start.idx, end.idx + len(end)),
        sources,
        targets,
        is_mutual,
        round(happening.score, 3),
        frozenset(),
        source_heads,
        target_heads,
    )


def _hyphened(word: Token) -> Token | None:
    """Return the word that a hyphen ties to the end of this one."""
    behind = word.doc[word.i + 1 : word.i + 3]
    is_tied = len(behind) == _TIED and behind[0].text == "-"
    is_close = is_tied and behind[1].idx == word.idx + len(word) + 1
    return behind[1] if is_close else None


def _is_tied(word: Token) -> bool:
    """Say whether a hyphen ties a word to the one before it."""
    before = word.doc[max(word.i - 2, 0) : word.i]
    is_tied = len(before) == _TIED and before[1].text == "-"
    return is_tied and before[0].idx + len(before[0]) + 1 == before[1].idx + 1 == word.idx


def _is_part(word: Token, noun: Token) -> bool:
    """Say whether a word before a noun is of the trigger: "flash flood"."""
    is_hyphened = word.i > 0 and word.nbor(-1).text == "-"  # "a 7.8-magnitude quake"
    return word.dep_ == "compound" and word.head == noun and word.pos_ == "NOUN" and not is_hyphened


def _aims(happening: Happening, sentence: Span) -> list[Piece]:
    """Return the targets without where people met or marched: "at the town hall", "in Dhaka"."""
    roots = [(piece, root_of(piece, sentence)) for piece in happening.targets]
    return [
        piece
        for piece, root in roots
        if root is None or not (_is_set_in(happening.label, root) and is_ground(root))
    ]


def _is_set_in(event_type: str, place: Token) -> bool:
    return event_type == "CONSULT" or (event_type == "PROTEST" and place.ent_type_ in _TOWNS)


def _trigger(happening: Happening, sentence: Span) -> Token | None:
    """Return the word that speaks most for the event, or the verb of its sides if it names none."""
    token = root_of(happening.trigger, sentence)
    if token is None:
        return None
    sides = (*happening.sources, *happening.targets)
    is_side = any(s.start <= token.idx < s.end for s in sides)
    if token.pos_ in _CONTENT and not token.ent_type_ and not is_side:
        return token
    roots = [r for s in sides if (r := root_of(s, sentence)) is not None]
    for other in (*roots, token):
        verb = syntax.governor(other)
        if verb.pos_ == "VERB" and verb.sent.start == sentence.start:
            return verb
    return None


def _unfolded(label: str, token: Token) -> str:
    """Tell CONCEDE from RETREAT by the words beside the trigger."""
    if label != "YIELD":
        return label
    near = {token.lemma_.lower(), *(t.lemma_.lower() for t in token.subtree)}
    is_retreat = near & word_class("retreating") and not near & word_class("kept")
    return "RETREAT" if is_retreat else "CONCEDE"
