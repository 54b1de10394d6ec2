"""A cue's token goes in; the whole noun phrase that names its speaker comes out, as offsets."""

import re
from collections.abc import Sequence

from flows.annotate.grammar.cues import SPOKEN, look_up, state_cue
from flows.annotate.grammar.frames import (
    FINITE,
    SUBJECTS,
    has_clause,
    in_words_of,
    is_free_participle,
)
from flows.annotate.lexicon import read_words
from flows.annotate.statements.reading import Reading, Span, trim
from flows.annotate.text.words import Token

TELLING = frozenset({"say", "add", "claim", "announce", "explain", "report", "warn", "promise"})
HEARD = frozenset(
    {"ask", "tell", "say", "demand", "request", "warn", "accuse", "advise", "claim", "report"}
)
_LEANING = frozenset(
    {"acl", "acomp", "conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "aux"}
)
_ON_DAYS = frozenset({"on", "in", "at", "during"})
_YEAR = re.compile(r"(?:19|20)\d\d")  # "a study in 2014" tells which
_TALKING = frozenset({"speaking", "talking"})
_RELATIVE = frozenset({"WP", "WP$", "WDT"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "ccomp", "punct", "cc", "advmod", "mark", "parataxis"})


def find_speaker(reading: Reading, cue: Token) -> Span | None:
    """Return the span of the noun phrase that the cue has for its source, or None."""
    if cue.lower_ == "according":
        return _behind_according(reading, cue)
    if cue.pos_ in ("NOUN", "PROPN"):
        return _source_of_noun(reading, cue)
    subject = _subject(cue)
    if subject is not None:
        return phrase(reading, subject)
    return None


def sayer(verb: Token) -> Token:
    """Return the outer cue that a stray clause goes back to, else the verb itself.

    "X said Y happened, adding …" and "X said Y will happen and insisted …" are parsed with the
    second cue under "happen"; both are X's.
    """
    clause = verb.head
    if not _strays(verb):
        return verb
    while clause.dep_ in ("conj", "advcl", "xcomp") and clause.head is not clause:
        clause = clause.head
    outer = clause.head
    cue = look_up(outer)
    return outer if clause.dep_ == "ccomp" and cue and cue.mode in SPOKEN else verb


def _strays(verb: Token) -> bool:
    """Say whether a speech verb without subject of its own leans on a verb that is no cue."""
    cue, host = look_up(verb), verb.head
    if cue is None or cue.mode not in SPOKEN or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    if verb.dep_ in ("advcl", "acl"):
        return is_free_participle(verb) and look_up(host) is None and verb.dep_ == "advcl"
    finite = verb.tag_ in ("VBD", "VBZ") and host.tag_ not in ("VBD", "VBZ")
    return verb.dep_ == "conj" and finite and cue.act in TELLING


def _behind_according(reading: Reading, cue: Token) -> Span | None:
    following = cue.nbor() if cue.i + 1 < len(cue.doc) else cue
    for word in (cue, following):
        for child in word.subtree:
            if child.dep_ == "pobj" and child.i > cue.i:
                return phrase(reading, child)
    return None


def _subject(verb: Token) -> Token | None:
    """Return the subject's head, found on the verb or on the clauses that the verb leans on."""
    verb, seen = sayer(verb), 0
    quoted = quoted_by(verb)
    if quoted is not None:
        return quoted
    while seen < 6:
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        is_passive = any(child.dep_ == "auxpass" for child in verb.children)
        if (is_passive and not state_cue(verb)) or _is_told_to(verb):
            agent = _agent(verb)
            if agent is not None or not _is_quoted_as(verb):
                return agent
        if own:
            return own[-1]
        if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"):
            return _agent(verb)  # "men accused of theft" accuse nobody
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and not is_free_participle(verb)):
            return _author(verb.head) or verb.head
        if verb.dep_ not in _LEANING:
            return None
        verb, seen = verb.head, seen + 1
        if verb.pos_ in ("NOUN", "PROPN", "PRON") and seen:
            return _source_head(verb)
    return None


def _author(noun: Token) -> Token | None:
    """Return who issued the paper that says something: "the campaign sent a letter saying"."""
    if noun.lemma_.lower() not in read_words("venues", "word"):
        return None
    holder = noun.head
    if noun.dep_ == "pobj":
        holder = holder.head
    if noun.dep_ not in ("dobj", "pobj") or holder.pos_ != "VERB":
        return None
    own = next((c for c in holder.children if c.dep_ == "nsubj"), None)
    return _subject(holder) if own is None and noun.dep_ == "dobj" else own


def _is_quoted_as(verb: Token) -> bool:
    return verb.lemma_ in ("quote", "cite")


def quoted_by(saying: Token) -> Token | None:
    """Return whose words another gives: Kim in "KCNA quoted Kim as saying"."""
    outer = saying.head.head
    if saying.tag_ != "VBG" or saying.head.lower_ != "as" or not _is_quoted_as(outer):
        return None
    wanted = "nsubjpass" if any(c.dep_ == "auxpass" for c in outer.children) else "dobj"
    return next((c for c in outer.children if c.dep_ == wanted), None)


def is_but_quoted(reading: Reading, cue: Token, content: Sequence[Span]) -> bool:
    """Say whether a content is no more than the one whom a verb quotes as saying something."""
    sayings = (v for c in cue.children if c.lower_ == "as" for v in c.children)
    who = next((q for verb in sayings if (q := quoted_by(verb)) is not None), None)
    if who is None:
        return False
    start, end = who.left_edge.idx, who.right_edge.idx + len(who.right_edge)
    return all(start <= first and last <= end for first, last in content)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            who = next((c for c in child.children if c.dep_ == "pobj"), None)
            if who is None or who.left_edge is not who:
                return who
            return None if who.lower_ in read_words("venues", "word") else who  # "by telephone"
    return None


def is_hearer(verb: Token, noun: Token) -> bool:
    """Say whether a passive verb of speech has the noun for whom or what it speaks to or of."""
    aux = [c for c in verb.children if c.dep_ == "auxpass"]
    if any(c.lower_ in ("'s", "’s") for c in aux):  # "who’s called for it" has called
        return noun.lower_ == "it" and noun.dep_ == "nsubjpass" and noun.head.i == verb.i
    if verb.dep_ == "acl" and verb.head.i == noun.i and not aux and verb.tag_ == "VBN":
        cue = look_up(verb)
        return cue is not None and cue.act in HEARD
    if noun.head.i == verb.i and _is_told_to(verb):
        return True
    if noun.head.i != verb.i or _is_quoted_as(verb) or not (aux or noun.dep_ == "nsubjpass"):
        return False
    cue = None if state_cue(verb) else look_up(verb)
    is_told = noun.lower_ == "it" or (cue is not None and cue.act in HEARD)  # "it is believed"
    return is_told and cue is not None and cue.mode in SPOKEN and verb.tag_ == "VBN"


def _is_told_to(verb: Token) -> bool:
    """Say whether a headline's verb tells its subject to do it: "Council told to pay"."""
    cue = look_up(verb)
    if cue is None or cue.act != "tell" or verb.tag_ not in ("VBD", "VBN"):
        return False
    behind = [c for c in verb.children if c.i > verb.i]
    to_do = any(c.dep_ == "xcomp" and any(t.tag_ == "TO" for t in c.children) for c in behind)
    return to_do and not any(c.dep_ in ("dobj", "dative") for c in behind)


def _source_head(noun: Token) -> Token | None:
    """Return whose a noun such as "claim" is: its possessor, its "by", or the verb's subject."""
    if (owner := in_words_of(noun)) is not None:
        return owner
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "among"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ in ("dobj", "pobj", "attr") and noun.head.i != noun.i:
        head = noun.head.head if noun.dep_ == "pobj" else noun.head
        return _subject(head) if head.pos_ in ("VERB", "AUX") else None
    return None


def _source_of_noun(reading: Reading, noun: Token) -> Span | None:
    head = _source_head(noun)
    return phrase(reading, head) if head is not None else None


def phrase(reading: Reading, head: Token) -> Span:
    """Return the noun phrase of the head: titles and appositives in, clauses and asides out."""
    left, right = head.left_edge.i, head.i
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children):
            continue  # "officials on Friday said": the day is the cue's
        if has_clause(child):
            break  # "accused by the builders of hiding it": what follows is the charge
        if child.dep_ in _ASIDE and not _is_coordination(child):
            if child.dep_ in ("relcl", "advcl", "acl", "ccomp", "parataxis"):
                break
            continue
        right = max(right, child.right_edge.i)
    tokens = [t for t in head.doc[left : right + 1] if not t.is_space]
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].dep_ in ("cc", "mark")):
        if tokens[0].lower_ in ("neither", "both", "either"):
            break
        tokens.pop(0)
    start = tokens[0].idx
    end = tokens[-1].idx + len(tokens[-1])
    if reading.text[start:end].endswith(("'s", "’s")) and head.dep_ == "poss":
        end -= 2
    start, end = trim(reading.text, start, end)
    return start, end


def without_matter(reading: Reading, span: Span) -> Span:
    """Return a speaker's words up to an "of" that tells of what they spoke: "said Lis of the plan".

    But "said Senator Ruiz of Ohio".
    """
    words = reading.doc.char_span(*span, alignment_mode="expand")
    root = words.root if words is not None else None
    link = next((c for c in root.children if _is_of_cue(c, root)), None) if root else None
    return span if link is None else trim(reading.text, span[0], link.idx)


def _is_of_cue(link: Token, head: Token) -> bool:
    if link.lower_ != "of" or head.ent_type_ != "PERSON" or not head.head.i < head.i:
        return False
    nouns = [c for c in link.children if c.dep_ == "pobj"]
    is_cue = head.dep_ == "nsubj" and look_up(head.head) is not None
    return is_cue and bool(nouns) and not any(n.ent_type_ or n.pos_ == "PROPN" for n in nouns)


def without_clause(reading: Reading, span: Span) -> Span:
    """Return a speaker's words up to a clause that tells more: "Ana Costa, who runs the port".

    A clause without a comma says who is meant ("people who know him"), unless a name does.
    """
    words = reading.doc.char_span(*span, alignment_mode="expand")
    if words is None:
        return span
    named = words.root.pos_ == "PROPN"
    for token in words[1:]:
        before = token.nbor(-1)
        if token.i + 1 == words.end:
            break
        is_on_terms = token.lower_ in _TALKING and token.dep_ == "acl"
        is_clause = (
            token.tag_ in _RELATIVE and before.i > words.start and (named or before.is_punct)
        )
        if is_clause or is_on_terms:  # "an official speaking on condition of anonymity"
            last = before.nbor(-1) if before.is_punct else before
            return span[0], last.idx + len(last)
    return span


def without_day(reading: Reading, span: Span) -> Span:
    """Return a speaker's words without a day, or a joint, at the end: "the church in the May"."""
    words = list(reading.doc.char_span(*span, alignment_mode="expand") or ())
    kept = len(words)
    while kept > 1 and (words[kept - 1].ent_type_ in ("DATE", "TIME") or words[kept - 1].is_punct):
        kept -= 1
    kept -= kept > 1 and words[kept - 1].pos_ == "DET"
    is_day = kept > 1 and words[kept - 1].lower_ in _ON_DAYS and kept < len(words)
    if is_day and not any(w.tag_ == "NNS" or _YEAR.fullmatch(w.text) for w in words[kept:]):
        words = words[: kept - 1]
    while len(words) > 1 and (words[-1].pos_ in ("ADP", "DET", "CCONJ") or _leads_aside(words[-1])):
        words.pop()
    last = words[-1].idx + len(words[-1]) if words else span[1]
    return span[0], min(span[1], last)


def _leads_aside(word: Token) -> bool:
    """Say whether a word opens a clause that is cut off: "an official speaking on condition"."""
    return word.tag_ == "VBG" and word.dep_ == "acl"


def is_phrase(reading: Reading, span: Span) -> bool:
    """Say whether words are no clause with a verb of its own: "First there was Ana Costa"."""
    words = reading.doc.char_span(*span, alignment_mode="expand")
    if words is None:
        return True
    tops = (t for t in words if t.head is t or not words.start <= t.head.i < words.end)
    return not any(token.tag_ in FINITE for token in tops)


def _is_coordination(child: Token) -> bool:
    return child.dep_ in ("cc", "punct") and any(
        other.dep_ in ("conj", "appos") and other.i > child.i for other in child.head.children
    )
