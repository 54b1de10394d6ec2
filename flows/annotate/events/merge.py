"""The triggers of a sentence go in; those that tell of a happening of their own come out."""

from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.events.found import Found
from flows.annotate.events.occurrence import read_occurrence
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.grammar.governors import effects
from flows.annotate.grammar.nouns import harming_verb, is_kind, light_verb, named_span
from flows.annotate.grammar.votes import is_voted
from flows.annotate.text.words import Doc, Token

HARM = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "CRIME"})
_NO_FIGHT = frozenset({"ACCIDENT", "DISASTER"})
_EFFECTS = frozenset({"kill", "displace", "death", "drown"})
_SETTING = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_BEYOND = frozenset({"ECONOMY", "OTHER", "ELECTION", "HEALTH", "JUSTICE"})
_TAKING = frozenset({"AGREE", "REJECT", "REQUEST", "JUSTICE"})
_OPPOSING = frozenset({"REJECT", "REQUEST"})
_CONTENT = frozenset({"xcomp", "ccomp", "acl", "relcl"})
_IN = frozenset({"in", "during"})
_CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl"})
_OWN_CLAUSE = frozenset({"relcl", "ccomp", "conj", "advcl"})


def merge(found: list[Found], doc: Doc) -> list[Found]:
    """Drop what another trigger already tells: contents, effects, the same thing named twice."""
    kept = _without_musings(_without_used(found), doc)
    kept = without_effects(kept, doc)
    return _without_repeats(kept, doc)


def without_contents(found: list[Found], doc: Doc) -> list[Found]:
    """Drop what is only urged or aimed at, and what is agreed, refused or demanded: the act stays.

    Of a vote and what it does the deed is: "voted to censure the minister".
    """
    voted = {syntax.clause_verb(doc[f.head]).i for f in found if is_voted(doc[f.head])}
    found = [f for f in found if f.head not in voted]
    heads = {f.head for f in found if f.event_type not in _BEYOND}  # "flew in to sign a pact"
    takers = {f.head: f.event_type for f in found if f.event_type in _TAKING}
    told = {f.head for f in found if f.event_type in ("ACCUSE", "THREATEN")}
    own = [f for f in found if not _is_content_of(doc[f.head], takers, told)]
    return [f for f in own if not _is_aim_of(doc[f.head], heads - told)]


def _is_aim_of(trigger: Token, heads: set[int]) -> bool:
    """Say whether words only tell what another event was for: "fired gas to disperse the crowd"."""
    node = trigger
    if node.dep_ == "xcomp" and node.head.lemma_ == "use":  # "used gas to disperse the crowd"
        return node.head.i in heads
    while node.dep_ == "xcomp" and syntax.is_infinitive(node):
        node = node.head
    is_for = node.dep_ in ("advcl", "acl", "relcl")  # "a march to demand higher pay"
    return is_for and syntax.is_infinitive(node) and node.head.i in heads


def _is_content_of(trigger: Token, takers: dict[int, str], told: set[int]) -> bool:
    """Say whether words only say what an act is about: "pledged to sell", "sentenced to die"."""
    node = trigger
    while node.dep_ == "conj" and not syntax.has_subject(node):
        node = node.head
    node = _listed(node)
    is_object = node.dep_ in ("dobj", "appos") and syntax.is_verb(node.head)
    if is_object or (node.dep_ == "pobj" and node.head.lower_ == "against"):
        act = node.head if is_object else node.head.head
        return takers.get(act.i) in _OPPOSING  # "demanded an arrest", "voted against a ban"
    if node.dep_ == "pobj" and node.head.lower_ == "for":
        act = node.head.head
    elif syntax.is_infinitive(node) and node.dep_ in _CONTENT:
        act = node.head.head if node.head.dep_ == "acomp" else node.head  # "is ready to send"
    else:
        return False
    is_taken = act.i in takers and (node.dep_ != "pobj" or takers[act.i] != "JUSTICE")
    return is_taken or (act.i not in told and _is_only_urged(act))


def _listed(noun: Token) -> Token:
    """Return the first of a list that a parse hangs the noun on: "a share of the oil, a pardon"."""
    if noun.dep_ != "appos":
        return noun
    while noun.dep_ == "appos" and not syntax.is_verb(noun.head):
        noun = noun.head
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    return noun


def _is_only_urged(word: Token) -> bool:
    """Say whether what a word takes is only wished, urged or weighed: "call", "consider"."""
    pos = "v" if syntax.is_verb(word) else "n"
    keys = syntax.verb_keys(word) if pos == "v" else [word.lemma_.lower()]
    return any(effects(pos).get(key) == "hypothetical" for key in keys)


def _without_used(found: list[Found]) -> list[Found]:
    used = {i: f for f in found for i in f.used}
    return [f for f in found if f.head not in used or used[f.head].head == f.head]


def _without_musings(found: list[Found], doc: Doc) -> list[Found]:
    """What somebody only urges, considers, hopes or aims at is no row; threats and charges are."""
    heads = {f.head for f in found if f.event_type in ("ACCUSE", "THREATEN")}
    return [
        f
        for f in found
        if f.event_type in _BEYOND
        or not _is_content(doc[f.head])
        or read_occurrence(doc[f.head], f.mode) != "hypothetical"
        or any(t.i in heads for t in doc[f.head].ancestors)
    ]


def _is_content(trigger: Token) -> bool:
    """Say whether words depend on what is said of them, no clause in which they are told."""
    node = trigger
    if not syntax.is_verb(trigger):
        if trigger.dep_ not in ("pobj", "dobj", "conj", "attr"):
            return False
        carrier = light_verb(trigger)  # "may resume its attacks" tells of the attacks
        if carrier is None:
            return True
        node = carrier
    while node.dep_ == "conj" and syntax.is_verb(node.head):
        node = node.head
    if syntax.auxiliaries(node) - {"to"} or node.head.lemma_ == "be":  # "may fire", "is to fire"
        return False
    is_open = node.tag_ in ("VB", "VBG") and not syntax.has_subject(node)
    return is_open or (syntax.is_infinitive(node) and node.dep_ in _CLAUSES)


def without_effects(found: list[Found], doc: Doc) -> list[Found]:
    """Make one event of a blast and its dead: the blast, whose target they are."""
    found = [each for each in found if not _is_retold(each, doc, found)]
    kept = list(found)
    gone: set[int] = set()
    for number, effect in enumerate(found):
        cause = _cause(effect, doc, found)
        if cause is None or cause in gone:
            continue
        gone.add(number)
        if not kept[cause].targets and effect.targets:
            kept[cause] = replace(
                kept[cause], targets=effect.targets, target_heads=effect.target_heads
            )
    return [each for number, each in enumerate(kept) if number not in gone]


def _is_retold(each: Found, doc: Doc, found: Sequence[Found]) -> bool:
    """Say whether a noun calls again what killed: "rammed a bus, killing six in the attack"."""
    noun = doc[each.head]
    if each.event_type not in HARM or noun.dep_ != "pobj" or noun.head.lower_ not in _IN:
        return False
    verb = noun.head.head
    is_toll = syntax.is_verb(verb) and is_kind(verb, "dying") and is_result(verb)
    return is_toll and any(f.head == verb.head.i and f.event_type in HARM for f in found)


def by_cause(found: Sequence[Found], doc: Doc) -> list[Found]:
    """Let a storm's harm be told by the storm, once: "the quake toppled homes and left 20 dead"."""
    heads = {f.head for f in found}
    told: dict[tuple[str, tuple[int, int]], Found] = {}
    for each in (_by_cause(f, doc, heads) for f in found):
        told.setdefault((each.event_type, each.trigger), each)
    return list(told.values())


def _by_cause(found: Found, doc: Doc, heads: set[int]) -> Found:
    verb = doc[found.head]
    if found.event_type != "DISASTER" or not syntax.is_verb(verb):
        return found
    near = [*syntax.subjects(verb), *syntax.children(verb, "nsubj")]
    tolls = [t for t in near if in_class(t, "toll")]  # "the toll from the floods climbed to 40"
    near = [o for t in tolls for o in syntax.after(t, "from", "of", "in")] or near
    if not tolls and not is_kind(verb, "harmful"):
        return found
    cause = next((t for t in near if in_class(t, "weather") and t.i not in heads), None)
    if cause is None or cause.pos_ != "NOUN":
        return found
    return replace(found, head=cause.i, trigger=named_span(cause))


def _cause(effect: Found, doc: Doc, found: list[Found]) -> int | None:
    """Return the number of the event whose effect this one is, if it is any's."""
    causes = {
        f.head: n
        for n, f in enumerate(found)
        if f.event_type in HARM and f != effect and not _is_march(f, doc)
    }
    verb = doc[effect.head]
    is_harm = effect.event_type in HARM or effect.mode == "death"
    if not is_harm or not syntax.is_verb(verb):
        return None
    near: list[Token] = [*syntax.subjects(verb), *syntax.children(verb, "nsubj")]
    if effect.event_type == "ASSAULT":
        fought = syntax.children(verb, "dobj")  # "firefighters battled a blaze"
        near += [t for t in fought if t.i in causes and found[causes[t.i]].event_type in _NO_FIGHT]
    if effect.mode in _EFFECTS or (not effect.mode and is_kind(verb, "dying")):
        whole = [verb, *(c for c in verb.conjuncts if syntax.is_verb(c))]
        whole += [a for c in syntax.children(verb, "conj") for a in syntax.children(c, "acl")]
        near += [t for v in whole for t in syntax.after(v, "in", "by", "after", "during", "from")]
        near += _before(verb)
        clauses = [c for v in whole for c in _when(v) if not is_result(c)]
        near += [t for c in clauses for t in (c, *syntax.children(c, "acl"))]
    told = verb
    while is_result(told):  # "collided, killing 14 and injuring dozens"
        told = told.head
        near += [told, *told.conjuncts, *syntax.children(told, "dobj")]
    return next((causes[t.i] for t in near if t.i in causes and t.i != effect.head), None)


def _is_march(found: Found, doc: Doc) -> bool:
    """Say whether troops only move, which kills nobody by itself: "killed as troops moved in"."""
    return found.mode == "invasion" and syntax.is_verb(doc[found.head])


def _when(verb: Token) -> list[Token]:
    """Return the clauses that tell how it came, read as contents or not: "killed when it fell"."""
    contents = syntax.children(verb, "ccomp")
    told = (c for c in contents if any(word.lower_ == "when" for word in c.children))
    return [*syntax.children(verb, "advcl"), *told]


def _before(verb: Token) -> list[Token]:
    """Return what the clause before tells, where this one adds only who suffered from it.

    "Jets bombed the town and nine people were killed": nobody does it, no place or day is its own.
    """
    agents = syntax.subjects(verb) if syntax.is_passive(verb) else syntax.children(verb, "dobj")
    if verb.dep_ != "conj" or agents or any(t.ent_type_ in _SETTING for t in verb.subtree):
        return []
    return [verb.head, *syntax.children(verb.head, "nsubj", "dobj")]


def is_result(verb: Token) -> bool:
    """Say whether the verb tells what its head did: "struck the town, leaving five dead"."""
    if verb.dep_ not in ("advcl", "conj") or verb.tag_ != "VBG":
        return False
    return not syntax.children(verb, "nsubj", "nsubjpass", "mark")


def _without_repeats(found: list[Found], doc: Doc) -> list[Found]:
    kept: list[Found] = []
    for each in found:
        same = next((n for n, first in enumerate(kept) if _tells_same(first, each, doc)), None)
        if same is None:
            kept.append(each)
        elif each.event_type not in HARM and _is_done_to(doc[kept[same].head], doc[each.head]):
            kept[same] = each
    return kept


def _is_done_to(noun: Token, verb: Token) -> bool:
    """Say whether a verb tells what became of the noun: "the conviction was thrown out"."""
    is_told = syntax.is_verb(verb) and noun in syntax.objects(verb)
    return is_told and not is_kind(verb, "light") and not is_kind(verb, "inverse")


def _tells_same(first: Found, second: Found, doc: Doc) -> bool:
    if first.event_type != second.event_type:
        return False
    one, two = doc[first.head], doc[second.head]
    if harming_verb(one) == two:
        return True
    outer, inner = (one, two) if one.is_ancestor(two) else (two, one)
    if not outer.is_ancestor(inner):
        return False
    while inner.i != outer.i:
        if inner.dep_ in _OWN_CLAUSE and not (
            inner.dep_ == "advcl" and inner.tag_ in ("VB", "VBG")
        ):
            return False
        inner = inner.head
    return True
