"""An article's reading goes in; what is reported in its clauses comes out, with cue and source.

Every frame that the grammar offers is weighed by the lexicon; a cue keeps its best frame when that
is an attribution more often than not.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from flows.annotate.grammar.cues import known_cue, phrase_cue, share_of, weighed
from flows.annotate.grammar.frames import Frame, read_frames
from flows.annotate.grammar.parse import sentences
from flows.annotate.statements.reading import Finding, Reading, Span, runs
from flows.annotate.statements.speakers import find_speaker, sayer
from flows.annotate.text.words import Span as Sentence
from flows.annotate.text.words import Token

_TELLING = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
THRESHOLD = 0.4  # share below which a frame is not taken; PolNeAR train, one half on the other


def find_reported(reading: Reading, spoken_for: frozenset[int]) -> list[Finding]:
    """Return the findings of the story's sentences with cues other than the tokens `spoken_for`."""
    found = []
    for sentence in (*_headline(reading), *sentences(reading.doc, reading.layout)):
        for token in _telling(sentence):
            if token.i in spoken_for or reading.is_quoted(token):
                continue
            best = _best_frame(read_frames(token))
            if best is not None:
                frame, share = best
                finding = _as_finding(reading, token, frame, share)
                if finding is not None:
                    found.append(finding)
    return found


def _telling(sentence: Sentence) -> list[Token]:
    """Return the words that the lexicon weighs at all: most words are done with here."""
    known = _lemmas()
    return [
        token
        for token in sentence
        if token.lower_ == "according"
        or (token.pos_ in known and token.lemma_.lower() in known[token.pos_])
    ]


@cache
def _lemmas() -> dict[str, frozenset[str]]:
    """Return the lemmas that the lexicon weighs, by part of speech."""
    return {
        pos: frozenset(lemma for lemma, kind in weighed() if kind == told)
        for pos, told in _TELLING.items()
    }


def _headline(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences of a heading that opens the text: "Mayor says bridge is unsafe"."""
    first = reading.layout.paragraphs[0] if reading.layout.paragraphs else None
    if first is not None and first.kind == "heading":
        for sentence in reading.doc.sents:
            if sentence.start_char >= first.end:
                return
            yield sentence


def find_frame(reading: Reading, token: Token, is_meant: Callable[[Frame], bool]) -> Finding | None:
    """Return what the token tells by the best of the frames that are meant."""
    frames = filter(is_meant, read_frames(token))
    best = _best_frame(frames)
    return _as_finding(reading, token, *best) if best is not None else None


def _best_frame(frames: Iterable[Frame]) -> tuple[Frame, float] | None:
    weighed = [(share_of(f.lemma, f.pos, f.name), f) for f in frames]
    weighed = [(share, frame) for share, frame in weighed if share >= THRESHOLD]
    if not weighed:
        return None
    share, frame = max(weighed, key=lambda pair: (pair[0], len(pair[1].content)))
    return frame, share


def _as_finding(reading: Reading, token: Token, frame: Frame, share: float) -> Finding | None:
    numbers = frame.content - set(frame.cue) - _strays(reading, token, frame)
    content = runs(numbers, reading.doc, reading.text)
    content = snap(reading, content)
    if not content:
        return None
    speaker = None if frame.name in ("passive-to", "raised-to") else find_speaker(reading, token)
    if speaker is not None and any(a < speaker[1] and speaker[0] < b for a, b in content):
        speaker = None
    cue = _cue_span(reading, frame)
    return Finding(content, cue, token.i, speaker, f"frame-{frame.name}", share)


def _strays(reading: Reading, cue: Token, frame: Frame) -> frozenset[int]:
    """Return the tokens of later cues of the same speaker that the parse hung into the content."""
    stray: frozenset[int] = frozenset()
    for number in frame.content:
        verb = reading.doc.tokens[number]
        if verb.pos_ == "VERB" and not reading.is_quoted(verb) and sayer(verb).i == cue.i:
            stray |= frozenset(t.i for t in verb.subtree)
            stray |= {t.i for t in verb.head.children if t.dep_ == "cc" and t.i < verb.i}
    return stray


def _cue_span(reading: Reading, frame: Frame) -> Span:
    first, last = reading.doc[frame.cue[0]], reading.doc[frame.cue[-1]]
    if last.i - first.i > 1:
        last = first
    return first.idx, last.idx + len(last)


def snap(reading: Reading, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the content with every quote that it shares half of taken in whole, marks and all."""
    spans = list(content)
    for start, end in content:
        for quote in reading.quotes.within(start, end):
            shared = min(end, quote.end) - max(start, quote.start)
            if shared * 2 >= quote.end - quote.start or start <= quote.start:
                spans.append((quote.start, quote.end))
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple((start, end) for start, end in merged)


def is_spoken(finding: Finding, reading: Reading) -> bool:
    """Say whether the finding's cue is speech, writing or evidence rather than thought or plan."""
    if finding.cue_token is None:
        return True
    token = reading.doc[finding.cue_token]
    if token.lower_ == "according":
        return True
    phrase = phrase_cue(token) if token.pos_ == "VERB" else None
    cue = phrase or known_cue(token.lemma_.lower(), token.pos_)
    return cue is not None and cue.mode in ("speech", "writing", "evidence")
