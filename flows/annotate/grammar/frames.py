"""One word of a parsed text goes in; the frames in which it could be a cue come out, with contents.

A frame is the way a cue takes its content: `that` (a clause), `to` (an infinitive), `object`,
`of` and other prepositions, `ing` … The lexicon decides which frames of a word are attributions;
this module only reads the grammar. Contents are sets of token numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.annotate.text.words import Token

CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
ASIDE_TOKENS = 25  # longest "said X, the Y of Z, on Friday" put into or behind a sentence
OPENING_TOKENS = 3  # "According to X, …" stands within so many tokens of its sentence's start
_HEAVY = frozenset({"ccomp", "xcomp", "dobj", "acomp", "attr"})
_LOOSE = frozenset({"prep", "advmod", "npadvmod", "advcl", "conj", "acomp", "dep"})
_BORDERS = frozenset({",", ".", ";", "—", "–", "--", "?", "!"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RIGHT = frozenset({"prep", "oprd", "xcomp", "ccomp", "acomp", "attr", "agent"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which `cue` may take a content: the tokens of both, and the grammar's name."""

    cue: tuple[int, ...]
    lemma: str
    pos: str  # VERB, NOUN, ADJ or ADP
    name: str
    content: frozenset[int]


def read_frames(token: Token) -> Iterator[Frame]:
    """Yield the frames that the grammar around the token allows."""
    if token.pos_ in ("VERB", "AUX"):
        yield from _verb_frames(token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield from _noun_frames(token)
    elif token.pos_ == "ADJ":
        yield from _adjective_frames(token)
    if token.lower_ == "according":
        yield from _according(token)


def _subtree(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _verb_frames(verb: Token) -> Iterator[Frame]:
    lemma, cue = _lemma(verb), (verb.i,)
    for child in verb.children:
        name = _clause_name(child, verb)
        if name:
            yield Frame(cue, lemma, "VERB", name, _clause_content(child, verb))
    yield from _object_frames(verb, lemma)
    yield from _preposition_frames(verb, lemma, "VERB")
    aside = _aside(verb)
    if aside:
        host = frozenset(t.i for t in verb.sent) - aside - _behind(verb, max(aside))
        yield Frame(cue, lemma, "VERB", "inserted", host)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is not None:
        yield from _passive_frames(verb, lemma, subject)
    clause = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if subject is not None and clause is not None:
        content = _subtree(subject) | _subtree(clause)
        yield Frame(cue, lemma, "VERB", "passive-to", content)
    elif clause is not None and (clause.tag_ != "VBG" or _has_to(clause)):  # not "denied taking"
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            content = _subtree(subject) | _subtree(clause)
            yield Frame(cue, lemma, "VERB", "raised-to", content)


def _passive_frames(verb: Token, lemma: str, subject: Token) -> Iterator[Frame]:
    """Yield "was accused (by somebody) of": what an active verb has for its object stands first."""
    for child in verb.children:
        links = [child]
        if child.dep_ == "agent":
            noun = next((c for c in child.children if c.dep_ == "pobj"), child)
            links = [c for c in noun.children if has_clause(c)]
        for link in links:
            if link.dep_ == "prep" and link.i > verb.i and link.lower_ in ("of", "for"):
                whole = _subtree(subject) | _subtree(link)
                yield Frame((verb.i,), lemma, "VERB", f"object+{link.lower_}", whole)


def has_clause(word: Token) -> bool:
    """Say whether a preposition governs a verb: "of hiding the cracks"."""
    return word.dep_ == "prep" and any(c.dep_ == "pcomp" for c in word.children)


def _clause_name(child: Token, verb: Token) -> str | None:
    if child.dep_ not in CLAUSES or _is_apart(child, verb):
        return None
    if child.dep_ == "ccomp":
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
            return "that"
        if _has_to(child):
            return "to"
        if any(
            c.tag_ in ("WDT", "WP", "WRB", "WP$") for c in child.subtree if c.i < child.i
        ) or any(c.lower_ in ("if", "whether") for c in child.children):
            return "wh"
        return "clause"
    if child.dep_ == "xcomp":
        if _has_to(child):
            return "to"
        return "ing" if child.tag_ == "VBG" else "bare"
    if child.dep_ == "parataxis" and child.pos_ in ("VERB", "AUX"):
        return "parataxis"
    return None


def _is_apart(child: Token, verb: Token) -> bool:
    """Say whether a semicolon ends the clause before the verb's: "he left; she said nothing"."""
    between = child.doc[child.right_edge.i : verb.i] if child.i < verb.i else ()
    return any(token.text == ";" for token in between)


def _has_to(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _clause_content(child: Token, verb: Token) -> frozenset[int]:
    """Return the clause, with the verb's object where that is the one who is to act."""
    content = _subtree(child)
    if child.dep_ == "xcomp" and _has_to(child):
        for other in verb.children:
            if other.dep_ in ("dobj", "dative") and verb.i < other.i < child.i:
                content |= _subtree(other)
    return (content | _loose_ends(child, verb)) - {verb.i}


def _loose_ends(clause: Token, verb: Token) -> frozenset[int]:
    """Return the phrases right behind the clause that the parse hung on the cue instead."""
    found: frozenset[int] = frozenset()
    edge = clause.right_edge.i
    if clause.doc[edge].text == ",":
        return found  # what a comma sets off is no end of the clause
    for other in sorted(verb.children, key=lambda token: token.i):
        if _goes_on(other, clause, verb):
            continue
        if other.i > edge and other.dep_ in _LOOSE and other.left_edge.i == edge + 1:
            found |= _subtree(other)
            edge = other.right_edge.i
    return found if clause.i > verb.i else frozenset()


def _goes_on(other: Token, clause: Token, verb: Token) -> bool:
    """Say whether a verb is the cue's next: "said it would close and blamed weak demand"."""
    is_next = other.dep_ == "conj" and other.tag_ == verb.tag_
    return is_next and other.tag_ in FINITE and other.tag_ != _tense(clause)


def _tense(clause: Token) -> str:
    """Return the tag of a clause's finite word."""
    words = (clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass")))
    return next((w.tag_ for w in words if w.tag_ in FINITE), "")


def _object_frames(verb: Token, lemma: str) -> Iterator[Frame]:
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None:
        return
    alone = _subtree(thing)
    yield Frame((verb.i,), lemma, "VERB", "object", alone)
    claim = next((c for c in thing.children if c.dep_ in ("acl", "ccomp") and _has_that(c)), None)
    if claim is not None and not any(c.dep_ == "poss" for c in thing.children):
        yield Frame((verb.i,), lemma, "VERB", "object-that", _subtree(claim))
    for child in thing.children:
        if child.dep_ == "prep" and child.i > thing.i:
            yield Frame((verb.i,), lemma, "VERB", f"object-{child.lower_}", alone)
    rest = [c for c in verb.children if c.dep_ in RIGHT and c.i > thing.i]
    for child in rest:
        name = child.lower_ if child.dep_ == "prep" else child.dep_
        is_heard = child.dep_ == "ccomp" and any(c.dep_ in SUBJECTS for c in child.children)
        content = _subtree(child) if is_heard else alone | _subtree(child)
        yield Frame((verb.i,), lemma, "VERB", f"object+{name}", content)


def _preposition_frames(word: Token, lemma: str, pos: str) -> Iterator[Frame]:
    for child in word.children:
        if child.dep_ != "prep" or child.i < word.i:
            continue
        inner = _subtree(child) - {child.i}
        if inner:
            yield Frame((word.i, child.i), lemma, pos, child.lower_, inner)


def _noun_frames(noun: Token) -> Iterator[Frame]:
    """Yield what a noun of saying takes; "+owner" marks that its phrase names whose it is."""
    lemma = _lemma(noun)
    owner = "+owner" if any(_owns(child) for child in noun.children) else ""
    for child in noun.children:
        if child.i > noun.i and child.dep_ in ("acl", "ccomp"):
            name = "to" if _has_to(child) else ("that" if _has_that(child) else "clause")
            yield Frame((noun.i,), lemma, "NOUN", name + owner, _subtree(child))
    if in_words_of(noun) is not None:
        yield Frame((noun.i,), lemma, "NOUN", "in-of", _beside(noun.head))
    for frame in _preposition_frames(noun, lemma, "NOUN"):
        if frame.name not in ("by", "among"):
            yield Frame(frame.cue, lemma, "NOUN", frame.name + owner, frame.content)


def _owns(child: Token) -> bool:
    return child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("by", "among"))


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _adjective_frames(word: Token) -> Iterator[Frame]:
    lemma = _lemma(word)
    for child in word.children:
        if child.i > word.i and child.dep_ in ("ccomp", "xcomp"):
            name = "to" if _has_to(child) else ("that" if _has_that(child) else "clause")
            yield Frame((word.i,), lemma, "ADJ", name, _subtree(child))
    yield from _preposition_frames(word, lemma, "ADJ")


def is_free_participle(verb: Token) -> bool:
    """Say whether a participle stands behind a comma: "…, calling it a mistake"."""
    before = verb.nbor(-1) if verb.i else verb
    if before.dep_ == "advmod" and before.i:
        before = before.nbor(-1)
    return verb.tag_ == "VBG" and before.text == ","


def _aside(verb: Token) -> frozenset[int]:
    """Return the tokens of a bare "he said" between commas (or at the end), else nothing."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or any(c.dep_ in _HEAVY and c.i > verb.i for c in verb.children):
        return frozenset()
    first = min(subject.left_edge.i, verb.i)
    last = max(subject.right_edge.i, verb.i, *(c.right_edge.i for c in verb.children if c.i > verb.i
               and c.dep_ in ("advmod", "npadvmod", "prep", "neg", "dative")), verb.i)  # fmt: skip
    sentence, doc = verb.sent, verb.doc
    if (
        first <= sentence.start
        or doc[first - 1].text not in _BORDERS
        or last - first > ASIDE_TOKENS
    ):
        return frozenset()
    behind = doc[last + 1].text if last + 1 < sentence.end else "."
    return frozenset(range(first - 1, last + 1)) if behind in _BORDERS else frozenset()


def _behind(verb: Token, last: int) -> frozenset[int]:
    """Return what hangs on the verb behind its aside: "…, he said, hours after the vote"."""
    return frozenset(n for c in verb.children if c.i > last for n in _subtree(c))


def _according(token: Token) -> Iterator[Frame]:
    """Yield the sentence, or behind an opening "According to X" the clause, without the phrase."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    cue = (token.i, to.i) if to is not None else (token.i,)
    yield Frame(cue, "according", "ADP", "according", _beside(token))


def in_words_of(noun: Token) -> Token | None:
    """Return whose words, view or eyes a phrase with "in" tells: "in the words of Ana Costa"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None or not any(c.lower_ == "the" for c in noun.children):
        return None if any(c.lower_ == "own" for c in noun.children) else owner
    of = next((c for c in noun.children if c.lower_ == "of" and c.i > noun.i), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def _beside(top: Token) -> frozenset[int]:
    """Return what a phrase that names a source is put to: its clause or its sentence."""
    head = top.head
    while head.dep_ not in ("ROOT", "ccomp", "conj", "advcl", "relcl") and head.head is not head:
        head = head.head
    opens = top.i - top.sent.start < OPENING_TOKENS
    inside = head.dep_ == "ccomp" and top.i < head.i  # "said that, according to the police, …"
    whole = _subtree(head) if opens or inside else frozenset(t.i for t in top.sent)
    marks = frozenset(c.i for c in head.children if inside and c.dep_ == "mark")
    return whole - _subtree(top) - _concession(head) - marks


def _concession(head: Token) -> frozenset[int]:
    """Return the tokens of an opening "Despite …,": that contrast is the writer's."""
    return frozenset(
        number
        for child in head.children
        if child.i < head.i and child.lower_ in ("despite", "notwithstanding")
        for number in _subtree(child)
    )
