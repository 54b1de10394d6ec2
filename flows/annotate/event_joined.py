"""The events of the patterns and of the learned head go in; a sentence's events come out.

The patterns know the trigger, the mode and the sides of what they know at all; the head knows
which sentences tell of an event, and of which type. Where both find a type the pattern's words are
taken and the head's sides fill what it left open; where only one speaks it must be sure.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from flows.annotate import event_syntax as syntax
from flows.annotate.decode import Found as Piece
from flows.annotate.decode import Happening
from flows.annotate.event_found import Found
from flows.annotate.event_words import is_actor, word_class

# The head tells well whether a sentence holds an event, its type less well: it speaks alone where
# the sentence is likely and the type not unlikely. It has seen single sentences and is timid in
# running text, so that a pattern falls only where the head all but excludes an event.
TOLD_ALONE, SURE_ALONE = 0.6, 0.25  # of the sentence and of the type, where no pattern speaks
SURE_SECOND = 0.8  # chance of a type of the head's beside a pattern or in the place of another's
TOLD_BARE = 0.1  # of the sentence, below which a pattern of bare words is not believed
SURE_SIDE = 0.7  # score of a side that may replace a pattern's
BARE = 0.5  # confidence of a pattern below which it is one of bare words
_YIELDS = ("CONCEDE", "RETREAT")
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})


def join(found: Sequence[Found], happenings: Sequence[Happening], sentence: Span) -> list[Found]:
    """Return the events of one sentence in the order of the text."""
    here = [h for h in happenings if _is_in(h.trigger, sentence)]
    told = max((h.told for h in here), default=0.0)
    kept: list[Found] = []
    used: set[int] = set()
    for each in found:
        partner = _partner(each, here)
        if partner is not None:
            used.add(partner)
            is_only = len(found) == 1 and not found[0].is_reciprocal
            kept.append(_agreed(each, here[partner], sentence, is_only=is_only))
        elif told >= TOLD_BARE or each.confidence >= BARE:
            kept.append(each)
    rest = [h for n, h in enumerate(here) if n not in used]
    alone = max(rest, key=lambda h: h.score, default=None) if not kept else None
    for happening in rest:
        is_sure = happening.score >= SURE_SECOND
        is_alone = happening is alone and told >= TOLD_ALONE and happening.score >= SURE_ALONE
        if is_sure or is_alone:
            fresh = _learned(happening, sentence)
            if fresh is not None:
                kept = _with(kept, fresh, happening)
    return sorted(kept, key=lambda f: (f.trigger, f.event_type))


def folded(event_type: str) -> str:
    """Return the type as the head names it: it does not tell CONCEDE and RETREAT apart."""
    return "YIELD" if event_type in _YIELDS else event_type


def _is_in(piece: Piece, sentence: Span) -> bool:
    return sentence.start_char <= piece.start < sentence.end_char


def _partner(found: Found, here: Sequence[Happening]) -> int | None:
    """Return the number of the head's event of the same type, the one at the same words first."""
    same = [n for n, h in enumerate(here) if h.label == folded(found.event_type)]
    return min(same, key=lambda n: not _touches(here[n].trigger, found), default=None)


def _touches(piece: Piece, found: Found) -> bool:
    return piece.start < found.trigger[1] and found.trigger[0] < piece.end


def _agreed(found: Found, happening: Happening, sentence: Span, *, is_only: bool) -> Found:
    """Return the pattern's event, surer, with the head's sides where the pattern has none.

    Where the sentence tells of one event only, the head's sides belong to no other: they replace
    those of the pattern that they do not touch.
    """
    doubt = (1 - found.confidence) * (1 - happening.score)
    sources, source_heads = found.sources, found.source_heads
    targets, target_heads = found.targets, found.target_heads
    if not sources or (is_only and _is_elsewhere(happening.sources, sources)):
        other = _sides(happening.sources, sentence, () if is_only else targets)
        sources, source_heads = other if other[0] else (sources, source_heads)
    if not targets or (is_only and _is_elsewhere(happening.targets, targets)):
        other = _sides(happening.targets, sentence, sources)
        targets, target_heads = other if other[0] else (targets, target_heads)
    return replace(
        found,
        sources=sources,
        source_heads=source_heads,
        targets=targets,
        target_heads=target_heads,
        confidence=round(1 - doubt, 3),
    )


def _is_elsewhere(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> bool:
    sure = [p for p in pieces if p.score >= SURE_SIDE]
    return bool(sure) and not any(p.start < b and a < p.end for p in sure for a, b in spans)


def _sides(
    pieces: Sequence[Piece], sentence: Span, taken: Sequence[tuple[int, int]]
) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Return the head's spans of one side as whole noun phrases, without those taken."""
    spans: list[tuple[int, int]] = []
    heads: list[int] = []
    for piece in pieces:
        words = sentence.doc.char_span(piece.start, piece.end, alignment_mode="expand")
        if words is None or not is_actor(words.root):
            continue
        span, root = _phrase(words), words.root
        if root.i not in heads and not any(
            a < span[1] and span[0] < b for a, b in (*taken, *spans)
        ):
            spans.append(span)
            heads.append(root.i)
    return tuple(spans), tuple(heads)


def _phrase(words: Span) -> tuple[int, int]:
    """Return the phrase of the words' head where it begins or ends with them, else the words."""
    root = words.root
    first, last = syntax.phrase(root)
    if first <= words.start and root.dep_ not in ("amod", "compound", "nmod"):
        end = max(words.end - 1, root.i, last if last - root.i <= 6 else root.i)
        token = root.doc[end]
        return root.doc[first].idx, token.idx + len(token)
    return words.start_char, words.end_char


def _learned(happening: Happening, sentence: Span) -> Found | None:
    """Return the head's event as a finding; None where no word of it can be a trigger."""
    token = _trigger(happening, sentence)
    if token is None:
        return None
    sources, source_heads = _sides(happening.sources, sentence, ())
    targets, target_heads = _sides(happening.targets, sentence, sources)
    is_mutual = happening.label in ("CONSULT", "COOPERATE") and len(sources) > 1 and not targets
    if is_mutual:
        targets, target_heads = sources, source_heads
    end = token
    for child in syntax.children(token, "prt"):
        end = child if child.i == token.i + 1 else end
    return Found(
        _unfolded(happening.label, token),
        "",
        token.i,
        (token.idx, end.idx + len(end)),
        sources,
        targets,
        is_mutual,
        round(happening.score, 3),
        frozenset(),
        source_heads,
        target_heads,
    )


def _trigger(happening: Happening, sentence: Span) -> Token | None:
    """Return the word that speaks most for the event, or the verb of its sides if it names none."""
    token = _root(happening.trigger, sentence)
    if token is None:
        return None
    sides = (*happening.sources, *happening.targets)
    is_side = any(s.start <= token.idx < s.end for s in sides)
    if token.pos_ in _CONTENT and not token.ent_type_ and not is_side:
        return token
    roots = [r for s in sides if (r := _root(s, sentence)) is not None]
    for other in (*roots, token):
        verb = syntax.governor(other)
        if verb.pos_ == "VERB" and verb.sent.start == sentence.start:
            return verb
    return None


def _root(piece: Piece, sentence: Span) -> Token | None:
    words = sentence.doc.char_span(piece.start, piece.end, alignment_mode="expand")
    return words.root if words is not None and words.root.sent.start == sentence.start else None


def _unfolded(label: str, token: Token) -> str:
    """Tell CONCEDE from RETREAT by the words beside the trigger."""
    if label != "YIELD":
        return label
    near = {token.lemma_.lower(), *(t.lemma_.lower() for t in token.subtree)}
    return "RETREAT" if near & word_class("retreating") else "CONCEDE"


def _with(kept: list[Found], fresh: Found, happening: Happening) -> list[Found]:
    """Add the head's event; at a pattern's trigger the surer of the two types stands."""
    for n, each in enumerate(kept):
        if fresh.head in each.used and fresh.head != each.head:
            return kept  # the content of an agreement or a refusal is no event of its own
        if each.trigger[0] < fresh.trigger[1] and fresh.trigger[0] < each.trigger[1]:
            if happening.score < SURE_SECOND:
                return kept
            sides = fresh if fresh.sources or fresh.targets else each
            changed = replace(
                each,
                event_type=fresh.event_type,
                mode="",
                sources=sides.sources,
                source_heads=sides.source_heads,
                targets=sides.targets,
                target_heads=sides.target_heads,
                confidence=fresh.confidence,
            )
            return [*kept[:n], changed, *kept[n + 1 :]]
    return [*kept, fresh]
