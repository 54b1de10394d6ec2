"""A noun that names an event goes in; its verb and its sides come out.

"Carried out", "launched" and "held" only carry the noun's meaning; "suffer" and "come under" turn
its sides round; "damaged" and "killed" say what the event did.
"""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import demonyms, in_class, word_class
from flows.annotate.text.words import Token

_LINKING = frozenset({"come", "be", "remain"})
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my"})
_CAUSAL = frozenset({"in", "by", "from", "after", "during"})
_DYING = frozenset({"die", "kill", "injure", "wound", "hurt", "perish", "displace"})
_GATHERINGS = frozenset({"CONSULT", "ELECTION", "JUSTICE"})  # named by place and day alone
_SETTING = frozenset({"DATE", "TIME", "GPE"})
_QUOTES = frozenset("\"“‘'„«")


def is_kind(verb: Token, name: str) -> bool:
    """Say whether the verb belongs to a class of `seeds/event_words.csv`, particle and all."""
    return syntax.is_verb(verb) and not word_class(name).isdisjoint(syntax.verb_keys(verb))


def is_naming(verb: Token) -> bool:
    """Say whether the verb only tells what somebody calls a thing: "called the vote a farce"."""
    if verb.lemma_.lower() != "call":
        return False
    nouns = syntax.children(verb, "dobj", "nsubjpass")
    named = syntax.children(verb, "oprd", "acomp", "attr", "npadvmod") + nouns[1:]
    if any(t.ent_type_ not in ("DATE", "TIME") for t in named):
        return True
    behind = [verb.doc[n.i + 1] for n in nouns[:1] if n.i + 1 < len(verb.doc)]
    return any(t.text in _QUOTES for t in behind)


def named_span(noun: Token) -> tuple[int, int]:
    """Return where the noun stands with the plain nouns before it: "flash floods"."""
    first = noun
    for child in noun.children:
        is_plain = child.dep_ == "compound" and not child.ent_type_ and not _is_hung(child)
        first = child if is_plain and child.i == first.i - 1 else first
    return first.idx, noun.idx + len(noun)


def _is_hung(word: Token) -> bool:
    """Say whether a hyphen ties a word to no noun: "7.1-magnitude", not "cruise-missile"."""
    if word.i < 2 or word.nbor(-1).text != "-":
        return False
    return word.nbor(-2).pos_ not in ("NOUN", "PROPN")


def light_verb(noun: Token) -> Token | None:
    """Return the verb that only carries the noun's meaning: "carried out", "launched", "held"."""
    if noun.dep_ == "conj" and noun.head.dep_ == "dobj":
        return light_verb(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "dozens of strikes"
        return light_verb(noun.head.head)
    if noun.dep_ in ("dobj", "nsubjpass"):
        return noun.head if is_kind(noun.head, "light") and not is_naming(noun.head) else None
    return next(
        (
            verb
            for verb in syntax.children(noun, "acl", "relcl")
            if is_kind(verb, "light") and noun in syntax.objects(verb)
        ),
        None,
    )


def harming_verb(noun: Token) -> Token | None:
    """Return the verb that says what the event did: "the attacks damaged", "a blast killed"."""
    verb = None
    if noun.dep_ == "nsubj":
        verb = noun.head
    elif noun.dep_ == "pobj" and noun.head.dep_ == "agent":
        verb = noun.head.head
    elif killing := killing_verb(noun):
        return killing[0]
    below = syntax.children(noun, "relcl", "acl")
    return next((v for v in [verb, *below] if v is not None and is_kind(v, "harming")), None)


def killing_verb(noun: Token) -> list[Token]:
    """Return the verb that says who suffered in it: "two guards were killed in a strike"."""
    is_cause = noun.dep_ == "pobj" and noun.head.lower_ in _CAUSAL
    return [noun.head.head] if is_cause and noun.head.head.lemma_ in _DYING else []


def noun_actor(noun: Token) -> list[Token]:
    """Return who does what the noun names: its owner, its "by", its light verb's subject."""
    owners = [t for t in syntax.children(noun, "poss") if t.ent_type_ not in ("DATE", "TIME")]
    own = owners or demonyms(noun)  # "Friday's strike" is not Friday's
    by = syntax.after(noun, "by")
    carrier = light_verb(noun)
    is_named = bool(own) and own[0].lower_ not in _POSSESSIVES
    if by or is_named or (own and carrier is None):
        return by or own
    if carrier is not None:  # "continued their attacks": the subject names them
        return [s for s in syntax.subjects(carrier) if s.i != noun.i] or own
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return syntax.children(noun.head, "poss") or demonyms(noun.head)
    return []


def sufferer(noun: Token) -> list[Token]:
    """Return whom the event befalls where they are the subject: "came under attack"."""
    if noun.dep_ == "dobj" and is_kind(noun.head, "inverse"):
        return syntax.subjects(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "under":
        verb = noun.head.head
        if verb.lemma_ in _LINKING:
            return syntax.subjects(verb) or syntax.children(verb, "nsubj")
    return []


def harmed(noun: Token) -> list[Token]:
    """Return what the event is said to have damaged, hit or killed."""
    verb = harming_verb(noun)
    if verb is None:
        return []
    return syntax.objects(verb) or (syntax.subjects(verb) if verb.lemma_ in _DYING else [])


def is_specific(noun: Token, event_type: str, *, has_sides: bool) -> bool:
    """Say whether the noun's own words tell who, whom, when, where, how many or what it did."""
    if is_charge(noun):
        return False
    if has_sides or light_verb(noun) is not None or harming_verb(noun) is not None:
        return True
    if noun.dep_ == "dobj" and is_kind(noun.head, "inverse"):
        return True
    if noun.dep_ == "nsubj" and is_kind(noun.head, "breaking"):
        return True
    if syntax.children(noun, "nummod"):
        return True
    if is_counted(noun):
        return True
    if noun.dep_ == "pobj" and event_type not in _GATHERINGS:
        return False  # "responsibility for the attack in the north": told elsewhere
    below = syntax.children(noun, "acl", "relcl", "prep", "npadvmod", "nmod", "compound")
    if syntax.is_verb(noun.head) and noun.dep_ in ("nsubj", "nsubjpass", "attr"):
        below += syntax.children(noun.head, "npadvmod", "prep")
    return any(t.ent_type_ in _SETTING for child in below for t in child.subtree)


def is_charge(noun: Token) -> bool:
    """Say whether a noun is what somebody is charged with: "jailed for the theft of a car"."""
    link = noun.head
    is_of = noun.dep_ == "pobj" and link.lower_ in ("with", "of", "for")
    verb = link.head
    while verb.dep_ == "xcomp" and syntax.is_infinitive(verb):  # "sentenced to die for the killing"
        verb = verb.head
    return is_of and (is_kind(verb, "charging") or (link.lower_ == "for" and _is_penalty(verb)))


def _is_penalty(word: Token) -> bool:
    """Say whether a word tells a sentence: "was given a life sentence for the murder"."""
    named = (word, *syntax.children(word, "dobj", "attr")) if syntax.is_verb(word) else (word,)
    return any(in_class(t, "penalty") for t in named)


def is_counted(noun: Token) -> bool:
    """Say whether its dead stand for the event: "the death toll from the floods rose to 40"."""
    return noun.dep_ == "pobj" and in_class(noun.head.head, "toll")
