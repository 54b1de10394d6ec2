"""A token of a parsed sentence goes in; the tokens that play a part beside it come out.

Subjects and objects are the logical ones: passives, relative and reduced clauses, participles and
controlled infinitives are undone. Labels are those of spaCy's English models (ClearNLP).
"""

from flows.annotate.grammar.classes import in_class
from flows.annotate.text.words import Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
PARTICLES = frozenset({"out", "down", "back", "off", "up", "away", "aside", "free", "aground"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acomp", "oprd"})
_OF_TIME = frozenset({"after", "before", "since", "upon"})
_OF_ONE = frozenset({"by", "after", "before", "without", "since", "upon", "besides"})


def is_verb(token: Token) -> bool:
    """Say whether the token heads a clause."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Say whether the verb stands in the passive, its own or that of the verb it is joined to."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"auxpass", "nsubjpass", "csubjpass"} or _is_gapped(verb, deps):
        return True
    if verb.tag_ != "VBN" or deps & {"nsubj", "aux"}:
        return False
    if verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head) and "dobj" not in deps
    return verb.dep_ == "advcl" and "dobj" not in deps


def _is_gapped(verb: Token, deps: set[str]) -> bool:
    """Say whether a verb shares the "was" of the one before: "was sacked and his aide arrested"."""
    if verb.dep_ != "conj" or "nsubj" not in deps or deps & {"dobj", "aux", "ccomp", "xcomp"}:
        return False
    is_done = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and in_class(verb, "befalling"))
    return is_done and is_verb(verb.head) and is_passive(verb.head)


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children that carry one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the logical subject: the agent of a passive, the controller of a verb."""
    if is_passive(verb):
        agents = [o for a in children(verb, "agent") for o in children(a, "pobj")]
        return agents or after(verb, "by")
    own = [t for t in _named_subjects(verb) if not _is_begun(t)]
    if own:
        return [antecedent(token, verb) for token in own]
    return _inherited(verb, depth) if depth < 4 else []


def _named_subjects(verb: Token) -> list[Token]:
    """Return the subjects; a relative beside another one is the object: "whom rebels accuse"."""
    found = children(verb, "nsubj")
    named = [t for t in found if t.lower_ not in RELATIVE]
    return named if named and verb.dep_ == "relcl" else found


def _is_begun(token: Token) -> bool:
    """Say whether a token is the beginning of a hyphened word: "co-" of "his co-accused"."""
    hyphen = (
        token if token.text == "-" else token.nbor(1) if token.i + 1 < len(token.doc) else token
    )
    return hyphen.text == "-" and not hyphen.whitespace_ and not hyphen.nbor(-1).whitespace_


def has_subject(verb: Token) -> bool:
    """Say whether a clause names its own subject, the one of a passive among them."""
    return bool(children(verb, "nsubj", "nsubjpass"))


def antecedent(token: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return token


def _inherited(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.tag_ == "VB":  # "his decision to leave": the noun's own actor
            return children(head, "poss") or (subjects(head.head) if is_verb(head.head) else [])
        return [head]
    if verb.dep_ in ("xcomp", "ccomp", "oprd") and is_verb(head):
        return children(head, "dobj", "dative") or _passive_subject(head, depth)
    if verb.dep_ in ("advcl", "conj", "dep") and is_verb(head):
        return _told_before(verb) or _passive_subject(head, depth)
    if verb.dep_ == "pcomp":
        if head.lower_ in _OF_ONE and is_verb(head.head):  # "angered voters by raising rents"
            return _passive_subject(head.head, depth)
        return _accused(head.head, depth)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and is_verb(head.head):
        return subjects(head.head, depth + 1)
    return []


def _accused(above: Token, depth: int) -> list[Token]:
    """Return who does what a preposition tells: "accused them of", "held on charges of"."""
    if in_class(above, "hearsay") and above.dep_ == "pobj":
        above = above.head.head
    if not is_verb(above):
        return []
    return children(above, "dobj") or _passive_subject(above, depth) or objects(above)


def _told_before(verb: Token) -> list[Token]:
    """Return the subject of a report that a parse joins to who reports it.

    "A storm tore roofs off and killed two, officials said": what kills stands before, officials
    behind.
    """
    teller = verb.head
    is_before = verb.dep_ == "conj" and any(c.i > verb.i for c in children(teller, "nsubj"))
    told = [c for c in children(teller, "ccomp") if c.i < verb.i] if is_before else []
    return [s for c in told[:1] for s in _passive_subject(c, 1)]


def _passive_subject(verb: Token, depth: int) -> list[Token]:
    named = ("nsubjpass", "nsubj") if is_passive(verb) else ("nsubjpass",)
    return children(verb, *named) or subjects(verb, depth + 1)


def objects(verb: Token) -> list[Token]:
    """Return the heads of the logical object: the subject of a passive among them."""
    if not is_passive(verb):
        found = children(verb, "dobj")
        if verb.dep_ == "relcl":
            found = [antecedent(token, verb) for token in found]
            if not found and verb.head.i < verb.i and children(verb, "nsubj"):
                gap = not any(t.lower_ in RELATIVE for t in _named_subjects(verb))
                found = [verb.head] if gap and not children(verb, "ccomp", "xcomp") else []
        return found
    own = [antecedent(token, verb) for token in children(verb, "nsubjpass", "nsubj")]
    if own:
        return own
    if verb.dep_ == "acl":
        return [verb.head]
    if verb.dep_ == "xcomp" and is_verb(verb.head):  # "are known to have been killed"
        return children(verb.head, "dobj") or children(verb.head, "nsubjpass", "nsubj")
    above = verb.head
    if verb.dep_ in ("pcomp", "pobj") and above.lower_ in _OF_TIME:  # "died after being hit"
        above = above.head
    elif verb.dep_ not in ("conj", "advcl"):
        return []
    if not is_verb(above):
        return []
    return objects(above) if is_passive(above) else subjects(above)


def after(token: Token, *names: str) -> list[Token]:
    """Return the objects of the token's own prepositions of these names."""
    found = []
    for prep in token.children:
        if prep.dep_ in ("prep", "agent", "dative") and prep.lower_ in names:
            inner = children(prep, "pobj", "pcomp")
            found += inner or [o for p in children(prep, "prep") for o in children(p, "pobj")]
    return found


def complements(verb: Token) -> list[Token]:
    """Return the heads of the verb's clausal and predicative complements."""
    found = [child for child in verb.children if child.dep_ in _COMPLEMENTS]
    for adjective in [c for c in found if c.dep_ == "acomp"]:
        found += children(adjective, "xcomp")
    for noun in children(verb, "dobj", "attr"):
        found += [c for c in children(noun, "acl") if c.tag_ == "VB"]
    # "order in order to", "arrived to meet": purpose clauses are no complements
    return found


def coordinated(tokens: list[Token]) -> list[Token]:
    """Return the heads with the nouns that are joined to them, in the order of the text."""
    found: dict[int, Token] = {}
    for token in tokens:
        for each in (token, *token.conjuncts, *_told_on(token)):
            if each == token or (each.i > token.i and each.pos_ in ("NOUN", "PROPN", "PRON")):
                found[each.i] = each
    return [found[i] for i in sorted(found)]


def _told_on(noun: Token) -> list[Token]:
    """Return what goes on behind an aside: "shelled Harran, the capital, and other towns"."""
    asides = [a for a in children(noun, "appos") if a.i > noun.i]
    found = [c for a in asides for c in a.conjuncts if c.i > a.i]
    return [c for c in found if any(_is_behind_comma(t) for t in children(c.head, "cc"))]


def _is_behind_comma(word: Token) -> bool:
    return word.nbor(-1).text == ","


def governor(token: Token) -> Token:
    """Return the verb (or root) whose clause the token stands in."""
    while token.head != token and not (is_verb(token) and token.dep_ not in ("aux", "auxpass")):
        token = token.head
    return token


def clause_verb(token: Token) -> Token:
    """Return the verb that governs the token from outside, the token itself if it has none."""
    return governor(token.head) if token.head != token else token


def is_infinitive(token: Token) -> bool:
    """Say whether the verb stands behind "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def verb_keys(verb: Token) -> list[str]:
    """Return the lexicon's names for the verb: with its particle first ("carry_out")."""
    lemma = verb.lemma_.lower()
    joined = [
        child.lower_
        for child in verb.children
        if child.dep_ == "prt"
        or (child.lower_ in PARTICLES and child.dep_ in ("advmod", "prep", "acomp", "oprd"))
    ]
    if not joined:
        return [lemma]
    keys = [f"{lemma}_{word}" for word in joined]
    is_own = any(c.dep_ == "prt" and c.pos_ != "ADJ" for c in verb.children)  # not "shot dead"
    return keys if is_own else [*keys, lemma]


def has_negation(token: Token) -> bool:
    """Say whether "not", "never" or the like stands on the token."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "not") for c in token.children)


def opens_number(token: Token) -> bool:
    """Say whether a "No" is that of a number: "Resolution No. 1701" denies nothing."""
    if token.lower_ != "no":
        return False
    behind = [t.text for t in token.doc[token.i + 1 : token.i + 3]]
    return behind[:1] == ["."] and behind[-1][:1].isdigit()


def auxiliaries(verb: Token) -> frozenset[str]:
    """Return the auxiliaries of the verb, those of the verb it is joined to where it has none."""
    own = frozenset(c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass"))
    if not own and verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj"):
        return auxiliaries(verb.head)
    return own
