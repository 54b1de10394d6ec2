"""An article's reading goes in; its free-standing quotes come out, with cue and speaker.

A quote that only borrows words inside a clause ("he called it “a joke” and left") is left to
`reported`; here are those that stand for themselves: behind a colon or comma, before "he said", on
both sides of it, over several paragraphs, or alone beside a sentence that names the speaker.
"""

from dataclasses import replace

from flows.annotate.grammar.cues import is_quoting
from flows.annotate.grammar.frames import FINITE
from flows.annotate.statements.quotecues import (
    STOPS,
    WINDOW,
    Attribution,
    attributions,
    has_clause,
    index_at,
    left_cue,
    neighbour,
    opening,
    right_cue,
    words_after,
    words_before,
)
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.text.quotes import SINGLE, Quote
from flows.annotate.text.words import Token

WHOLE = 0.8  # chance of a paragraph all in marks; many go with the statement before (PolNeAR)
LINE_WORDS = 12  # in single marks fewer are a subheading
LONE_WORDS = 4  # a quote without cue is taken for a statement from this many words on


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
                found[-1] = _longer(reading, last, quote)
                previous = quote
            else:
                finding = _attribute(reading, quote, last)
                if finding is not None:
                    found.append(finding)
                    previous = quote
    return found


def stands_free(reading: Reading, quote: Quote) -> bool:
    """Say whether the quote is a whole of its own rather than words borrowed into a clause."""
    before = words_before(reading, quote)
    after = reading.text[quote.end : quote.end + 1]
    inner = reading.text[quote.start : quote.end].rstrip("\"”’'»“` ")
    closed = inner[-1:] in ",.?!…—-:;" or after in ",.;" or quote.runs_on
    closed = closed or quote.end == reading.layout.paragraphs[quote.paragraph].end
    if _opens_paragraph(reading, quote):
        return closed or bool(right_cue(reading, quote))
    if not before:
        return closed
    last = before[-1]
    if last.text in (":", "—", "--", "-", "–") or last.text in STOPS:
        return closed
    if last.text == ",":
        left = left_cue(reading, quote, before)
        bare = left is not None and not has_clause(left, before)
        return closed and (bare or right_cue(reading, quote) is not None)
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


def _goes_on(reading: Reading, previous: Quote, quote: Quote) -> bool:
    """Say whether the quote continues the statement of the one before."""
    if previous.runs_on and quote.paragraph == previous.paragraph + 1:
        return _opens_paragraph(reading, quote)
    between = reading.text[previous.end : quote.start]
    if quote.paragraph != previous.paragraph:
        if quote.paragraph != previous.paragraph + 1 or words_after(reading, quote):
            return False
        if not _opens_paragraph(reading, quote):
            return False
    elif right_cue(reading, quote) is not None:
        return False
    words = between.split()
    cue = _own_right_cue(reading, previous)
    if not any(map(str.isalnum, between)):
        return True
    stops = _stops_between(reading, previous, quote)
    if cue is None or len(words) > WINDOW:
        return between.strip(" ,") in ("and", "but", "or")
    before = words_before(reading, quote)
    later = [t for t in before if is_quoting(t) and t.i > cue.i]
    if _is_mid_sentence(reading, quote, before):
        later = [t for t in later if t.tag_ in FINITE or t is before[-2]]
    ends_in_stop = between.rstrip().endswith((".", ","))
    return not later and ends_in_stop and stops <= 1


def _is_mid_sentence(reading: Reading, quote: Quote, before: list[Token]) -> bool:
    """Say whether a quote takes its sentence up again: "he said, speaking of it, “and we …”"."""
    first = next(filter(str.isalnum, reading.text[quote.start : quote.end]), "")
    return len(before) > 1 and before[-1].text == "," and first.islower()


def _own_right_cue(reading: Reading, quote: Quote) -> Token | None:
    """Return the verb behind a quote, unless the quote has its own before it.

    "He asked, “Why?” She answered, “…”" are two statements.
    """
    found = next(attributions(reading, quote), None)
    return found.cue if found is not None and found.pattern == "quote-cue" else None


def _stops_between(reading: Reading, previous: Quote, quote: Quote) -> int:
    first, last = index_at(reading, previous.end - 1) + 1, index_at(reading, quote.start)
    between = reading.doc[first:last]
    return sum(
        t.text in STOPS and (t.i + 1 == last or bool(t.nbor().is_sent_start)) for t in between
    )


def _longer(reading: Reading, last: Finding, quote: Quote) -> Finding:
    """Return the finding with the quote that goes on with it, and its cue where it had none."""
    more = replace(last, content=(*last.content, (quote.start, quote.end)))
    found = next(attributions(reading, quote), None) if last.cue is None else None
    return _told_by(found, more) if found is not None else more


def _told_by(found: Attribution, finding: Finding) -> Finding:
    return replace(
        finding,
        cue=found.cue_span,
        cue_token=found.cue.i,
        speaker=found.speaker,
        pattern=found.pattern,
        confidence=found.confidence,
    )


def _attribute(reading: Reading, quote: Quote, last: Finding | None) -> Finding | None:
    lone = Finding(((quote.start, quote.end),), None, None, None, "quote-alone", 0.5)
    for found in attributions(reading, quote):
        if found.pattern == "quote-cue":
            lone = replace(lone, content=((opening(reading, quote), quote.end),))
        return _told_by(found, lone)
    words = len(reading.text[quote.start : quote.end].split())
    if words < LONE_WORDS or not _opens_sentence(reading, quote):
        return None
    speaker = neighbour(reading, quote, last.speaker if last is not None else None)
    is_line = reading.text[quote.start] in SINGLE and words < LINE_WORDS
    is_sure = speaker is not None and not is_line and fills_paragraph(reading, quote)
    return replace(lone, speaker=speaker, confidence=WHOLE if is_sure else lone.confidence)


def fills_paragraph(reading: Reading, quote: Quote) -> bool:
    """Say whether nothing else is told in a quote's paragraph."""
    end = reading.layout.paragraphs[quote.paragraph].end
    is_last = not any(map(str.isalnum, reading.text[quote.end : end]))
    return is_last and _opens_paragraph(reading, quote)


def _opens_sentence(reading: Reading, quote: Quote) -> bool:
    before = words_before(reading, quote)
    return not before or before[-1].text in STOPS or before[-1].text == ":"
