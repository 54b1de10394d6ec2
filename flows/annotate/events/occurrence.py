"""A trigger in its sentence goes in; whether it happened, and how sure the words are, come out.

Read from tense, modals, negation, conditions and the words that govern the trigger, whose effects
stand in `seeds/event_governors.csv`. Climbing ends at the clause that somebody reports.
"""

from flows.annotate.events.clauses import TEMPORAL
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import POLITICAL, in_class, word_class
from flows.annotate.grammar.governors import (
    effects,
    is_caused,
    is_outcome,
    of_governor,
    of_led,
    of_preposition,
)
from flows.annotate.grammar.hearsay import is_hearsay, is_rejected
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.grammar.pending import BARE_VERBS, is_yet_to_be
from flows.annotate.grammar.votes import is_voted
from flows.annotate.text.words import Token

ORDER = ("conditional", "denied", "hypothetical", "planned", "attempted", "ongoing")  # first holds
_HYPOTHETIC = frozenset({"would", "could", "may", "might", "should", "must", "ought", "'d", "’d"})
_FUTURE = frozenset({"will", "wo", "shall", "'ll", "’ll", "gon"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_NOW = frozenset({"is", "are", "'s", "’s", "'re", "am", "been"})
_THEN = frozenset({"was", "were"})
_NO = frozenset({"no", "neither", "zero"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_AHEAD = frozenset({"hypothetical", "planned", "conditional"})
_REPORTED = frozenset({"ccomp", "relcl", "parataxis"})
_TOLD_BY_NOUN = frozenset({"acl", "relcl", "ccomp"})
_OF_A_NOUN = frozenset({"acl", "prep", "compound", "relcl", "ccomp"})


def read_occurrence(trigger: Token, mode: str = "") -> str:
    """Return happened, ongoing, attempted, planned, hypothetical or denied."""
    signals = _signals(trigger)
    if mode == "denied_act":  # the refusal itself has happened
        signals -= {"denied", "planned"}
    if mode in ("refuse", "disagree"):
        signals -= {"denied"}
    if mode == "disagree" and syntax.auxiliaries(trigger) & {"could", "can", "ca"}:
        signals -= {"hypothetical"}  # "could not agree on wages"
    if _is_told_after(trigger):
        signals -= {"hypothetical"}
    first = next((name for name in ORDER if name in signals), "happened")
    return "hypothetical" if first == "conditional" else first


def _is_told_after(trigger: Token) -> bool:
    """Say whether an infinitive tells what was before: "are known to have been killed"."""
    own = {c.lower_ for c in trigger.children if c.dep_ in ("aux", "auxpass")}
    is_known = trigger.dep_ == "xcomp" and trigger.head.lemma_ in ("know", "say", "report")
    return is_known and {"to", "have"} <= own


def is_possible(trigger: Token) -> bool:
    """Say whether the outlet leaves open that it is so: "alleged", "reportedly", "may have"."""
    if "possible" in _signals(trigger):
        return True
    verb = trigger if syntax.is_verb(trigger) else syntax.clause_verb(trigger)
    words = syntax.auxiliaries(verb)
    return trigger == verb and bool(words & {"may", "might", "could"}) and "have" in words


def _signals(trigger: Token) -> set[str]:
    node, is_noun = trigger, not syntax.is_verb(trigger)
    if is_noun:
        found, node = _of_noun_and_verb(trigger)
        if _is_quelled(trigger):
            return found
    else:
        found = _of_verb(trigger) | _of_adverbs(trigger)
        if trigger.dep_ == "csubj":  # "sending troops would cost billions"
            found |= _of_verb(trigger.head) & _AHEAD
    for _ in range(8):
        parent = node.head
        if parent == node:
            break
        found |= set() if is_voted(node) else _from_parent(node, parent, is_noun)
        is_report = node.dep_ in _REPORTED and not (_is_purpose(node) or is_caused(node))
        if is_report or not _goes_on(node, parent, is_noun):
            break
        is_aside = node.dep_ == "prep" and syntax.is_verb(parent)
        if is_aside or parent.pos_ in ("ADP", "SCONJ") and parent.lower_ in TEMPORAL:
            break
        is_inner = node.dep_ in ("xcomp", "pcomp", "acl") or is_caused(node)
        if is_inner and syntax.is_verb(parent):
            found |= _of_verb(parent, is_outer=True)
            is_noun = False
        node = parent
    return found


def _is_quelled(noun: Token) -> bool:
    """Say whether an event goes on until it is ended: "used tear gas to disperse a rally".

    So does what nature does and somebody fights: "gave money to fight the outbreak".
    """
    if noun.dep_ != "dobj" or not syntax.is_verb(noun.head):
        return False
    is_blind = any(in_class(noun, name) for name in ("disease", "weather", "unblamed"))
    return is_kind(noun.head, "quelling") or (is_blind and is_kind(noun.head, "fighting"))


def _of_noun_and_verb(noun: Token) -> tuple[set[str], Token]:
    """Return what a noun and the verb that carries it tell, and the upper of the two."""
    found = _of_noun(noun) | ({"ongoing"} if _is_going_on(noun) else set())
    found |= {"hypothetical"} if _is_asked_for(noun) else set()
    if (verb := _carrier(noun)) is not None:
        return found | _of_verb(verb) | _of_adverbs(verb) | _of_predicate(verb), verb
    if (verb := _presser(noun)) is not None:
        return found | _of_verb(verb), verb
    if (verb := _teller(noun)) is not None:
        found |= _of_verb(verb) & _AHEAD
    return found, noun


def _is_asked_for(noun: Token) -> bool:
    """Say whether an event is a condition by what brings it about: "if a deal is reached"."""
    verb = noun.head
    is_brought = noun.dep_ in ("nsubjpass", "dobj") and is_kind(verb, "achieving")
    return is_brought and verb.dep_ == "advcl" and _is_condition(verb)


def _carrier(noun: Token) -> Token | None:
    """The verb that says no more than that the event takes place."""
    verb = noun.head
    is_event = noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and syntax.is_verb(verb)
    if not is_event or is_kind(verb, "ending"):  # "will end the outbreak": it goes on
        return None
    keys = syntax.verb_keys(verb)
    known = (word_class("light"), word_class("inverse"), word_class("bringing"), BARE_VERBS)
    is_light = not frozenset[str]().union(*known).isdisjoint(keys)
    turns = any(effects("v").get(key, "happened") != "happened" for key in keys)
    is_owner = verb.lemma_ == "have" and noun.dep_ == "nsubj"  # "the firing has no precedent"
    return verb if is_light and not is_owner and not (turns and noun.dep_ != "nsubj") else None


def _presser(noun: Token) -> Token | None:
    """The verb by which somebody is made to take part: "would not be forced into talks"."""
    into = noun.head
    is_led = noun.dep_ == "pobj" and into.lower_ == "into" and syntax.is_verb(into.head)
    return into.head if is_led and is_kind(into.head, "pressing") else None


def _is_going_on(noun: Token) -> bool:
    """Say whether an event is told to last: "riots have been raging", "the strike is under way"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or not syntax.is_verb(verb) or "had" in syntax.auxiliaries(verb):
        return False
    if verb.lemma_ == "be" or verb.lower_ == "been":
        said = [*verb.children, *syntax.after(verb, "under")]
        is_now = verb.tag_ != "VBD" or any(c.lower_ == "still" for c in verb.children)
        return is_now and any(t.lower_ in ("underway", "way") for t in said)
    is_lasting = any(effects("v").get(key) == "ongoing" for key in syntax.verb_keys(verb))
    return is_lasting and verb.tag_ == "VBG" and bool(syntax.auxiliaries(verb) & _NOW)


def _of_predicate(verb: Token) -> set[str]:
    """Return what is said of an event to come: "talks are to resume", "are due to start"."""
    found = set()
    if verb.lemma_ == "be":
        if any(syntax.is_infinitive(c) for c in syntax.children(verb, "xcomp")):
            found.add("planned")
        found |= {effects("a").get(c.lower_, "") for c in syntax.children(verb, "acomp")}
    return found - {""}


def _teller(noun: Token) -> Token | None:
    """The verb whose modal holds for the event, too: "floods may hit", not "the raid may kill".

    What the article, an owner or a number makes known has happened, whatever it may yet do; a storm
    has only struck when it has.
    """
    verb = noun.head
    if noun.dep_ != "nsubj" or not syntax.is_verb(verb) or "have" in syntax.auxiliaries(verb):
        return None
    if in_class(noun, "weather"):
        return verb if is_kind(verb, "harming") or is_kind(verb, "arriving") else None
    is_new = not any(_makes_known(c) for c in noun.children)
    is_open = is_kind(verb, "harming") and not _FUTURE & syntax.auxiliaries(verb)
    return verb if is_new and is_open else None


def _makes_known(word: Token) -> bool:
    if word.dep_ == "det":
        return word.lower_ not in ("a", "an", "any", "some", "another", "such")
    return word.dep_ in ("poss", "nummod") or word.ent_type_ in POLITICAL


def _of_noun(noun: Token) -> set[str]:
    found = {"denied"} if is_yet_to_be(noun) else set()
    for child in noun.children:
        if _is_no(child):
            found.add("denied")
        if child.dep_ in ("amod", "compound", "advmod"):
            found.add(effects("a").get(child.lower_, ""))
    if in_class(noun, "weather"):  # "failed rains": nobody tried
        found.discard("attempted")
    return found - {""}


def _of_adverbs(verb: Token) -> set[str]:
    """Return what adverbs tell: "reportedly fled", "were still fighting", not "still won"."""
    words = (c.lower_ for c in verb.children if c.dep_ in ("advmod", "neg"))
    found = {effects("d")[each] for each in words if each in effects("d")}
    return found if verb.tag_ == "VBG" else found - {"ongoing"}


def _of_verb(verb: Token, *, is_outer: bool = False) -> set[str]:
    found: set[str] = set()
    words = syntax.auxiliaries(verb)
    if syntax.has_negation(verb):
        found.add("denied")
    if any(_is_nobody(side) for side in syntax.children(verb, "nsubj", "nsubjpass", "dobj")):
        found.add("denied")
    if words & _FUTURE:
        found.add("planned")
    if words & _HYPOTHETIC or (words & {"can", "ca"}):
        is_reported = "would" in words and _is_told(verb) and "have" not in words
        found.add("planned" if is_reported else "hypothetical")
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.children):
        found.add("conditional")
    if any(_is_condition(c) for c in syntax.children(verb, "advcl")) and "have" not in words:
        found.add("hypothetical")
    going_on = _NOW | _THEN if verb.dep_ == "ccomp" else _NOW  # "said it was halting payments"
    if verb.tag_ == "VBG" and words & going_on and not is_outer:
        found.add("ongoing")
    return found


def _is_told(verb: Token) -> bool:
    """Say whether somebody reports the clause or the one it is joined to."""
    while verb.dep_ == "conj" and syntax.is_verb(verb.head) and not syntax.has_subject(verb):
        verb = verb.head
    return verb.dep_ == "ccomp"


def _is_nobody(side: Token) -> bool:
    """Say whether the side of an event is empty: "arrested nobody", "no shots were fired"."""
    return side.lower_ in _NOBODY or any(_is_no(c) for c in side.children)


def _is_no(word: Token) -> bool:
    return word.lower_ in _NO and not syntax.opens_number(word)


def _is_condition(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children)


def _from_parent(node: Token, parent: Token, is_noun: bool) -> set[str]:
    if node.dep_ == "advcl":
        marks = {c.lower_ for c in node.children if c.dep_ == "mark"}
        is_aim = syntax.is_infinitive(node)
        if is_outcome(node):
            return _of_verb(parent) & _AHEAD
        return {"hypothetical"} if is_aim or marks & _CONDITIONS else of_governor(node, parent)
    if node.dep_ == "conj" and parent.dep_ == "advcl" and _is_condition(parent):
        return {"hypothetical"}  # "if a deal is reached and both sides withdraw"
    if parent.lower_ == "yet" and syntax.is_infinitive(node):
        return {"denied"}  # "have yet to sign", read as hanging on "yet"
    if parent.pos_ == "ADP" or parent.dep_ == "prep":
        return of_preposition(parent, is_noun)
    if syntax.is_verb(parent):
        return of_led(node, parent) or of_governor(node, parent)
    if parent.pos_ in ("NOUN", "PROPN") and node.dep_ in _OF_A_NOUN:
        return _of_led_noun(node, parent)
    if parent.pos_ == "ADJ" and node.dep_ in ("xcomp", "ccomp", "prep"):
        effect = effects("a").get(parent.lower_)
        return {effect or ("hypothetical" if node.dep_ == "xcomp" else "")} - {""}
    return set()


def _of_led_noun(node: Token, parent: Token) -> set[str]:
    """Return what a noun does to what it leads to: "a warning about famine", "a plan to strike"."""
    if is_hearsay(node, parent):
        return {"denied" if is_rejected(parent) else "possible"}
    lemma = parent.lemma_.lower()
    own = effects("n").get(f"{lemma}_{node.lower_}")  # "a warning about famine"
    effect = own or effects("n").get(lemma)
    if _is_purpose(node):
        return {effect or "hypothetical"}
    if (
        node.dep_ in _TOLD_BY_NOUN
        and in_class(parent, "trace")
        and any(map(_is_no, parent.children))
    ):
        return {"denied"}  # "no sign that they are willing"
    is_of = node.dep_ == "prep" and (own or node.lower_ in ("of", "for", "to", "at"))
    return {effect} if effect and is_of else set()


def _is_purpose(clause: Token) -> bool:
    """Say whether a noun's clause tells what it is for, by either label: "a plot to bomb".

    Who is the first or last to do something has done it.
    """
    if clause.dep_ not in ("acl", "relcl") or not syntax.is_infinitive(clause):
        return False
    return not any(in_class(c, "ranked") for c in syntax.children(clause.head, "amod"))


def _goes_on(node: Token, parent: Token, is_noun: bool) -> bool:
    if node.dep_ in ("xcomp", "pcomp", "acl", "oprd", "prep") or _is_purpose(node):
        return True
    if is_caused(node) or is_outcome(node):
        return True
    if node.dep_ in ("dobj", "pobj", "nsubjpass", "attr"):
        return is_noun and (_is_led(parent) or _is_still_to_do(parent))
    return node.dep_ == "conj" and not syntax.children(node, "nsubj", "nsubjpass")


def _is_led(link: Token) -> bool:
    """Say whether a preposition makes a noun part of what is above it.

    What is ended or looked into was there before: "an end to the war", "an inquiry into the fire".
    """
    if link.pos_ != "ADP" or in_class(link.head, "ending"):
        return False
    return link.lower_ != "into" or not in_class(link.head, "probe")


def _is_still_to_do(verb: Token) -> bool:
    """Say whether what holds for an unfinished verb holds for its object, too: "to stage a raid".

    What somebody wants to protest or discuss was there before.
    """
    if not syntax.is_verb(verb) or is_kind(verb, "ending") or is_kind(verb, "presupposing"):
        return False
    is_sought = verb.dep_ == "pcomp" and is_kind(verb, "achieving")  # "insist on securing a truce"
    return syntax.is_infinitive(verb) or is_sought
