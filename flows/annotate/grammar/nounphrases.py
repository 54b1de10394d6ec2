"""A noun of a parsed sentence goes in; the first and last word of its phrase come out."""

from flows.annotate.grammar.classes import in_class, is_human
from flows.annotate.grammar.syntax import children, coordinated
from flows.annotate.text.words import Token

_INSIDE = frozenset({"of", "in", "from", "for", "on", "at", "near", "against", "to"})
_PHRASE = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "advmod", "case"}
)


def phrase(token: Token) -> tuple[int, int]:
    """Return the first and last token number of the noun phrase: its "of" and "in", no clause."""
    kept = [c for c in token.children if c.dep_ in _PHRASE or (c.dep_ == "punct" and _hyphen(c))]
    kept = [c for c in kept if not _is_outcome(c)]
    first = min([token.i, *(t.i for c in kept if c.i < token.i for t in c.subtree)])
    if token.dep_ == "poss":  # but the 's of "Moody's" is the name's
        kept = [c for c in kept if c.tag_ != "POS"]
    last = max([token.i, *(_last_of(c) for c in kept if c.i > token.i)])
    joined = min((c.i for c in token.children if c.dep_ in ("cc", "conj", "appos")), default=None)
    for prep in children(token, "prep"):
        is_own = joined is None or prep.i < joined or joined < token.i
        if _is_of_verb(prep, token):
            continue
        if prep.lower_ in _INSIDE and prep.i > token.i and is_own:
            for noun in children(prep, "pobj"):
                is_setting = noun.ent_type_ in ("DATE", "TIME") or (
                    prep.lower_ == "in"
                    and token.dep_ == "dobj"
                    and noun.ent_type_ in ("GPE", "LOC")
                )  # "arrested three men in Minsk": a parser hangs the place on either
                if not is_setting:
                    last = max(last, *(phrase(n)[1] for n in coordinated([noun])))
    return first, last


def _last_of(word: Token) -> int:
    """Return where a word of a phrase ends: "rebels loyal to the governor"."""
    is_told_on = word.pos_ == "ADJ" and any(c.lower_ in ("to", "with") for c in word.children)
    return word.right_edge.i if is_told_on else word.i


def _is_outcome(word: Token) -> bool:
    """Say whether an adjective tells what a verb made of its object: "shot dead two men"."""
    noun = word.head
    is_behind_verb = noun.dep_ == "dobj" and word.i == noun.head.i + 1
    return (
        word.pos_ == "ADJ"
        and is_behind_verb
        and any(c.i > word.i for c in children(noun, "det", "nummod", "poss"))
    )


def _is_of_verb(prep: Token, noun: Token) -> bool:
    """Say whether an "of" is what the noun's verb asks for: "acquitted Maric of war crimes"."""
    whole = noun
    while whole.dep_ == "pobj" and whole.head.lower_ == "of":  # "the head of the firm of fraud"
        whole = whole.head.head
    if prep.lower_ != "of" or whole.dep_ not in ("dobj", "nsubjpass"):
        return False
    asks = in_class(whole.head, "asks_of") and not in_class(noun, "quantity")
    return asks and not any(is_human(t) for t in children(prep, "pobj"))


def _hyphen(token: Token) -> bool:
    return token.text in "-–/'’" and token.i > 0 and not token.nbor(-1).whitespace_
