"""An article's reading goes in; what its headline says in colon style comes out.

"Mayor: Bridge is safe" speaks where the words before the colon name a person, a group or a report:
a topic ("Floods: what we know") says nothing.
"""

from itertools import takewhile

from flows.annotate.cues import known_cue
from flows.annotate.lexicon import read_words
from flows.annotate.reading import Finding, Reading, trim
from flows.annotate.words import Token

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
    if not is_clause(behind) or reading.quotes.at(content[0]) is not None:
        return []
    speaker = trim(reading.text, first.start, colon.idx)
    cue = (colon.idx, colon.idx + 1)
    return [Finding((content,), cue, colon.i, speaker, "headline-colon", SHARE)]


def _speaks(label: list[Token]) -> bool:
    last = label[-1]
    word = last.lemma_.lower()
    if word in read_words("groups", "word") or word in read_words("roles", "word"):
        return True
    cue = known_cue(word, "NOUN")
    return last.ent_type_ in ("PERSON", "ORG") or (
        cue is not None and cue.act in ("show", "report")
    )


def is_clause(tokens: list[Token]) -> bool:
    """Say whether words are a clause with a verb of its own, and no question."""
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
    return finite and tokens[-1].text != "?"
