"""A finding and its reading go in; when, where and to whom it was said come out."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.annotate.grammar.cues import SPOKEN, look_up
from flows.annotate.lexicon import read_words
from flows.annotate.statements.reading import Finding, Reading, trim
from flows.annotate.text.words import Token
from flows.records import DateMention

DEPTH = 6  # steps up the parse from a date to the cue that governs it
_PLACES_OF_SPEECH = frozenset(
    {"in", "on", "at", "during", "via", "through", "after", "before", "from"}
)
_BARRED = frozenset({"nsubj", "nsubjpass", "relcl", "conj", "ccomp", "pcomp"})
_OTHER_TIMES = frozenset(
    {"after", "before", "following", "since", "until", "till", "for", "by", "from", "between"}
)
_SEASON = re.compile(r"-[QH]\d")  # a quarter is what the figures are of: "In the quarter, X said"
_DIRECT = frozenset(
    {"tell", "inform", "notify", "assure", "remind", "advise", "brief", "warn", "ask"}
)
_ASKING = frozenset({"urge", "order", "beg", "implore", "instruct", "request", "invite", "call"})


def find_said_date(
    reading: Reading, finding: Finding, dates: Iterable[DateMention]
) -> DateMention | None:
    """Return the date that the cue's clause governs: "said on Friday", "On Friday, X said"."""
    if finding.cue_token is None:
        return None
    cue = reading.doc[finding.cue_token]
    floor, ceiling = cue.sent.start_char - 1, _last(cue).idx
    for mention in dates:
        if mention.date_start is None or mention.type not in ("DATE", "TIME"):
            continue
        if not floor < mention.start <= ceiling or _inside(finding, mention.start):
            continue
        if _SEASON.search(mention.value or ""):
            continue
        if _governs(reading, finding, cue, mention):
            return mention
    return None


def _last(cue: Token) -> Token:
    return cue.sent[-1]


def _inside(finding: Finding, offset: int) -> bool:
    return any(start <= offset < end for start, end in finding.content)


def _governs(reading: Reading, finding: Finding, cue: Token, mention: DateMention) -> bool:
    span = reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    token = span.root
    for _ in range(DEPTH):
        if token.i == cue.i:
            return True
        if token.dep_ in _BARRED or token.lower_ in _OTHER_TIMES or token.head is token:
            return False
        token = token.head
        if _inside(finding, token.idx):
            return False
    return False


def find_venue(reading: Reading, finding: Finding) -> str | None:
    """Return where it was said: "in his daily address", "on social media"."""
    if finding.cue_token is None:
        return None
    venues = read_words("venues", "word")
    cue = reading.doc[finding.cue_token]
    words = (word for telling in (cue, *_speaking(cue)) for word in _phrases(telling))
    for word in _outside(finding, words):
        head = next((c for c in word.children if c.dep_ == "pobj"), None)
        if head is None or word.lower_ not in _PLACES_OF_SPEECH:
            continue
        if head.lemma_.lower() in venues:
            return _text_of(reading, word, head)
    return None


def _speaking(cue: Token) -> list[Token]:
    """Return participles of speech beside a cue, of its own subject: "Speaking at a rally, he"."""
    own = (c for c in cue.children if c.dep_ == "advcl" and c.tag_ == "VBG")
    return [verb for verb in own if (known := look_up(verb)) and known.mode in SPOKEN]


def _phrases(cue: Token) -> Iterator[Token]:
    """Yield the prepositions that hang on the cue, or on an object or phrase of it."""
    for child in cue.children:
        if child.dep_ == "prep":
            yield child
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from (c for c in inner.children if c.dep_ == "prep")
        elif child.dep_ == "dobj":
            yield from (c for c in child.children if c.dep_ == "prep")


def _outside(finding: Finding, tokens: Iterable[Token]) -> Iterator[Token]:
    return (token for token in tokens if not _inside(finding, token.idx))


def _text_of(reading: Reading, word: Token, head: Token) -> str:
    """Return preposition and noun phrase, without the phrases and clauses that hang on the noun."""
    end = head.idx + len(head)
    for child in head.children:
        if child.i > head.i and child.dep_ in ("compound", "nummod"):
            end = max(end, child.idx + len(child))
    start, end = trim(reading.text, word.idx, end)
    return reading.text[start:end]


def find_addressee(reading: Reading, finding: Finding) -> str | None:
    """Return to whom it was said: "reporters" in "told reporters", "said to reporters"."""
    if finding.cue_token is None:
        return None
    cue = reading.doc[finding.cue_token]
    if cue.lower_ == "according":
        return None
    told = (head for telling in (cue, *_speaking(cue)) for head in _hearers(telling))
    for head in (*_asked(finding, cue), *_outside(finding, told)):
        if finding.speaker is not None and finding.speaker[0] <= head.idx < finding.speaker[1]:
            continue  # "“Why?” asked a reporter"
        tokens: Sequence[Token] = [
            t for t in head.subtree if head.left_edge.i <= t.i <= head.i and not t.is_space
        ]
        last = _named(head)
        start, end = trim(reading.text, tokens[0].idx, last.idx + len(last))
        return reading.text[start:end]
    return None


def _asked(finding: Finding, cue: Token) -> Iterator[Token]:
    """Yield who is asked: "she was told", "urged Ana to go", within the content or before it."""
    if cue.lemma_.lower() not in _DIRECT | _ASKING:
        return
    start, end = finding.content[0]
    is_thing = cue.lemma_.lower() in ("call", "order", "request")  # "a review was ordered"
    for child in cue.children:
        if child.dep_ == "nsubjpass" and child.tag_ not in ("WP", "WDT") and not is_thing:
            yield child
        is_on = child.lower_ in ("on", "upon")
        for head in child.children if is_on else (child,):
            behind = head.idx + len(head) + 1
            is_near = start in (behind, head.left_edge.idx) and behind < end
            is_object = is_on or head.dep_ in ("dobj", "dative")
            if is_near and is_object and _leads_to_do(head):
                yield head


def _leads_to_do(head: Token) -> bool:
    behind = (t for t in head.sent if t.i > head.i)
    return any(t.tag_ == "TO" and t.nbor().tag_ == "VB" for t in behind)


def _named(head: Token) -> Token:
    """Return the last word of the name right behind a noun: "public broadcaster NHK"."""
    last = head
    while last.i + 1 < len(last.doc) and last.nbor().ent_type_ in ("ORG", "PERSON"):
        last = last.nbor()
    return last


def _hearers(cue: Token) -> Iterator[Token]:
    for child in cue.children:
        if cue.lemma_.lower() in _DIRECT and child.dep_ in ("dobj", "dative"):
            yield child
        if child.lower_ == "to" and child.dep_ in ("prep", "dative"):
            heads = [c for c in child.children if c.dep_ == "pobj"]
            yield from (
                c for c in heads if c.ent_type_ in ("PERSON", "ORG", "NORP") or _is_group(c)
            )


def _is_group(token: Token) -> bool:
    is_named = token.pos_ == "PRON" and token.tag_ not in ("WDT", "WP")
    return is_named or token.lemma_.lower() in read_words("groups", "word")
