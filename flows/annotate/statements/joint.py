"""A speaker's words go in; who else is named there as saying it too comes out.

"Ann Lee and Bo Ray said" is one statement of two: the first is its speaker, here is the other.
"""

from collections.abc import Iterator

from flows.annotate.actors.cast import Cast
from flows.annotate.actors.namewords import PERSON
from flows.annotate.statements.reading import Reading, Span
from flows.annotate.text.words import Span as Words
from flows.annotate.text.words import Token
from flows.records import Actor, OtherSpeaker

_BOTH = frozenset({"and", "&", "nor"})


def find_others(
    reading: Reading, speaker: Span, first: Actor | None, cast: Cast
) -> tuple[OtherSpeaker, ...]:
    """Return the actors, other than the first, that a joined phrase names, in its order."""
    words = reading.doc.char_span(*speaker, alignment_mode="expand")
    if words is None or not any(t.lower_ in _BOTH for t in words) or _is_choice(words):
        return ()
    found: dict[str, OtherSpeaker] = {}
    for token in words:
        if token is words.root or not _is_told(token, words, cast):
            continue
        end = token.right_edge.idx + len(token.right_edge)
        who = cast.resolve(token.left_edge.idx, min(end, speaker[1]))
        if who is not None and who is not first:
            found.setdefault(who.actor_id, OtherSpeaker(who.actor_id, who.name, who.role))
    return tuple(found.values())


def _is_told(joined: Token, words: Words, cast: Cast) -> bool:
    """Say whether a word is joined to the phrase's head, or a name to what tells of him.

    The parse hangs Ray on Ohio in "Ann Lee of Ohio and Bo Ray of Utah", or makes of both a subject;
    where the phrase's head is nobody's name ("the lawyer of Ann Lee and Bo Ray"), the names are not
    the speakers.
    """
    is_top = not words.start <= joined.head.i < words.end
    if joined.dep_ != "conj" and not is_top:
        return False
    if all(above.dep_ == "conj" for above in _up_to(joined, words.root)):
        return True
    own, head = (cast.by_token.get(t.i) for t in (joined, words.root))
    are_people = all(who is not None and who.kind == PERSON for who in (own, head))
    host = cast.by_token.get(joined.head.i)
    return are_people and (is_top or host in (None, head) or host.kind != PERSON)


def _up_to(word: Token, root: Token) -> Iterator[Token]:
    while word is not root and word.head is not word:
        yield word
        word = word.head


def _is_choice(words: Words) -> bool:
    """Say whether "or" joins the names: "Ann Lee or Bo Ray" is one of them, nobody knows who."""
    return any(t.lower_ == "or" for t in words)
