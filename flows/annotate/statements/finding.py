"""An article's reading goes in; all contents with their cues and sources come out, as spans.

What is handed on is a list of `Finding`, whoever found it. Of the rules free-standing quotes are
attributed first, clauses next; of two findings that share most of their content the surer one
stays. What the model read is then joined with what the rules found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.annotate.actors.nouns import honorifics
from flows.annotate.actors.titles import title_before
from flows.annotate.grammar.classes import is_human
from flows.annotate.grammar.cues import SPOKEN, look_up
from flows.annotate.learned import model
from flows.annotate.statements.cited import with_cited
from flows.annotate.statements.headlines import find_headline
from flows.annotate.statements.joined import join
from flows.annotate.statements.nested import with_nested
from flows.annotate.statements.quoted import fills_paragraph, find_quoted
from flows.annotate.statements.reading import Finding, Reading, Span, letters, trim, whole_words
from flows.annotate.statements.reported import find_reported, is_spoken
from flows.annotate.statements.speakers import (
    HEARD,
    find_speaker,
    is_hearer,
    without_clause,
    without_day,
    without_matter,
)
from flows.annotate.statements.turns import find_turns
from flows.annotate.text.words import Token

SAME_SHARE = 0.5  # of the smaller content: above it two findings tell the same thing

NESTED_SHARE = 0.6  # a cue within another's content must be this sure to count


def find(reading: Reading, read: model.Reading | None = None) -> list[Finding]:
    """Return the findings of rules and model in the order of the text; without it the rules'."""
    found = find_by_rules(reading)
    if read is not None:
        found = run_on(join(found, read.statements, reading, **read.joining), reading)
    found = with_nested(with_cited(found, reading), reading)
    return [_bounded(each, reading) for each in found]


def run_on(found: Sequence[Finding], reading: Reading) -> list[Finding]:
    """Return the findings with all paragraphs of the quotations that they end in.

    A quotation that its paragraph leaves open goes on in the next, unless a cue there tells that.
    """
    told = {start for each in found if each.cue is not None for start, _ in each.content}
    ends = {n: _rest(each, reading, told) if each.cue else [] for n, each in enumerate(found)}
    rest = {span for spans in ends.values() for span in spans}
    return [
        replace(each, content=(*each.content, *ends[number])) if ends[number] else each
        for number, each in enumerate(found)
        if each.cue is not None or not all(_is_part(span, rest) for span in each.content)
    ]


def _rest(finding: Finding, reading: Reading, told: set[int]) -> list[Span]:
    """Return the quotations of the next paragraphs that the finding's last one runs on into."""
    (start, end), quotes = finding.content[-1], reading.quotes.items
    last, rest = reading.quotes.at(end - 1), list[Span]()
    if last is not None and (start > last.start or end + 1 < last.end):
        return []  # told by another within the quotation
    while last is not None and last.runs_on:
        number = quotes.index(last) + 1
        last = quotes[number] if number < len(quotes) else None
        if last is None or last.start in told or not fills_paragraph(reading, last):
            break
        rest.append((last.start, last.end))
    return rest


def _is_part(span: Span, wholes: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in wholes)


def _bounded(finding: Finding, reading: Reading) -> Finding:
    """Return it in whole words, with the speaker's alone; who is but asked or told says nothing."""
    content = _joined([whole_words(reading.text, *span) for span in finding.content], reading.text)
    finding = finding if content == finding.content else replace(finding, content=content)
    finding = _before_hearer(_behind_hearer(finding, reading), reading)
    cue = reading.doc[finding.cue_token] if finding.cue_token is not None else None
    hearer = next((c for c in cue.children if c.dep_ == "nsubjpass"), None) if cue else None
    if cue is not None and hearer is not None and is_hearer(cue, hearer):
        finding = _unheard(finding, hearer, reading)
        speaker = find_speaker(reading, cue) if finding.speaker is None else finding.speaker
        finding = replace(finding, speaker=speaker)
    speaker = _own_speaker(finding, reading) if finding.speaker else None
    speaker = _with_title(speaker, reading) if speaker else None
    return finding if speaker == finding.speaker else replace(finding, speaker=speaker)


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return spans with those as one that a blank parts, no end of a line or of a quotation."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        last = joined[-1]
        if text[last[1] : start] == " " and text[last[1] - 1].isalnum():
            joined[-1] = last[0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def _behind_hearer(finding: Finding, reading: Reading) -> Finding:
    """Return a quotation without whom it is said to: "implored the critics, “Read it”"."""
    start, end = finding.content[0]
    quote = reading.quotes.at(end - 1)
    if finding.cue_token is None or quote is None or not start < quote.start or quote.end != end:
        return finding
    cue = reading.doc[finding.cue_token]
    words = reading.doc.char_span(start, quote.start, alignment_mode="contract")
    hearers = [c for c in cue.children if c.dep_ == "dobj" and start <= c.idx < quote.start]
    if words is None or len(hearers) != 1 or words[-1].text not in (",", ":"):
        return finding
    is_whole = hearers[0].left_edge.i == words.start and hearers[0].i == words.end - 2
    known = look_up(cue)
    is_asked = is_human(hearers[0]) or (known is not None and known.act in HEARD)
    if not is_whole or not is_asked:
        return finding
    return replace(finding, content=((quote.start, quote.end), *finding.content[1:]))


def _before_hearer(finding: Finding, reading: Reading) -> Finding:
    """Return a quotation without whom it is said to behind it: "said “no comment” to reporters"."""
    (start, end), quote = finding.content[-1], reading.quotes.at(finding.content[-1][0])
    if finding.cue_token is None or quote is None or quote.start != start or quote.end >= end:
        return finding
    words = reading.doc.char_span(quote.end, end, alignment_mode="contract")
    if not words or words[0].lower_ != "to":
        return finding
    cue = look_up(reading.doc[finding.cue_token])
    hearers = [c for c in words[0].children if c.dep_ == "pobj" and c.ent_type_ != "GPE"]
    if cue is None or cue.mode not in SPOKEN or not any(map(is_human, hearers)):
        return finding
    return replace(finding, content=(*finding.content[:-1], (start, quote.end)))


def _unheard(finding: Finding, hearer: Token, reading: Reading) -> Finding:
    """Return it without who is told at its end: "it had rained all night, the jury was told"."""
    (start, end), first = finding.content[-1], hearer.left_edge.idx
    if not start < first < end <= hearer.idx + len(hearer):
        return finding
    return replace(finding, content=(*finding.content[:-1], trim(reading.text, start, first)))


def _own_speaker(finding: Finding, reading: Reading) -> Span | None:
    assert finding.speaker is not None
    words = reading.doc.char_span(*finding.speaker, alignment_mode="expand") or ()
    if words and all(t.ent_type_ in ("DATE", "TIME") or t.tag_ == "POS" for t in words):
        return None  # "Monday's reports of" it
    if finding.cue_token is not None:
        cue = reading.doc[finding.cue_token]
        if any(is_hearer(cue, word) for word in words):
            return find_speaker(reading, cue)
    speaker = without_matter(reading, without_clause(reading, finding.speaker))
    return without_day(reading, speaker)


def _with_title(speaker: Span, reading: Reading) -> Span:
    """Return a person's name with the title that runs up to it: "the head of the port Ana Lis".

    A title without the name behind it has that as well.
    """
    words = reading.doc.char_span(*speaker, alignment_mode="expand") or ()
    if words and words[-1].dep_ == "compound" and words[-1].head.ent_type_ == "PERSON":
        last = words[-1].head
        words = reading.doc[words[0].i : last.i + 1]
        speaker = speaker[0], max(speaker[1], last.idx + len(last))
    name = next((t for t in words if t.lower_ not in honorifics()), None)
    if name is None or name.ent_type_ != "PERSON":
        return speaker
    title = title_before(reading.doc, name.i)
    if title is None:
        return speaker
    first = reading.doc[title[0]]
    if first.i and first.nbor(-1).pos_ == "DET":
        first = first.nbor(-1)
    return min(first.idx, speaker[0]), speaker[1]


def find_by_rules(reading: Reading) -> list[Finding]:
    """Return the findings of the rules alone, in the order of the text."""
    quoted = find_quoted(reading)
    taken = frozenset(f.cue_token for f in quoted if f.cue_token is not None)
    reported = find_reported(reading, taken)
    colons = [*find_headline(reading), *find_turns(reading)]
    found = _without_doubles(reading, [*quoted, *colons, *reported])
    return _join_lone_quotes(reading, sorted(found, key=lambda f: (f.content[0], f.content[-1])))


def _join_lone_quotes(reading: Reading, found: list[Finding]) -> list[Finding]:
    """Let a quote without cue go on with the statement right before it in its paragraph."""
    joined: list[Finding] = []
    for finding in found:
        last = joined[-1] if joined else None
        if finding.cue is None and last is not None and _leads_to(reading, last, finding):
            joined[-1] = replace(last, content=(*last.content, *finding.content))
        else:
            joined.append(finding)
    return joined


def _leads_to(reading: Reading, last: Finding, lone: Finding) -> bool:
    start = lone.content[0][0]
    end = max(last.content[-1][1], last.cue[1] if last.cue else 0)
    same = reading.layout.paragraph_at(start) == reading.layout.paragraph_at(end - 1)
    between = reading.doc.char_span(end, start, alignment_mode="contract")
    stops = sum(bool(token.is_sent_start) for token in between or ())
    return same and end < start and stops <= 1


def _without_doubles(reading: Reading, found: list[Finding]) -> list[Finding]:
    kept: list[tuple[int, Finding]] = []
    for finding in sorted(found, key=lambda f: -f.confidence):
        own = letters(reading.text, finding.content)
        rivals = [
            other
            for theirs, other in kept
            if (common := own & theirs)  # of most there is none
            and common.bit_count() > SAME_SHARE * min(own.bit_count(), theirs.bit_count())
        ]
        if all(_nests(finding, r, reading) or _nests(r, finding, reading) for r in rivals):
            kept.append((own, finding))
    return [finding for _, finding in kept]


def _nests(inner: Finding, outer: Finding, reading: Reading) -> bool:
    """Say whether one is told within the other: "Peskov said Trump had asked …" is two."""
    if inner.cue is None or inner.confidence < NESTED_SHARE or not is_spoken(inner, reading):
        return False
    return all(
        any(start <= span[0] and span[1] <= end for start, end in outer.content)
        for span in (*inner.content, inner.cue)
    )
