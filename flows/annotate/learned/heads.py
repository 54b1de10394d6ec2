"""The heads of the learned annotator: which tags each has and where they stand in its output."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Head:
    """One layer of tags over word pieces: outside, then begin and inside of each class."""

    name: str
    classes: tuple[str, ...]

    @property
    def size(self) -> int:
        """Count the tags: outside, and two a class."""
        return 1 + 2 * len(self.classes)

    def begin(self, name: str) -> int:
        """Return the tag that begins a span of this class; the next one continues it."""
        return 1 + 2 * self.classes.index(name)


ENTITIES = (  # OntoNotes' names of kinds
    "PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW",
    "LANGUAGE", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL",
)  # fmt: skip
HEADS = (
    Head("statement", ("content", "cue", "source")),
    Head("toponym", ("toponym",)),
    Head("timex", ("DATE", "TIME", "DURATION", "SET")),
    Head("entity", ENTITIES),
)
PLOVER_TYPES = (  # YIELD is CONCEDE or RETREAT
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
EVENT_TYPES = (  # the last eight have only the project's own few labels
    *PLOVER_TYPES,
    "DISASTER", "ACCIDENT", "CRIME", "ELECTION", "ECONOMY", "HEALTH", "JUSTICE", "OTHER",
)  # fmt: skip
STATUSES = ("fact", "uncertain", "denied")
# Penn Treebank's tags with Universal Dependencies' classes, and the relations, as spaCy has them.
TAGS = (
    "$|SYM", "''|PUNCT", ",|PUNCT", "-LRB-|PUNCT", "-RRB-|PUNCT", ".|PUNCT", ":|PUNCT", "ADD|X",
    "CC|CCONJ", "CD|NUM", "DT|DET", "DT|PRON", "EX|PRON", "FW|X", "HYPH|PUNCT", "IN|ADP",
    "IN|SCONJ", "JJ|ADJ", "JJR|ADJ", "JJS|ADJ", "LS|X", "MD|AUX", "NFP|PUNCT", "NN|NOUN",
    "NN|PRON", "NNP|PROPN", "NNPS|PROPN", "NNS|NOUN", "PDT|DET", "POS|PART", "PRP$|PRON",
    "PRP|PRON", "RBR|ADV", "RBS|ADV", "RB|ADV", "RB|PART", "RP|ADP", "SYM|SYM", "TO|PART",
    "UH|INTJ", "VBD|AUX", "VBD|VERB", "VBG|AUX", "VBG|VERB", "VBN|AUX", "VBN|VERB", "VBP|AUX",
    "VBP|VERB", "VBZ|AUX", "VBZ|VERB", "VB|AUX", "VB|VERB", "WDT|DET", "WDT|PRON", "WP$|DET",
    "WP|PRON", "WRB|SCONJ", "XX|X", "``|PUNCT",
)  # fmt: skip
RELATIONS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass",
    "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det",
    "dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass",
    "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt",
    "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
LINKS = (("content", "cue"), ("content", "source"), ("cue", "source"))
SIDES = ("source", "target")  # a word may be of a side of several events, or of both of one
LINK_SIZE = 64
ARC_SIZE = 128


def head(name: str) -> Head:
    """Return the head of that name."""
    return next(h for h in HEADS if h.name == name)


def folded(event_type: str) -> str:
    """Return the type as the head names it: CONCEDE and RETREAT are one to PLOVER's gold."""
    return "YIELD" if event_type in ("CONCEDE", "RETREAT") else event_type


def event_tag(event_type: str) -> int:
    """Return the tag of a trigger of this type; what is no trigger has tag 0."""
    return 1 + EVENT_TYPES.index(folded(event_type))


def tables() -> dict[str, object]:
    """Return what the columns mean, as weights carry it: those made for another are refused."""
    return {
        "heads": {h.name: list(h.classes) for h in HEADS},
        "events": list(EVENT_TYPES),
        "links": [*(list(link) for link in LINKS), *(["trigger", side] for side in SIDES)],
    }


@cache
def columns() -> dict[str, slice]:
    """Return where each head, the event types and the link vectors stand in a row of the output."""
    widths = [(h.name, h.size) for h in HEADS] + [("event", len(EVENT_TYPES))]
    widths += [("status", len(STATUSES)), ("tag", len(TAGS)), ("relation", len(RELATIONS))]
    widths += [("sentence", 1), ("arc asks", ARC_SIZE), ("arc answers", ARC_SIZE)]
    widths += [(f"{a}>{b} {part}", LINK_SIZE) for a, b in LINKS for part in ("asks", "answers")]
    widths += [
        (f"trigger>{side} {part}", LINK_SIZE) for side in SIDES for part in ("asks", "answers")
    ]
    found, at = {}, 0
    for name, width in widths:
        found[name] = slice(at, at + width)
        at += width
    return found


def width() -> int:
    """Return the length of a row of the output."""
    return max(int(part.stop) for part in columns().values())
