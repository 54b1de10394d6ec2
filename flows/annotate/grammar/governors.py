"""A trigger and the word above it go in; whether that word makes it planned, denied … comes out.

The words and their effects stand in `seeds/event_governors.csv`.
"""

from functools import cache

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.grammar.pending import is_unfinished, is_yet
from flows.annotate.lexicon import read_rows
from flows.annotate.text.words import Token

_FUTURE = frozenset({"will", "wo", "shall", "'ll", "’ll", "gon"})
_WISHING = frozenset({"threaten", "fear", "consider", "demand", "want", "seek", "urge", "risk"})
_CARRIED = frozenset({"dobj", "nsubjpass", "xcomp", "pcomp", "acl", "attr", "oprd", "pobj", "conj"})
_GOVERNED = frozenset({"xcomp", "acl", "advcl"})  # labels that a parser gives "got him to yield"
_OF_ITS_OWN = frozenset({"nsubj", "nsubjpass", "mark"})


@cache
def effects(pos: str) -> dict[str, str]:
    """Return what governing words of one part of speech do to the event they govern."""
    found = {}
    for row in read_rows("event_governors"):
        if row["pos"] == pos:
            found.update(dict.fromkeys(row["words"].split("|"), row["effect"]))
    return found


def of_preposition(prep: Token, is_noun: bool) -> set[str]:
    """Return what a preposition does to what it leads to: "before the talks", "without a fight"."""
    led = prep.head.lower_ if prep.lower_ in ("of", "into") else ""  # "ahead of", "on the eve of"
    effect = effects("p").get(led) or effects("p").get(prep.lower_)
    if effect == "planned" and is_noun:
        verb = _told(syntax.clause_verb(prep))
        is_past = verb.tag_ in ("VBD", "VBN") and not syntax.auxiliaries(verb) & _FUTURE
        return set() if is_past else {"planned"}
    return {effect} if effect == "denied" else set()


def _told(verb: Token) -> Token:
    """Return the verb whose tense an infinitive shares: "got him to yield before his arrest"."""
    while verb.dep_ in _GOVERNED and syntax.is_infinitive(verb) and _brings_about(verb.head):
        verb = verb.head
    return verb


def _brings_about(verb: Token) -> bool:
    """Say whether what a verb governs is done with it: "managed to", "got him to", not "got to"."""
    is_got = verb.lemma_ == "get" and bool(syntax.children(verb, "dobj"))
    return is_got or effects("v").get(verb.lemma_) == "happened"


def of_governor(node: Token, parent: Token) -> set[str]:
    """Return what a verb does to what it governs: "plans to close", "failed to agree"."""
    is_subject = node.dep_ in ("nsubj", "csubj", "advmod", "npadvmod", "conj", "advcl", "relcl")
    if is_subject or node.dep_ not in (*_CARRIED, "ccomp"):
        return set()
    if node.dep_ in ("dobj", "nsubjpass") and _is_timed(parent):
        return {"planned"}
    for key in syntax.verb_keys(parent):
        effect = effects("v").get(key)
        if is_unfinished(node):  # "told them to leave", not "told them that he left"
            effect = effect or effects("i").get(key)
        if effect and _applies(effect, node, parent):
            return {effect} - {"happened"}
    if node.dep_ == "xcomp" and syntax.is_infinitive(node):
        if is_yet(node):
            return {"denied"}
        if parent.lemma_ == "be" and not _is_aim(parent):
            return {"planned"}  # "the firm is to close two plants"
        is_open = parent.lemma_ not in effects("v") and not _brings_about(parent)
        return {"hypothetical"} if is_open else set()
    return set()


def _is_timed(verb: Token) -> bool:
    """Say whether a verb with its preposition sets a time: "talks were fixed for next week"."""
    keys = (f"{verb.lemma_.lower()}_{p.lower_}" for p in syntax.children(verb, "prep"))
    return any(effects("v").get(key) == "planned" for key in keys)


def _is_aim(verb: Token) -> bool:
    """Say whether the subject names what somebody wants: "his job is to arrest smugglers"."""
    return any(in_class(c, "aim") for c in syntax.children(verb, "nsubj"))


def of_led(node: Token, parent: Token) -> set[str]:
    """Return what a verb does to what its preposition leads to: "insisted on their release".

    Only of a clause is it denied, "blocked him from leaving", as nouns are presupposed.
    """
    if node.dep_ != "prep":
        return set()
    is_clause = bool(syntax.children(node, "pcomp"))
    key = f"{parent.lemma_.lower()}_{node.lower_}"
    effect = effects("v").get(key, "")
    if not is_clause:
        return {effect} & {"hypothetical"}
    keys = syntax.verb_keys(parent) if node.lower_ == "from" else []
    if any(effects("v").get(each) == "denied" for each in keys):
        return {"denied"}
    return {effect or effects("i").get(key, "")} & {"hypothetical", "denied"}


def is_caused(clause: Token) -> bool:
    """Say whether a clause is what somebody has done: "sought to have the order quashed"."""
    is_done = clause.tag_ in ("VBN", "VBD") and not syntax.auxiliaries(clause)
    if not is_done or clause.dep_ != "ccomp" or clause.head.lemma_ not in ("have", "get"):
        return False
    return syntax.has_subject(clause) or bool(syntax.children(clause.head, "dobj"))


def is_outcome(clause: Token) -> bool:
    """Say whether a participle goes on with what its verb tells: "will close, cutting 40 jobs".

    What somebody says meanwhile is said now: "will march, accusing the council of fraud".
    """
    is_participle = clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.i > clause.head.i
    before = [c for c in clause.children if c.i < clause.i]  # "while cutting" is another time
    is_own = any(c.dep_ in _OF_ITS_OWN or c.tag_ in ("IN", "WRB") for c in before)
    is_plain = is_participle and not is_own and not syntax.auxiliaries(clause)
    return is_plain and not in_class(clause, "voicing")


def _applies(effect: str, node: Token, parent: Token) -> bool:
    """Nouns are presupposed by many verbs ("condemned the attack"); clauses are not."""
    if node.dep_ in ("dobj", "nsubjpass", "attr"):
        is_open = effect in ("planned", "attempted", "denied", "possible", "ongoing")
        return is_open or parent.lemma_ in _WISHING
    if node.dep_ == "ccomp":
        is_content = parent.lemma_ in ("deny", "refute") and not syntax.children(parent, "dobj")
        return effect != "denied" or is_content  # "Chad accused Mali, a charge Mali denies"
    return True
