"""What the learned head alone found goes in; whether its words are known to mean less comes out.

The head knows types by the company of words: whatever kills is an attack to it, whatever is
announced a threat.
"""

from collections.abc import Callable

from flows.annotate.actors.nouns import human_nouns
from flows.annotate.events import figures
from flows.annotate.events.found import Found
from flows.annotate.events.plainer import knows_better
from flows.annotate.events.pointers import denies_fact
from flows.annotate.events.reach import reach
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import NAMED, in_class, is_noun, weight
from flows.annotate.grammar.nouns import is_charge, is_kind
from flows.annotate.text.words import Doc, Token

_PROMISED = {"THREATEN": ("threatening",), "AGREE": ("helping", "release")}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN"})  # told to an organised side, or by one
_MOVED = ("vehicle", "weather")
_AHEAD = frozenset({"will", "would", "'ll", "’ll"})
_CONDITIONS = frozenset({"if", "unless", "until"})
# What a match is taken for.
_PLAYED = frozenset({"AID", "CONSULT", "COOPERATE", "ELECTION", "SUPPORT", "THREATEN"})


def is_misread(fresh: Found, beside: Found | None, doc: Doc) -> bool:
    """Say whether words show that the head took an event for what it is not.

    `beside` is the event of a pattern at the same words.
    """
    if beside is not None and knows_better(beside, fresh.event_type, doc):
        return True
    if fresh.event_type != "AID" and _is_search(fresh, doc):
        return True
    trigger = doc[fresh.head]
    if _points_back(trigger) or _is_charge_alone(trigger):
        return True
    if figures.is_figure(fresh, doc) or _is_kind_of_penalty(trigger):
        return True
    if fresh.event_type in _PLAYED and is_sport(trigger):
        return True
    reading = _READINGS.get(fresh.event_type)
    return reading is not None and reading(fresh, doc)


def is_private(found: Found, doc: Doc) -> bool:
    """Say whether words pass between sides of which none is organised: "I asked my mother"."""
    sides = found.source_heads, found.target_heads
    return (
        found.event_type in SPOKEN
        and all(sides)
        and all(weight(doc[i]) < NAMED for side in sides for i in side)
    )


def _points_back(noun: Token) -> bool:
    """Say whether a bare noun means what was told before: "blamed rebels for the attack"."""
    is_for = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    words = [child.lower_ for child in noun.children]
    return is_for and bool(words) and _DEFINITE.issuperset(words)


def _is_charge_alone(noun: Token) -> bool:
    """Say whether words only name a charge, no clause tells of it: "sentenced for the murder"."""
    return is_charge(noun) and not syntax.children(noun, "relcl", "acl")


def _is_in_favour(verb: Token) -> bool:
    favour = [t for t in syntax.after(verb, "in") if t.lemma_.lower() in ("favor", "favour")]
    return bool(favour or syntax.after(verb, "for"))


def _is_kind_of_penalty(word: Token) -> bool:
    """Say whether a word only tells which sentence it is: "a suspended sentence"."""
    return word.dep_ == "amod" and in_class(word.head, "penalty")


def is_sport(trigger: Token) -> bool:
    """Say whether the sentence is one of a match: "edged out Ghana to reach the final"."""
    return any(is_noun(t) and in_class(t, "sport") for t in trigger.sent)


def _is_illness(fresh: Found, doc: Doc) -> bool:
    """Say whether who kills is no one: "the Marburg virus killed eight"."""
    return any(in_class(doc[head], "disease") for head in fresh.source_heads)


def _is_no_attack(fresh: Found, doc: Doc) -> bool:
    return _is_illness(fresh, doc) or figures.is_by_rescuers(fresh, doc)


def _is_no_charge(fresh: Found, doc: Doc) -> bool:
    return figures.is_of_a_mishap(fresh, doc) or figures.is_blame_of_things(fresh, doc)


def _is_toll(fresh: Found, doc: Doc) -> bool:
    """Say whether what rises is no price: "the death toll climbed to 40"."""
    verb = doc[fresh.head]
    return any(in_class(t, "toll") for t in (*syntax.subjects(verb), *syntax.objects(verb)))


def _is_no_market(fresh: Found, doc: Doc) -> bool:
    if _is_toll(fresh, doc) or _is_period(fresh, doc) or figures.is_daily_opening(fresh, doc):
        return True
    return bool(reach(doc[fresh.head], "score"))  # "rallied to win 71-68"


def _is_period(fresh: Found, doc: Doc) -> bool:
    """Say whether a participle only tells which months are meant: "the quarter ended in May"."""
    verb = doc[fresh.head]
    return verb.dep_ == "acl" and verb.head.ent_type_ == "DATE"


def _is_no_illness(fresh: Found, doc: Doc) -> bool:
    """Say whether what breaks out is unrest: "an outbreak of violence"."""
    return any(in_class(t, "unrest") for t in syntax.after(doc[fresh.head], "of"))


def _is_no_disaster(fresh: Found, doc: Doc) -> bool:
    """Say whether what breaks out is no force of nature: "a row erupted"."""
    verb = doc[fresh.head]
    broken = syntax.subjects(verb) if is_kind(verb, "breaking") else []
    return bool(broken) and not any(in_class(t, "weather") for t in broken)


def _is_no_threat(fresh: Found, doc: Doc) -> bool:
    """Say whether a threat is a warning of weather or illness, or a plan that harms nobody."""
    told = [t for t in doc[fresh.head].subtree if t.pos_ in ("NOUN", "PROPN")]
    names = ("weather", "disease", "forecaster")
    is_of_nature = any(in_class(t, name) for t in told for name in names)
    warning = doc[fresh.head]
    return is_of_nature or _is_advice(warning) or _is_forecast(warning) or _is_plan(fresh, doc)


def _is_forecast(verb: Token) -> bool:
    """Say whether what is warned of comes by itself: "warned that 900 jobs would go".

    A passive is done by whoever warns ("would be arrested"), as what is harmful is.
    """
    told = syntax.children(verb, "ccomp") if verb.lemma_ == "warn" else []
    if _has_condition(verb):  # "unless it moves, the coastguard will seize it"
        return False
    coming = [s for clause in told if not syntax.is_passive(clause) for s in clause.children]
    subjects = [s for s in coming if s.dep_ == "nsubj"]
    return bool(subjects) and not any(_is_threatening(s) for s in subjects)


def _is_threatening(subject: Token) -> bool:
    """Say whether somebody with power, "it", or something harmful will do what is warned of."""
    is_harm = any(in_class(subject, name) for name in ("violence", "warlike", "restriction"))
    return is_harm or weight(subject) > 0 or in_class(subject, "protest")


def _is_advice(verb: Token) -> bool:
    """Say whether the public is warned of something: "warned motorists to slow down"."""
    return verb.lemma_ == "warn" and any(in_class(t, "public") for t in syntax.objects(verb))


def _is_plan(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only says what they will do: "said it would publish its results"."""
    trigger = doc[fresh.head]
    plans = [trigger] if _is_reported(trigger) else [c for c in trigger.children if _is_reported(c)]
    if not plans or _has_condition(trigger):
        return False
    return not any(is_kind(plan, name) for plan in plans for name in _PROMISED[fresh.event_type])


def _has_condition(verb: Token) -> bool:
    return any(c.lower_ in _CONDITIONS for c in verb.subtree if c.dep_ == "mark")


def _is_reported(verb: Token) -> bool:
    """Say whether a clause is what somebody plainly says of their own future."""
    is_ahead = not syntax.auxiliaries(verb).isdisjoint(_AHEAD)
    return verb.dep_ == "ccomp" and is_ahead and is_kind(verb.head, "announcing")


def _is_nothing_promised(fresh: Found, doc: Doc) -> bool:
    return _is_plan(fresh, doc) or _is_return(fresh, doc)


def _is_search(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody looks for people to help: "searched the rubble for survivors"."""
    verb = doc[fresh.head]
    return syntax.is_verb(verb) and any(in_class(t, "missed") for t in syntax.after(verb, "for"))


def _is_greeting(fresh: Found, doc: Doc) -> bool:
    """Say whether people are received, not what they did: "welcomed their sons home"."""
    verb = doc[fresh.head]
    whom = syntax.objects(verb) if verb.lemma_ == "welcome" else []
    return any(t.pos_ == "NOUN" and t.lemma_.lower() in human_nouns() for t in whom)


def _is_voyage(fresh: Found, doc: Doc) -> bool:
    """Say whether what leaves is no force: "the trawler left Bergen", "the president left"."""
    verb = doc[fresh.head]
    names = ("vehicle", "weather", "official") if is_kind(verb, "leaving") else _MOVED
    return any(
        any(in_class(t, name) for name in names) and not in_class(t, "force")
        for t in syntax.subjects(verb)
    )


def _is_served(fresh: Found, doc: Doc) -> bool:
    """Say whether a penalty was given before, or may yet be: "is serving a life sentence"."""
    noun = doc[fresh.head]
    return in_class(noun, "penalty") and noun.dep_ == "dobj" and is_kind(noun.head, "serving")


def _is_return(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only comes home: "the delegation returned on Thursday"."""
    verb = doc[fresh.head]
    return is_kind(verb, "leaving") and not syntax.is_passive(verb) and not syntax.objects(verb)


def _is_nobodys_meeting(fresh: Found, doc: Doc) -> bool:
    return _is_speech(fresh, doc) or _is_own_session(doc[fresh.head])


def _is_own_session(noun: Token) -> bool:
    """Say whether a body meets with itself or with the public: "a weekly cabinet meeting"."""
    kinds = [c for c in noun.children if c.dep_ in ("compound", "amod")]
    is_own = is_noun(noun) and any(in_class(c, "ownsession") for c in kinds)
    return is_own and not (syntax.after(noun, "with") or syntax.after(noun, "between"))


def _is_speech(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only speaks to many: "spoke in Lima", "told a meeting in Rome"."""
    trigger = doc[fresh.head]
    if not syntax.is_verb(trigger):
        told = trigger.dep_ in ("dobj", "dative") and is_kind(trigger.head, "announcing")
        return told and in_class(trigger, "audience")
    is_talk = trigger.lemma_.lower() in ("speak", "talk")
    partners = (*syntax.children(trigger, "prep"), *syntax.children(trigger, "dative"))
    is_with = any(p.lower_ in ("with", "to", "by", "over") for p in partners)
    speakers = syntax.coordinated(syntax.subjects(trigger))
    is_one = len(speakers) < 2 and not any(t.tag_ in ("NNS", "NNPS") for t in speakers)
    return is_talk and not is_with and is_one


def _is_vote_of_a_body(fresh: Found, doc: Doc) -> bool:
    """Say whether councillors or members vote, not the voters: "the council voted to pave it"."""
    verb = doc[fresh.head]
    if verb.lemma_.lower() != "vote" or any(in_class(t, "vote") for t in verb.sent if t != verb):
        return False
    voters = syntax.subjects(verb)
    return any(in_class(t, name) for t in voters for name in ("official", "institution", "staff"))


def _is_no_refusal(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody refuses only to speak, denies a fact, votes for it or ends a protest.

    "The palace refused to be drawn", "denied attacking the port", "voted in favour of the bill",
    "called off its walkout".
    """
    verb = doc[fresh.head]
    if verb.lemma_.lower() == "vote" and _is_in_favour(verb):
        return True
    told = [c for c in syntax.complements(verb) if syntax.is_verb(c)]
    if verb.lemma_.lower() in ("refuse", "decline"):
        return any(is_kind(c, "silence") for c in told)
    if denies_fact(verb):
        return True
    return is_kind(verb, "stopverb") and any(in_class(t, "protest") for t in syntax.objects(verb))


_READINGS: dict[str, Callable[[Found, Doc], bool]] = {
    "ACCUSE": _is_no_charge,
    "ASSAULT": _is_no_attack,
    "CRIME": _is_no_attack,
    "DISASTER": _is_no_disaster,
    "ECONOMY": _is_no_market,
    "HEALTH": _is_no_illness,
    "THREATEN": _is_no_threat,
    "AGREE": _is_nothing_promised,
    "SUPPORT": _is_greeting,
    "RETREAT": _is_voyage,
    "REJECT": _is_no_refusal,
    "JUSTICE": _is_served,
    "CONCEDE": _is_return,
    "CONSULT": _is_nobodys_meeting,
    "ELECTION": _is_vote_of_a_body,
}
