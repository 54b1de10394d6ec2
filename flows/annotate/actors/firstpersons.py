"""An article's mentions go in; they come out with every I and we inside quotation marks.

Those are whoever the words around the quote name as speaker: the subject behind it in its
sentence, else the nearest one in the paragraph.
"""

from flows.annotate.actors.mentions import Mention, Scene, root_of
from flows.annotate.text.quotes import Quote

_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


def with_first_persons(scene: Scene, done: list[Mention]) -> list[Mention]:
    """Return all mentions, those of I and we inside quotes among them."""
    subjects = [m for m in done if not m.is_quoted and _is_subject(scene, m)]
    speakers: dict[int, Mention | None] = {}
    found = []
    for token in scene.tokens:
        if scene.quoted[token.i] and token.lower_ in _FIRST:
            quote = scene.quotes.at(token.idx)
            if quote is None:
                continue
            if quote.start not in speakers:
                speakers[quote.start] = _speaker_of(scene, quote, subjects)
            who = speakers[quote.start]
            if who is not None:
                own = who._replace(start=token.i, end=token.i + 1)
                found.append(own._replace(is_quoted=True, is_pronoun=True))
    return sorted([*done, *found], key=lambda m: m.start)


def _speaker_of(scene: Scene, quote: Quote, subjects: list[Mention]) -> Mention | None:
    """Return the subject behind the quote in its sentence, else the nearest in the paragraph."""
    paragraph = scene.layout.paragraph_at(quote.start)
    if paragraph is None:
        return None
    offsets = [scene.tokens[m.start].idx for m in subjects]
    behind = [m for m, at in zip(subjects, offsets, strict=True) if quote.end <= at < paragraph.end]
    before = [m for m, at in zip(subjects, offsets, strict=True) if at < quote.start]
    if behind and not any(
        scene.tokens[i].text in ".!?" for i in range(_index_behind(scene, quote), behind[0].start)
    ):
        return behind[0]
    if before and scene.tokens[before[-1].start].idx >= paragraph.start:
        return before[-1]
    return behind[0] if behind else before[-1] if before else None


def _index_behind(scene: Scene, quote: Quote) -> int:
    span = scene.doc.char_span(quote.end - 1, quote.end, alignment_mode="expand")
    return int(span.end) if span is not None else len(scene.tokens)


def _is_subject(scene: Scene, mention: Mention) -> bool:
    return root_of(scene, mention).dep_ in ("nsubj", "nsubjpass")
