"""An article's reading goes in; what its headline says in colon or dash style comes out.

"Mayor: Bridge is safe" and "Bridge is safe – Costa" speak where the words beside the mark name a
person, a group or a report: a topic ("Floods: what we know") says nothing. Behind the mark, or
before an order or words without a verb, it must be somebody who speaks in the text below as well.
"""

from itertools import takewhile

from flows.annotate.grammar.cues import SPOKEN, known_cue, look_up
from flows.annotate.lexicon import read_words
from flows.annotate.statements.reading import Finding, Reading, trim
from flows.annotate.text.words import Token

NAME_TOKENS = 6  # longest label beside the mark
LEAST_TOKENS = 3  # shortest content of a label that speaks below
SHARE = 0.6  # a guess: the counts of PolNeAR train are too small
SURE = 0.85  # a guess: who is named so speaks in the text below as well
_DASHES = frozenset({"-", "–", "—"})


def find_headline(reading: Reading) -> list[Finding]:
    """Return the finding of a headline that names its speaker beside a colon or a dash."""
    if not reading.layout.paragraphs:
        return []
    first = reading.layout.paragraphs[0]
    above = takewhile(lambda token: token.idx < first.end, reading.doc)
    tokens = [t for t in above if first.start <= t.idx and not t.is_space]
    return _before(reading, tokens) or _behind(reading, tokens)


def _before(reading: Reading, tokens: list[Token]) -> list[Finding]:
    """Return what a headline says behind the colon: "Mayor: Bridge is safe"."""
    colon = next((t for t in tokens[1 : NAME_TOKENS + 1] if t.text == ":"), None)
    if colon is None:
        return []
    at = tokens.index(colon)
    label, told = _without_hearer(tokens[:at]), tokens[at + 1 :]
    is_sure = _speaks_below(tokens, label[-1]) and _may_be_said(told)
    if not told or not _speaks(tokens, label) or not (is_clause(told) or is_sure):
        return []
    if reading.quotes.at(told[0].idx) is not None:
        return []
    return [_finding(reading, label, colon, told, sure=is_sure)]


def _behind(reading: Reading, tokens: list[Token]) -> list[Finding]:
    """Return what a headline says before its last colon or dash: "Bridge is safe – Costa"."""
    marks = (t for t in reversed(tokens[-NAME_TOKENS:-1]) if t.text == ":" or t.text in _DASHES)
    mark = next(marks, None)
    if mark is None:
        return []
    at = tokens.index(mark)
    told, label = tokens[:at], tokens[at + 1 :]
    is_named = mark.text in _DASHES and "PERSON" in _kinds(tokens, label[-1])
    if not _speaks(tokens, label) or not (is_clause(told) or (is_named and _may_be_said(told))):
        return []
    if not _speaks_below(tokens, label[-1]):
        return []
    return [_finding(reading, label, mark, told, sure=True)]


def _finding(
    reading: Reading, label: list[Token], mark: Token, told: list[Token], *, sure: bool
) -> Finding:
    speaker = trim(reading.text, label[0].idx, label[-1].idx + len(label[-1]))
    content = trim(reading.text, told[0].idx, told[-1].idx + len(told[-1]))
    cue = (mark.idx, mark.idx + len(mark))
    share = SURE if sure else SHARE
    return Finding((content,), cue, mark.i, speaker, "headline-colon", share)


def _without_hearer(label: list[Token]) -> list[Token]:
    """Return a label's words without whom it is told: "Costa to ministers: …"."""
    to = next((i for i, t in enumerate(label) if t.lower_ == "to"), len(label))
    return label[:to] or label


def _speaks(headline: list[Token], label: list[Token]) -> bool:
    last = label[-1]
    word = last.lemma_.lower()
    if word in read_words("groups", "word") or word in read_words("roles", "word"):
        return True
    cue = known_cue(word, "NOUN")
    if cue is not None and cue.act in ("show", "report"):
        return True
    return bool(_kinds(headline, last) & {"PERSON", "ORG"})


def _kinds(headline: list[Token], word: Token) -> set[str]:
    """Return of what kinds of names a word is, in the headline and below."""
    return {word.ent_type_} | {token.ent_type_ for token in _below(headline, word)}


def _below(headline: list[Token], word: Token) -> list[Token]:
    text = word.doc[headline[-1].i + 1 :]
    return [token for token in text if token.lower_ == word.lower_]


def _speaks_below(headline: list[Token], word: Token) -> bool:
    """Say whether a word, or the name that it leads, is the subject of a verb of speech below."""
    same = _below(headline, word)
    subjects = (t.head if t.dep_ == "compound" else t for t in same)
    said = (look_up(t.head) for t in subjects if t.dep_ == "nsubj")
    return any(cue is not None and cue.mode in SPOKEN for cue in said)


def _may_be_said(told: list[Token]) -> bool:
    is_told = len(told) >= LEAST_TOKENS and told[-1].text != "?"
    return is_told and any(t.pos_ in ("VERB", "AUX") for t in told)


def is_clause(tokens: list[Token]) -> bool:
    """Say whether words are a clause with a verb of its own, and no question."""
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
    return finite and tokens[-1].text != "?"
