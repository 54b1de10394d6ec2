"""An article's reading goes in; what its headline, or a transcript, says in colon style comes out.

"Mayor: Bridge is safe" speaks where the words before the colon name a person, a group or a report:
a topic ("Floods: what we know") says nothing. Below the headline only a person's name speaks, as
interviews print it ("Ana Costa: Yes, it is safe.").
"""

from itertools import takewhile

from flows.annotate.cues import known_cue
from flows.annotate.lexicon import read_words
from flows.annotate.names import first_names
from flows.annotate.reading import Finding, Reading, trim
from flows.annotate.spellings import fold
from flows.annotate.words import Token

LABEL = 40  # longest name before the colon of a turn, in characters
NAME_TOKENS = 6  # longest label before the colon
SHARE = 0.6  # a guess: the counts of PolNeAR train are too small


def find_headline(reading: Reading) -> list[Finding]:
    """Return the finding of a headline with a speaker before its colon and no quote behind."""
    if not reading.layout.paragraphs:
        return []
    first = reading.layout.paragraphs[0]
    above = takewhile(lambda token: token.idx < first.end, reading.doc)
    tokens = [t for t in above if first.start <= t.idx and not t.is_space]
    colon = next((t for t in tokens[1 : NAME_TOKENS + 1] if t.text == ":"), None)
    if colon is None or not _speaks(tokens[: tokens.index(colon)]):
        return []
    behind = tokens[tokens.index(colon) + 1 :]
    content = trim(reading.text, colon.idx + 1, first.end)
    if not _is_clause(behind) or reading.quotes.at(content[0]) is not None:
        return []
    speaker = trim(reading.text, first.start, colon.idx)
    cue = (colon.idx, colon.idx + 1)
    return [Finding((content,), cue, colon.i, speaker, "headline-colon", SHARE)]


def find_turns(reading: Reading) -> list[Finding]:
    """Return the findings of paragraphs that open with a person's name and a colon."""
    found = []
    for paragraph in reading.layout.paragraphs[1:]:
        at = reading.text.find(":", paragraph.start, min(paragraph.start + LABEL, paragraph.end))
        if at < 0 or paragraph.kind != "body" or not reading.text[paragraph.start].isupper():
            continue
        span = reading.doc.char_span(paragraph.start, at, alignment_mode="expand")
        rest = reading.doc.char_span(at + 1, paragraph.end, alignment_mode="expand")
        if not span or not rest or not _is_person(list(span)) or not _is_clause(list(rest)):
            continue
        content = trim(reading.text, at + 1, paragraph.end)
        if reading.quotes.at(content[0]) is None:
            speaker, cue = trim(reading.text, paragraph.start, at), (at, at + 1)
            found.append(Finding((content,), cue, span.end, speaker, "turn-colon", SHARE))
    return found


def _is_person(label: list[Token]) -> bool:
    names = all(t.pos_ == "PROPN" or t.lower_ in read_words("roles", "word") for t in label)
    known = any(t.ent_type_ == "PERSON" or fold(t.text) in first_names() for t in label)
    return names and known and label[0].text[0].isupper()


def _speaks(label: list[Token]) -> bool:
    last = label[-1]
    word = last.lemma_.lower()
    if word in read_words("groups", "word") or word in read_words("roles", "word"):
        return True
    cue = known_cue(word, "NOUN")
    return last.ent_type_ in ("PERSON", "ORG") or (
        cue is not None and cue.act in ("show", "report")
    )


def _is_clause(tokens: list[Token]) -> bool:
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
    return finite and tokens[-1].text != "?"
