"""An article's reading goes in; its free-standing quotes come out, with cue and speaker.

A quote that only borrows words inside a clause ("he called it “a joke” and left") is left to
`reported`; here are those that stand for themselves: behind a colon or comma, before "he said", on
both sides of it, over several paragraphs, or alone beside a sentence that names the speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.annotate.cues import is_quoting, look_up
from flows.annotate.quotes import Quote
from flows.annotate.reading import Finding, Reading, Span, trim
from flows.annotate.speakers import find_speaker, phrase
from flows.annotate.words import Token

WINDOW = 40  # tokens around a quote within which its cue is looked for
LONE_WORDS = 4  # a quote without cue is taken for a statement from this many words on
_STOP = frozenset({".", "!", "?"})
_COLON_WORDS = (
    8  # longest name or label before a colon: "Former Secretary of State Hillary Clinton:"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quote, its speaker, and on which side of the quote they stand."""

    cue: Token | None
    cue_span: Span | None
    speaker: Span | None
    pattern: str
    confidence: float


def find_quoted(reading: Reading) -> list[Finding]:
    """Return the findings for free-standing quotes, in the order of the text."""
    found: list[Finding] = []
    previous: Quote | None = None
    for quote in reading.quotes.items:
        if reading.layout.paragraphs[quote.paragraph].kind == "body" and stands_free(
            reading, quote
        ):
            last = found[-1] if found else None
            if last is not None and previous is not None and _goes_on(reading, previous, quote):
                found[-1] = replace(last, content=(*last.content, (quote.start, quote.end)))
                previous = quote
            else:
                finding = _attribute(reading, quote, last)
                if finding is not None:
                    found.append(finding)
                    previous = quote
    return found


def stands_free(reading: Reading, quote: Quote) -> bool:
    """Say whether the quote is a whole of its own rather than words borrowed into a clause."""
    before = _before(reading, quote)
    after = reading.text[quote.end : quote.end + 1]
    inner = reading.text[quote.start : quote.end].rstrip("\"”’'»“` ")
    closed = inner[-1:] in ",.?!…—-:;" or after in ",.;" or quote.runs_on
    closed = closed or quote.end == reading.layout.paragraphs[quote.paragraph].end
    if _opens_paragraph(reading, quote):
        return closed or bool(_right_cue(reading, quote))
    if not before:
        return closed
    last = before[-1]
    if last.text in (":", "—", "--", "-", "–") or last.text in _STOP:
        return closed
    if last.text == ",":
        left = _left_cue(before)
        bare = left is not None and not _has_clause(left, before)
        return closed and (bare or _right_cue(reading, quote) is not None)
    if is_quoting(last) or last.lemma_ in ("say", "write"):
        return closed and not _clause_goes_on(reading, quote)
    return False


def _opens_paragraph(reading: Reading, quote: Quote) -> bool:
    start = reading.layout.paragraphs[quote.paragraph].start
    return not any(map(str.isalnum, reading.text[start : quote.start]))


def _clause_goes_on(reading: Reading, quote: Quote) -> bool:
    inner = reading.text[quote.start : quote.end].rstrip("\"”’'»“` ")
    following = reading.text[quote.end : quote.end + 2].strip()
    return inner[-1:] not in ".?!…" and following[:1].isalpha()


def _before(reading: Reading, quote: Quote) -> list[Token]:
    """Return the tokens before the quote back to the last stop or quote in its paragraph."""
    floor = reading.layout.paragraphs[quote.paragraph].start
    if reading.layout.dateline and floor < reading.layout.dateline[1] <= quote.start:
        floor = reading.layout.dateline[1]
    tokens: list[Token] = []
    index = _index_at(reading, quote.start) - 1
    while index >= 0 and len(tokens) < WINDOW:
        token = reading.doc[index]
        if token.idx < floor or reading.is_quoted(token) or (tokens and token.text in _STOP):
            break
        if not tokens and token.text in _STOP:
            return [token]
        if not token.is_space:
            tokens.append(token)
        index -= 1
    return tokens[::-1]


def _index_at(reading: Reading, offset: int) -> int:
    span = reading.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return int(span.start) if span is not None else len(reading.doc)


def _after(reading: Reading, quote: Quote) -> list[Token]:
    """Return the tokens behind the quote up to the next stop or quote in its paragraph."""
    end = reading.layout.paragraphs[quote.paragraph].end
    tokens: list[Token] = []
    for token in reading.doc[_index_at(reading, quote.end - 1) + 1 :][:WINDOW]:
        if token.idx < quote.end or token.is_space:
            continue
        if token.idx >= end or token.text in _STOP or reading.is_quoted(token):
            break
        tokens.append(token)
    return tokens


def _left_cue(before: Sequence[Token]) -> Token | None:
    """Return the last verb before a quote that can introduce it."""
    verbs = [token for token in before if is_quoting(token)]
    spoken = [v for v in verbs if (cue := look_up(v)) is not None and cue.mode != "thought"]
    return spoken[-1] if spoken else None


def _has_clause(cue: Token, before: Sequence[Token]) -> bool:
    """Say whether the verb has taken a clause already: the quote then goes with that."""
    numbers = {token.i for token in before}
    return any(
        child.dep_ in ("ccomp", "xcomp") and child.i > cue.i and child.i in numbers
        for child in cue.children
    )


def _right_cue(reading: Reading, quote: Quote) -> Token | None:
    """Return the verb of "he said" or "said the man" right behind a quote."""
    inner = reading.text[quote.start : quote.end].rstrip("\"”’'»“` ")
    after = _after(reading, quote)
    comma = bool(after) and after[0].text in (",", "-", "—", "–", "--")
    if inner[-1:] not in ",?!…—-" and not comma:
        return None
    for position, token in enumerate(after):
        if token.lower_ == "according":
            return token
        if token.lower_ in ("and", "but", "while", "because", "when", "after", "before", "if"):
            return None
        if is_quoting(token) and token.tag_ != "VBN":
            return token if position <= 25 and not _is_relative(token) else None
        if token.lower_ in ("who", "which", "that"):
            break
    return next((t for t in reversed(after) if is_quoting(t) and not _is_relative(t)), None)


def _is_relative(token: Token) -> bool:
    return token.dep_ == "relcl" and any(
        c.lower_ in ("who", "which", "that") for c in token.children
    )


def _goes_on(reading: Reading, previous: Quote, quote: Quote) -> bool:
    """Say whether the quote continues the statement of the one before."""
    if previous.runs_on and quote.paragraph == previous.paragraph + 1:
        return _opens_paragraph(reading, quote)
    between = reading.text[previous.end : quote.start]
    if quote.paragraph != previous.paragraph:
        if quote.paragraph != previous.paragraph + 1 or _after(reading, quote):
            return False
        if not _opens_paragraph(reading, quote):
            return False
    elif _right_cue(reading, quote) is not None:
        return False
    words = between.split()
    cue = _right_cue(reading, previous)
    if not any(map(str.isalnum, between)):
        return True
    stops = _stops_between(reading, previous, quote)
    if cue is None or len(words) > WINDOW:
        return between.strip(" ,") in ("and", "but", "or")
    later = [t for t in _before(reading, quote) if is_quoting(t) and t.i > cue.i]
    ends_in_stop = between.rstrip().endswith((".", ","))
    return not later and ends_in_stop and stops <= 1


def _stops_between(reading: Reading, previous: Quote, quote: Quote) -> int:
    first, last = _index_at(reading, previous.end - 1) + 1, _index_at(reading, quote.start)
    between = reading.doc[first:last]
    return sum(
        t.text in _STOP and (t.i + 1 == last or bool(t.nbor().is_sent_start)) for t in between
    )


def _attribute(reading: Reading, quote: Quote, last: Finding | None) -> Finding | None:
    content = ((quote.start, quote.end),)
    for found in _candidates(reading, quote):
        number = found.cue.i if found.cue is not None else None
        return Finding(
            content, found.cue_span, number, found.speaker, found.pattern, found.confidence
        )
    words = len(reading.text[quote.start : quote.end].split())
    if words < LONE_WORDS or not _opens_sentence(reading, quote):
        return None
    return Finding(content, None, None, _neighbour(reading, quote, last), "quote-alone", 0.5)


def _opens_sentence(reading: Reading, quote: Quote) -> bool:
    before = _before(reading, quote)
    return not before or before[-1].text in _STOP or before[-1].text == ":"


def _candidates(reading: Reading, quote: Quote) -> Iterator[Attribution]:
    before = _before(reading, quote)
    left = _left_cue(before) if before and before[-1].text not in _STOP else None
    if left is not None and (before[-1].text in (":", ",") or before[-1] is left):
        speaker = find_speaker(reading, left)
        yield Attribution(left, _cue_span(left), speaker, "cue-quote", 0.9)
    right = _right_cue(reading, quote)
    if right is not None:
        speaker = _speaker_behind(reading, quote, right)
        yield Attribution(right, _cue_span(right), speaker, "quote-cue", 0.95)
    if before and before[-1].text == ":" and len(before) <= _COLON_WORDS + 1:
        first, colon = before[0], before[-1]
        name = trim(reading.text, first.idx, colon.idx)
        yield Attribution(colon, (colon.idx, colon.idx + 1), name, "name-colon", 0.8)


def _cue_span(token: Token) -> Span:
    end = token.idx + len(token)
    if token.lower_ == "according" and token.i + 1 < len(token.doc):
        end = token.nbor().idx + len(token.nbor())
    return token.idx, end


def _speaker_behind(reading: Reading, quote: Quote, cue: Token) -> Span | None:
    """Return the speaker of "he said" or "said the man", by the parse, else the nearest phrase."""
    speaker = find_speaker(reading, cue)
    if speaker is not None and not (quote.start <= speaker[0] < quote.end):
        return speaker
    after = [t for t in _after(reading, quote) if not t.is_punct]
    nouns = [t for t in after if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ != "compound"]
    early = [t for t in nouns if t.i < cue.i]
    late = [t for t in nouns if t.i > cue.i]
    chosen = (early or late)[:1]
    return phrase(reading, chosen[0]) if chosen else None


def _neighbour(reading: Reading, quote: Quote, last: Finding | None) -> Span | None:
    """Return the speaker of a quote without cue: the subject before it, else the last speaker."""
    index = _index_at(reading, quote.start) - 1
    seen = 0
    while index > 0 and seen < WINDOW:
        token = reading.doc[index]
        named = token.ent_type_ in ("PERSON", "ORG", "GPE") or token.pos_ in ("PRON", "PROPN")
        if named and token.dep_ in ("nsubj", "nsubjpass") and not reading.is_quoted(token):
            return phrase(reading, token)
        index, seen = index - 1, seen + 1
    return last.speaker if last is not None else None
