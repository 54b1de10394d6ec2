"""A pattern's event and the head's go in; whether the pattern names the words better comes out.

The head knows types by the company of words: who takes workers along attacks, to it, whatever is
adopted is an easing.
"""

from flows.annotate.events.found import Found
from flows.annotate.events.merge import HARM
from flows.annotate.grammar import syntax
from flows.annotate.learned.heads import folded
from flows.annotate.text.words import Doc

_AHEAD = frozenset({"will", "would", "'ll", "’ll"})
_SOUNDS_LIKE = {
    ("AID", "provide"): ("MOBILIZE",),  # "an aid convoy arrived"
    ("AGREE", "pledge"): ("AID", "ECONOMY", "SUPPORT"),  # "pledged $5 million to Chad"
    ("AID", "arm"): ("MOBILIZE", "ECONOMY"),  # "supplied drones to Chad"
    ("AID", "raise"): ("SANCTION", "ECONOMY"),  # "is doubling aid to Chad"
    ("CONSULT", "host"): ("SUPPORT",),  # "welcomed the minister at the airport"
    ("MOBILIZE", "drill"): ("ASSAULT", "COOPERATE"),  # "held live-fire drills near the islands"
    ("MOBILIZE", "test"): ("ASSAULT", "ECONOMY"),  # "fired a missile into the sea"
    ("JUSTICE", "bail"): ("REJECT",),  # "was refused bail"
    ("ASSAULT", "fight"): ("COOPERATE",),  # "exchanged fire"
    ("COERCE", "expel"): ("SANCTION", "OTHER"),  # "expelled two reporters"
    ("SANCTION", "expel"): ("COERCE",),  # "the expulsion of two envoys"
    ("COERCE", "sanction"): ("CONCEDE", "RETREAT"),  # "adopted new sanctions"
    ("COERCE", "restrict"): ("OTHER",),  # "the closure of the bridge by police"
    ("COERCE", "raid"): ("ASSAULT", "MOBILIZE", "PROTEST"),  # "detectives swarmed the villa"
    ("COERCE", "repress"): ("ASSAULT",),  # "firing tear gas at the crowd"
    ("COERCE", "seize"): ("ASSAULT",),  # "intercepted a dinghy"
    ("COERCE", "kidnap"): ("ASSAULT",),  # "captured four engineers"
    ("COERCE", "arrest"): ("ASSAULT",),  # "nabbed the suspect"
    ("ASSAULT", "sink"): ("ACCIDENT",),  # "a gunboat sank the trawler"
    ("OTHER", "pass_law"): ("CONCEDE",),  # "adopted the resolution on sanctions"
    ("OTHER", "fire"): ("ELECTION",),  # "lost her post in a reshuffle"
}


def knows_better(pattern: Found, event_type: str, doc: Doc) -> bool:
    """Say whether a pattern's words are plainer than their company: the harm is a storm's.

    Who is meeting has not agreed to anything; who will meet has, in PLOVER.
    """
    if pattern.event_type == "DISASTER":
        return event_type in HARM
    if (pattern.event_type, event_type) == ("CONSULT", "AGREE"):
        return syntax.auxiliaries(doc[pattern.head]).isdisjoint(_AHEAD)
    return event_type in _SOUNDS_LIKE.get((pattern.event_type, pattern.mode), ())


def misnamed(pattern: Found, label: str) -> bool:
    """Say whether the head's type is only what the pattern's words sound like to it."""
    alike = _SOUNDS_LIKE.get((pattern.event_type, pattern.mode), ())
    return any(folded(event_type) == label for event_type in alike)
