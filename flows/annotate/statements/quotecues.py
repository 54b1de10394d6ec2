"""A free-standing quote goes in; the verbs, names and signatures around it come out, best first.

Before the quote stands the verb that governs it, or a name with a colon; behind it "he said", or a
dash and a name; where there is neither, the sentence before tells who speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.annotate.actors.nouns import is_human
from flows.annotate.grammar.cues import is_quoting, look_up
from flows.annotate.grammar.frames import FINITE, SUBJECTS
from flows.annotate.statements.quotelabels import is_label, who_leads
from flows.annotate.statements.reading import Reading, Span, trim
from flows.annotate.statements.speakers import find_speaker, phrase
from flows.annotate.text.quotes import Quote
from flows.annotate.text.words import Span as Sentence
from flows.annotate.text.words import Token

WINDOW = 40  # tokens around a quote within which its cue is looked for
STOPS = frozenset({".", "!", "?"})
_OPENING = 3  # words before a quote, its comma among them, that are more than a "But,"
_SIGNATURE = 80  # longest line that signs a quote, in characters
_LOOK_BACK = 2  # sentences before a quote without cue that may tell whose it is
_DASHES = frozenset({"-", "—", "–", "--", "―"})
_INTO = frozenset({"ccomp", "parataxis", "dobj", "xcomp", "attr", "oprd", "dep"})
_MAIN = frozenset({"ROOT", "conj", "parataxis"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PERSONAL = frozenset({"he", "she", "they", "we", "i"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quote, its speaker, and on which side of the quote they stand."""

    cue: Token
    cue_span: Span
    speaker: Span | None
    pattern: str
    confidence: float


def attributions(reading: Reading, quote: Quote) -> Iterator[Attribution]:
    """Yield what may attribute the quote, the likeliest first."""
    before = words_before(reading, quote)
    left = left_cue(reading, quote, before) if before and before[-1].text not in STOPS else None
    right = right_cue(reading, quote)
    if right is not None and is_closer(reading, quote, right, left, before):
        yield _by_right(reading, quote, right)
    if (led := who_leads(before)) is not None:
        cue, name = led[0], trim(reading.text, led[1].idx, led[2].idx + len(led[2]))
        yield Attribution(cue, _cue_span(cue), name, "name-colon", 0.9)
    if left is not None and (before[-1].text in (":", ",") or before[-1] is left):
        cue = left if is_quoting(left) else before[-1]  # "was blunt: “…”": the colon tells it
        yield Attribution(cue, _cue_span(cue), find_speaker(reading, left), "cue-quote", 0.9)
    if right is not None:
        yield _by_right(reading, quote, right)
    if is_label(before):
        first, colon = before[0], before[-1]
        name = trim(reading.text, first.idx, colon.idx)
        yield Attribution(colon, (colon.idx, colon.idx + 1), name, "name-colon", 0.8)
    if not before or before[-1].text in STOPS:
        yield from _signatures(reading, quote)


def _by_right(reading: Reading, quote: Quote, right: Token) -> Attribution:
    speaker = _speaker_behind(reading, quote, right)
    return Attribution(right, _cue_span(right), speaker, "quote-cue", 0.95)


def words_before(reading: Reading, quote: Quote) -> list[Token]:
    """Return the tokens before the quote back to the last stop or quote in its paragraph.

    A paragraph that ends in a colon leads to the quote that opens the next.
    """
    floor = _floor(reading, quote)
    tokens: list[Token] = []
    index = index_at(reading, quote.start) - 1
    while index >= 0 and len(tokens) < WINDOW:
        token = reading.doc.tokens[index]
        if token.idx < floor or reading.is_quoted(token) or (tokens and token.text in STOPS):
            break
        if not tokens and token.text in STOPS:
            return [token]
        if not token.is_space:
            tokens.append(token)
        index -= 1
    return tokens[::-1]


def _floor(reading: Reading, quote: Quote) -> int:
    """Return where the words that may lead to the quote begin."""
    own, text = reading.layout.paragraphs[quote.paragraph].start, reading.text
    lead = reading.layout.paragraphs[max(quote.paragraph - 1, 0)]
    opens = not any(map(str.isalnum, text[own : quote.start]))
    leads = lead.kind != "credit" and text[lead.start : lead.end].rstrip().endswith(":")
    floor, dateline = lead.start if opens and leads else own, reading.layout.dateline
    return dateline[1] if dateline and floor < dateline[1] <= quote.start else floor


def index_at(reading: Reading, offset: int) -> int:
    """Return the number of the token at the offset, or of the one behind the last."""
    span = reading.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return int(span.start) if span is not None else len(reading.doc)


def words_after(reading: Reading, quote: Quote) -> list[Token]:
    """Return the tokens behind the quote up to the next stop or quote in its paragraph."""
    end = reading.layout.paragraphs[quote.paragraph].end
    tokens: list[Token] = []
    first = index_at(reading, quote.end - 1) + 1
    for token in reading.doc.tokens[first : first + WINDOW]:
        if token.idx < quote.end or token.is_space:
            continue
        if token.idx >= end or token.text in STOPS or reading.is_quoted(token):
            break
        tokens.append(token)
    return tokens


def left_cue(reading: Reading, quote: Quote, before: Sequence[Token]) -> Token | None:
    """Return the verb before a quote that introduces it: the one that governs it, else the last.

    Behind a colon any verb may: "he shrugged: “…”". Who "was asked" says no more than a question.
    """
    verbs = [token for token in before if is_quoting(token)]
    spoken = [v for v in verbs if (cue := look_up(v)) is not None and cue.mode != "thought"]
    if not _inner(reading, quote).endswith("?"):
        spoken = [verb for verb in spoken if not (verb.lemma_ == "ask" and _is_passive(verb))]
    governor = _governor(reading, quote)
    if governor is not None and governor in (before if before[-1].text == ":" else spoken):
        return governor
    last = spoken[-1] if spoken else None
    return _around(last, before[-1]) if last is not None and before[-1].text == ":" else last


def _around(verb: Token, colon: Token) -> Token:
    """Return the verb outside a clause on the subject: "Ana, who called on us, has a plan: …"."""
    if verb.dep_ != "relcl" or verb.head.dep_ not in SUBJECTS:
        return verb
    return verb.head.head if verb.i < verb.head.head.i < colon.i else verb


def _is_passive(verb: Token) -> bool:
    """Say whether a participle is no perfect: "asked why, he said", "when asked"."""
    return verb.tag_ == "VBN" and not any(c.lemma_ == "have" for c in verb.children)


def _governor(reading: Reading, quote: Quote) -> Token | None:
    """Return the verb before the quote that has its first clause for an object."""
    first = index_at(reading, quote.start)
    for token in reading.doc[first : index_at(reading, quote.end - 1) + 1]:
        head = token.head
        if head.i < first and token.dep_ in _INTO and head.pos_ in ("VERB", "AUX"):
            return head
    return None


def has_clause(cue: Token, before: Sequence[Token]) -> bool:
    """Say whether the verb has taken a clause already: the quote then goes with that."""
    numbers = {token.i for token in before}
    return any(
        child.dep_ in ("ccomp", "xcomp") and child.i > cue.i and child.i in numbers
        for child in cue.children
    )


def right_cue(reading: Reading, quote: Quote) -> Token | None:
    """Return the verb of "he said" or "said the man" right behind a quote."""
    after = words_after(reading, quote)
    comma = bool(after) and after[0].text in (",", "-", "—", "–", "--")
    if _inner(reading, quote)[-1:] not in ",?!…—-" and not comma:
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


def _inner(reading: Reading, quote: Quote) -> str:
    return reading.text[quote.start : quote.end].rstrip("\"”’'»“` ")


def _is_relative(token: Token) -> bool:
    return token.dep_ == "relcl" and any(
        c.lower_ in ("who", "which", "that") for c in token.children
    )


def is_closer(
    reading: Reading, quote: Quote, right: Token, left: Token | None, before: Sequence[Token]
) -> bool:
    """Say whether "she wrote" right behind a comma has the quote, not the sentence before it.

    "She posted a note about the tour: “I need rest,” she wrote"; but "shouted, “Liar,” …".
    """
    if left is None or not _inner(reading, quote).endswith(","):
        return left is None
    return _is_next(reading, quote, right) and left not in before[-2:]


def _is_next(reading: Reading, quote: Quote, right: Token) -> bool:
    """Say whether the verb or its subject is the first word behind the quote."""
    first = words_after(reading, quote)[0]
    subjects = [c for c in right.children if c.dep_ in SUBJECTS]
    return first is right or any(c.left_edge.i <= first.i <= c.i for c in subjects)


def opening(reading: Reading, quote: Quote) -> int:
    """Return where what the quote ends begins: "After the vote, “we were tired,” he said"."""
    before, right = words_before(reading, quote), right_cue(reading, quote)
    if len(before) < _OPENING or before[-1].text != "," or right is None:
        return quote.start
    first = before[0]
    is_whole = first.is_sent_start or first.nbor(-1).is_space or first.nbor(-1).text in STOPS
    if not is_whole or not _is_next(reading, quote, right) or left_cue(reading, quote, before):
        return quote.start
    return first.idx


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
    after = [t for t in words_after(reading, quote) if not t.is_punct]
    nouns = [t for t in after if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ != "compound"]
    early = [t for t in nouns if t.i < cue.i]
    late = [t for t in nouns if t.i > cue.i]
    chosen = (early or late)[:1]
    return phrase(reading, chosen[0]) if chosen else None


def _signatures(reading: Reading, quote: Quote) -> Iterator[Attribution]:
    """Yield the name behind a dash that signs a quote, in its paragraph or as the next."""
    paragraphs = reading.layout.paragraphs
    end = paragraphs[quote.paragraph].end
    if not any(map(str.isalnum, reading.text[quote.end : end])):
        if quote.paragraph + 1 == len(paragraphs):
            return
        end = paragraphs[quote.paragraph + 1].end
    line = [t for t in reading.doc[index_at(reading, quote.end - 1) + 1 :][:WINDOW]]
    line = [t for t in line if quote.end <= t.idx < end and not t.is_space]
    if len(line) < 2 or line[0].text not in _DASHES or end - line[0].idx > _SIGNATURE:
        return
    name = line[1:]
    stop = next((n for n, t in enumerate(name) if t.is_punct and t.text != "-"), len(name))
    name = name[:stop]
    if name and name[0].text[0].isupper() and not any(t.tag_ in FINITE for t in name):
        dash, last = line[0], name[-1]
        span = (name[0].idx, last.idx + len(last))
        yield Attribution(dash, (dash.idx, dash.idx + len(dash)), span, "quote-signed", 0.8)


def neighbour(reading: Reading, quote: Quote, last: Span | None) -> Span | None:
    """Return whose a quote without cue is: who acts in the sentence before, else the last one."""
    index = index_at(reading, quote.start) - 1
    for _ in range(_LOOK_BACK):
        if index < 0:
            break
        sentence = reading.doc[index].sent
        actor = _actor(reading, sentence)
        if actor is not None:
            return phrase(reading, actor)
        index = sentence.start - 1
    return last


def _actor(reading: Reading, sentence: Sentence) -> Token | None:
    """Return the last subject of a main clause that is somebody."""
    found = None
    for token in sentence:
        verb = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or reading.is_quoted(token):
            continue
        while verb.dep_ == "conj" and verb.head is not verb:
            verb = verb.head
        if verb.dep_ in _MAIN and _is_somebody(token):
            found = token
    return found


def _is_somebody(token: Token) -> bool:
    named = token.ent_type_ in _NAMED or token.pos_ == "PROPN"
    return named or token.lower_ in _PERSONAL or is_human(token.lemma_.lower())
