"""A parse and a span go in; whether the clause around it looks back (-1) or ahead (1) comes out."""

from flows.annotate.grammar.cues import SPOKEN, look_up
from flows.annotate.grammar.plans import (
    cues,
    date_class,
    is_awaited,
    is_moved_to,
    is_owner,
    is_past_form,
    is_plan,
    is_planned,
    is_set_for,
)
from flows.annotate.grammar.syntax import clause_verb, has_negation
from flows.annotate.grammar.votes import is_voted
from flows.annotate.lexicon import read_where
from flows.annotate.text.words import Doc, Span, Token

_GUESSES = frozenset({"may", "might", "could"})
BEFORE = 2  # words before the span that may point ahead: "until early Monday", "ending on Sunday"


def direction_at(doc: Doc, start: int, end: int) -> int:
    """Return 1 where the clause points ahead, -1 where it tells the past, 0 for neither."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return 0
    verb = _described_by(span) or verb_of(span.root)
    if _is_lasted(span, verb) or _names_thing_of(span.root, "basis") or _is_of_deed(span.root):
        return -1
    if _is_led_ahead(span) or _stands_after(span) or is_set_for(span) or _is_shut(span, verb):
        return 1
    if verb is not None and (is_planned(span, verb) or is_awaited(span, verb)):
        return 1
    if is_moved_to(span) or is_plan(span) or _is_attended(span):
        return 1
    is_of_noun = is_owner(span) or is_of_cause(span.root) or _is_of_guess(span.root)
    tense = 0 if verb is None or is_of_noun else _tense(verb)
    if tense == 0 and (_is_limit(span) or (verb is not None and _is_appointed(span, verb))):
        return 1
    return tense


def _described_by(span: Span) -> Token | None:
    """Return the participle before a span that tells of a noun: "the men arrested overnight".

    The parse may hang the time on the verb of the clause ("… will be charged"), and read a
    participle before an adverb as a verb of the past.
    """
    if span.start == 0:
        return None
    word = span.doc[span.start - 1]
    is_participle = word.tag_ == "VBN" and word.dep_ == "acl"
    return word if is_participle or (word.tag_ == "VBD" and span.root.tag_ == "RB") else None


def _is_led_ahead(span: Span) -> bool:
    """A word just before points ahead; "Until Friday they had …" opens one about the past."""
    first = span.start
    about = span.doc[max(0, first - 2) : first].text.lower()
    if about in date_class("approx"):  # "until at least May"
        first -= 2
    if span.doc[max(0, first - 2) : first].text.lower() == "due out":
        return True
    for token in span.doc[max(span.sent.start, first - BEFORE) : first]:
        stands = cues().get(token.lower_)
        if stands == "leading":  # wherever it stands: "Ahead of Sunday's vote they had …"
            return True
        if token.i == span.sent.start:
            continue
        is_past = cues().get(span.doc[token.i - 1].lower_) == "recent"  # "as recently as Monday"
        if stands == "before" or (stands == "next" and token.i == first - 1 and not is_past):
            return True
    return False


def _is_lasted(span: Span, verb: Token | None) -> bool:
    """Tell whether something went on so long: "The talks lasted until Sunday"."""
    before = span.doc[max(0, span.start - BEFORE) : span.start]
    is_end = any(cues().get(token.lower_) == "before" for token in before)
    return is_end and verb is not None and cues().get(verb.lemma_) == "lasts" and _tense(verb) < 0


def is_of_cause(day: Token) -> bool:
    """Tell whether a day names what something is done about: "sanctions over a May 9 vote"."""
    return _names_thing_of(day, "cause")


def _is_of_guess(day: Token) -> bool:
    """Tell whether a day is that of what one guesses about: "The blast on Sunday may be theirs"."""
    link = day.head
    thing = link.head if day.dep_ == "pobj" else link
    if thing.dep_ not in ("nsubj", "nsubjpass") or thing.pos_ != "NOUN":
        return False
    words = [child.lower_ for child in thing.head.children if child.dep_ == "aux"]
    return any(cues().get(word) == "clause" and word in _GUESSES for word in words)


def _is_of_deed(day: Token) -> bool:
    """Tell whether a day names what was done on it: "will stand trial for the May 9 killing"."""
    deeds = read_where("tense_cues", "word", key="stands", value="deed")
    is_named = day.dep_ in ("compound", "nmod", "amod", "nummod")
    return is_named and day.head.lemma_.lower() in deeds


def _names_thing_of(day: Token, stands: str) -> bool:
    """Tell whether a day names what a preposition leads: "under a June agreement"."""
    thing = day.head
    is_named = day.dep_ in ("compound", "nmod", "amod", "nummod") and thing.dep_ == "pobj"
    return is_named and cues().get(thing.head.lower_) == stands


def _stands_after(span: Span) -> bool:
    """A word just after points ahead: "for May delivery"."""
    return any(cues().get(token.lower_) == "after" for token in span.doc[span.end : span.end + 1])


def _is_shut(span: Span, verb: Token | None) -> bool:
    """Tell whether a listing ends on the day: "Lane closure through Thursday", "Closed through"."""
    before = span.doc[max(0, span.start - 1) : span.start]
    if not any(token.lower_ in date_class("through") for token in before):
        return False
    return verb is None or (
        verb.tag_ in ("VBN", "VBD")
        and not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        and verb.dep_ == "ROOT"
    )


def _is_limit(span: Span) -> bool:
    """Tell whether the span ends what is asked or promised: "must answer by Friday"."""
    before = span.doc[max(0, span.start - 1) : span.start]
    return any(cues().get(token.lower_) == "limit" for token in before)


def _is_appointed(span: Span, verb: Token) -> bool:
    """Tell whether a clause in the present has a weekday: "Parliament votes on Thursday"."""
    day = span.root
    link = day.head if day.dep_ == "pobj" else day
    weekdays = date_class("weekday")
    is_now = verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VBG" and any(_is_now(child, "aux") for child in verb.children)
    )
    is_fixed = any(t.lower_ in weekdays for t in span) or _is_fixed(span, verb)
    if not is_now or link.head is not verb or not is_fixed:
        return False
    cue = look_up(verb)
    return cue is None or cue.mode not in SPOKEN


def _is_fixed(span: Span, verb: Token) -> bool:
    """Tell whether a month is when something opens or ends: "Her term ends in December"."""
    verbs = read_where("tense_cues", "word", key="stands", value="opens")
    is_month = any(t.lower_ in date_class("month") for t in span)
    return is_month and verb.lemma_.lower() in verbs


def _is_attended(span: Span) -> bool:
    """Tell whether somebody will be at what has the day: "will speak at Friday's rally"."""
    thing = span.root.head
    if not is_owner(span) or thing.dep_ != "pobj" or thing.head.lower_ != "at":
        return False
    return thing.head.head.pos_ == "VERB" and _tense(thing.head.head) > 0


def verb_of(token: Token) -> Token | None:
    """Return the verb whose time a word tells, none that stands behind what it reports.

    The parse hangs "by May" of "It will be ready by May, he said" on either verb.
    """
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.i < token.i:
        return verb
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i < token.i]
    return told[-1] if told else verb


def is_of_since(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a time is of a clause behind "since": "since rebels took it on May 3"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    verb = verb_of(span.root) if span is not None else None
    is_marked = verb is not None and any(c.lower_ == "since" for c in verb.children)
    return is_marked and verb is not None and is_past_form(verb)


def _tense(verb: Token) -> int:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = [helper.lower_ for helper in helpers]
    if _is_behind(verb, words):
        return -1
    if any(cues().get(word.lower_) == "clause" for word in (verb, *helpers)):
        return 1
    if verb.tag_ in ("VBZ", "VBP") and any(_is_due(child) for child in verb.children):
        return 1
    if is_voted(verb):
        return _tense(clause_verb(verb))
    if verb.tag_ == "VB" and verb.dep_ == "conj" and not helpers:  # "will fly out and return"
        return _tense(verb.head)
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp" and not helpers:  # "will start getting worse"
        return max(_tense(verb.head), 0)
    if "to" in words and (verb.tag_ == "VB" or "be" in words):  # "to meet", "to be held"
        return -1 if _came_about(verb) else 1
    if verb.tag_ == "VBN" and "had" not in words and cues().get(verb.lower_) == "participle":
        return -1 if _is_feat(verb) else 1
    if verb.tag_ == "VBN" and any(_is_now(helper, "auxpass") for helper in helpers):
        return 0
    return -1 if verb.tag_ == "VBN" or is_past_form(verb) else 0


def _is_behind(verb: Token, helpers: list[str]) -> bool:
    """Tell whether a "could" looks back: "could have met", "could not be reached on Monday"."""
    if verb.tag_ == "VBN" and helpers[:2] in (
        ["could", "have"],
        ["may", "have"],
        ["might", "have"],
    ):
        return True
    return "could" in helpers and _is_denied(verb)


def _came_about(verb: Token) -> bool:
    """Tell whether what was to be done was: "They rallied to beat …", "was the first to join"."""
    counted = _counted_by(verb)
    if counted is not None and _tense(counted) < 0:
        return True
    above = next((up for up in verb.ancestors if up.pos_ in ("VERB", "AUX")), None)
    is_result = cues().get(verb.lemma_) == "result" and above is not None and above.tag_ == "VBD"
    return is_result or (verb.head.i != verb.i and _is_done(verb.head))


def _is_feat(verb: Token) -> bool:
    """Tell whether what was set is a record: "the high set on May 3", "A record was set"."""
    things = [verb.head] if verb.dep_ == "acl" else []
    things += [child for child in verb.children if child.dep_ == "nsubjpass"]
    feats = read_where("tense_cues", "word", key="stands", value="feat")
    return verb.lower_ == "set" and any(thing.lemma_.lower() in feats for thing in things)


def _is_denied(verb: Token) -> bool:
    """Tell whether a verb's clause denies it: "could not rule", "Neither of them could"."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    no = read_where("tense_cues", "word", key="stands", value="none")
    return has_negation(verb) or any(
        word.lower_ in no for subject in subjects for word in (subject, *subject.children)
    )


def _counted_by(verb: Token) -> Token | None:
    """Return the verb that tells when one did what it is counted by: "was the first to join"."""
    if verb.dep_ not in ("relcl", "acl", "advcl", "xcomp"):
        return None
    above = verb.head
    if above.pos_ in ("VERB", "AUX"):  # the parse hangs "to join" on "became" itself
        named = [c for c in above.children if c.dep_ == "attr" and c.i < verb.i]
    else:
        named = [above, *(up for up in above.ancestors if up.pos_ not in ("VERB", "AUX"))][:3]
        above = next((up for up in above.ancestors if up.pos_ in ("VERB", "AUX")), above)
    counts = date_class("ordinal") | {"last", "only"}
    words = [w for noun in named for w in (noun, *noun.children)]
    return above if any(w.lower_ in counts for w in words) else None


def _is_done(governor: Token) -> bool:
    """Tell whether what depends came about: "were allowed to return", "gathered to mourn"."""
    verb = governor.head if governor.pos_ == "ADJ" else governor
    return cues().get(governor.lemma_.lower()) == "done" and _tense(verb) < 0


def _is_due(child: Token) -> bool:
    """Tell whether a complement points ahead: "The report is due in May"."""
    return child.dep_ in ("acomp", "oprd") and cues().get(child.lower_) == "clause"


def _is_now(helper: Token, relation: str) -> bool:
    """Tell whether a helper sets its verb in the present: "the case is heard in May"."""
    return helper.dep_ == relation and helper.tag_ in ("VBZ", "VBP")
