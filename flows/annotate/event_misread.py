"""What the learned head alone found goes in; whether its words are known to mean less comes out.

The head knows types by the company of words: whatever kills is an attack to it, whatever is
announced a threat.
"""

from collections.abc import Callable

from flows.annotate import event_syntax as syntax
from flows.annotate.event_found import Found
from flows.annotate.event_merge import HARM
from flows.annotate.event_nouns import is_kind
from flows.annotate.event_words import in_class
from flows.annotate.words import Doc, Token

_PROMISED = {"THREATEN": ("threatening",), "AGREE": ("helping", "release")}
_MOVED = ("vehicle", "weather")
_CONDITIONS = frozenset({"if", "unless", "until"})


def is_misread(fresh: Found, beside: Found | None, doc: Doc) -> bool:
    """Say whether words show that the head took an event for what it is not.

    `beside` is the event of a pattern at the same words.
    """
    if beside is not None and beside.event_type == "DISASTER" and fresh.event_type in HARM:
        return True  # the harm is a storm's
    reading = _READINGS.get(fresh.event_type)
    return reading is not None and reading(fresh, doc)


def _is_illness(fresh: Found, doc: Doc) -> bool:
    """Say whether who kills is no one: "the Marburg virus killed eight"."""
    return any(in_class(doc[head], "disease") for head in fresh.source_heads)


def _is_toll(fresh: Found, doc: Doc) -> bool:
    """Say whether what rises is no price: "the death toll climbed to 40"."""
    verb = doc[fresh.head]
    return any(in_class(t, "toll") for t in (*syntax.subjects(verb), *syntax.objects(verb)))


def _is_no_threat(fresh: Found, doc: Doc) -> bool:
    """Say whether a threat is a warning of weather or illness, or a plan that harms nobody."""
    told = [t for t in doc[fresh.head].subtree if t.pos_ in ("NOUN", "PROPN")]
    names = ("weather", "disease", "forecaster")
    return any(in_class(t, name) for t in told for name in names) or _is_plan(fresh, doc)


def _is_plan(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only says what they will do: "said it would publish its results"."""
    trigger = doc[fresh.head]
    plans = [trigger] if _is_reported(trigger) else [c for c in trigger.children if _is_reported(c)]
    if not plans or any(c.lower_ in _CONDITIONS for c in trigger.subtree if c.dep_ == "mark"):
        return False
    return not any(is_kind(plan, name) for plan in plans for name in _PROMISED[fresh.event_type])


def _is_reported(verb: Token) -> bool:
    """Say whether a clause is what somebody plainly says of their own future."""
    is_ahead = not syntax.auxiliaries(verb).isdisjoint({"will", "would", "'ll", "’ll"})
    return verb.dep_ == "ccomp" and is_ahead and is_kind(verb.head, "announcing")


def _is_voyage(fresh: Found, doc: Doc) -> bool:
    """Say whether what leaves is no force: "the trawler left Bergen", "the president left"."""
    verb = doc[fresh.head]
    names = ("vehicle", "weather", "official") if is_kind(verb, "leaving") else _MOVED
    return any(
        any(in_class(t, name) for name in names) and not in_class(t, "force")
        for t in syntax.subjects(verb)
    )


def _is_return(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only comes home: "the delegation returned on Thursday"."""
    verb = doc[fresh.head]
    return is_kind(verb, "leaving") and not syntax.is_passive(verb) and not syntax.objects(verb)


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


def _is_silence(fresh: Found, doc: Doc) -> bool:
    """Say whether somebody only refuses to speak: "the palace refused to be drawn"."""
    verb = doc[fresh.head]
    is_refusal = verb.lemma_.lower() in ("refuse", "decline")
    return is_refusal and any(is_kind(c, "silence") for c in syntax.complements(verb))


_READINGS: dict[str, Callable[[Found, Doc], bool]] = {
    "ASSAULT": _is_illness,
    "CRIME": _is_illness,
    "ECONOMY": _is_toll,
    "THREATEN": _is_no_threat,
    "AGREE": _is_plan,
    "RETREAT": _is_voyage,
    "REJECT": _is_silence,
    "CONCEDE": _is_return,
    "CONSULT": _is_speech,
    "ELECTION": _is_vote_of_a_body,
}
