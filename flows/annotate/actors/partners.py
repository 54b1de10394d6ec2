"""A pronoun or a description, and the mentions before it, go in; whom it cannot mean comes out."""

from collections.abc import Iterator, Mapping

from flows.annotate.actors.mentions import Key, Mention, Scene
from flows.annotate.grammar.told import words_told
from flows.annotate.lexicon import read_where
from flows.annotate.text.words import Token


def partners(scene: Scene, at: Mapping[int, Mention], token: Token) -> frozenset[Key]:
    """Return those whom the pronoun cannot be, since they stand beside it under one verb."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "dative", "pobj"):
        return frozenset()
    verb = token.head.head if token.dep_ == "pobj" else token.head
    barred = {m.key for m in _askers(at, verb)}
    if token.dep_ == "pobj" and verb.i in at and verb.pos_ == "NOUN":
        barred.add(at[verb.i].key)  # "the mother of the boy"
    for child in verb.children:
        if child.i != token.i and child.dep_ in ("nsubj", "nsubjpass", "dobj", "dative"):
            other = at.get(child.i)
            if other is not None and scene.quoted[child.i] == scene.quoted[token.i]:
                barred.add(other.key)
    return frozenset(barred)


def means_text(token: Token) -> bool:
    """Say whether an "it" takes up the text that the sentence before is about.

    "A study of the Senate's bill was published. It found …" means neither the Senate nor anybody.
    """
    first = token.sent.start
    if token.dep_ != "nsubj" or first == 0:
        return False
    before = token.doc[first - 1].sent.root
    subjects = [c for c in before.children if c.dep_ in ("nsubj", "nsubjpass")]
    texts = read_where("description_words", "word", key="kind", value="text")
    return len(subjects) == 1 and subjects[0].tag_ == "NN" and subjects[0].lower_ in texts


def _askers(at: Mapping[int, Mention], verb: Token) -> Iterator[Mention]:
    """Yield who asks in "Questioned by Ana Costa, the witness agreed"."""
    for clause in verb.children:
        if clause.dep_ == "advcl" and clause.tag_ == "VBN":
            by = next((t for t in clause.children if t.lower_ == "by"), None)
            named = (at.get(t.i) for t in by.subtree) if by is not None else ()
            yield from (m for m in named if m is not None and m.key[0] == "person")


def told_of(at: Mapping[int, Mention], token: Token) -> frozenset[Key]:
    """Return the people named in what the pronoun says; they are told by another, if there is."""
    named = [at.get(t.i) for t in words_told(token) if t.dep_ != "poss"]
    return frozenset(
        m.key for m in named if m and m.key[0] == "person" and not (m.is_pronoun or m.is_quoted)
    )
