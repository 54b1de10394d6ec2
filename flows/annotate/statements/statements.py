"""An article with layout, parse, dates, places and cast goes in; its statements come out.

`finding` says which words are content, cue and source; this module says what each means: kind, act,
speaker, negation, and (through `circumstances`) when, where and to whom it was said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from flows.annotate.actors.cast import Cast
from flows.annotate.grammar.cues import known_cue, look_up, phrase_cue, state_cue
from flows.annotate.grammar.syntax import opens_number
from flows.annotate.learned import model
from flows.annotate.lexicon import read_words
from flows.annotate.statements.circumstances import find_addressee, find_said_date, find_venue
from flows.annotate.statements.finding import find
from flows.annotate.statements.interviews import find_interviewee
from flows.annotate.statements.joint import find_others
from flows.annotate.statements.nameless import is_nameless
from flows.annotate.statements.reading import CITED, NOBODY, Finding, Reading, Span, letters
from flows.annotate.statements.turns import act_of_turn
from flows.annotate.text.layout import Layout
from flows.annotate.text.quotes import read_quotes
from flows.annotate.text.words import Doc, Token
from flows.keys import row_key
from flows.records import Actor, ArticleText, DateMention, PlaceMention, Statement

DIRECT_SHARE = 0.95  # of a content's letters inside quotation marks, from there on it is direct
_OWNED = re.compile(r"(?<=[^\W_])['’]s?$")  # "the winner’s" claim is the winner's
_MARKS = '“”"'  # a title's: according to “The Cold House”
_NONE = frozenset({"no", "without"})
_ARTICLES = frozenset({"the", "a", "an"})
_PRONOUNS = frozenset({"PRON", "DET"})
_BLAMING = frozenset({"accuse", "criticize"})
_STATES = frozenset({"be", "have", "get", "feel", "become", "remain", "grow", "stay", "look"})


def find_statements(
    article: ArticleText,
    layout: Layout,
    doc: Doc,
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    cast: Cast,
    *,
    read: model.Reading | None = None,
) -> list[Statement]:
    """Return what the article reports anybody to have said, in the order of the text.

    `read` is what the model read in the same text; without it the rules speak alone.
    """
    reading = Reading(article.text, layout, doc, read_quotes(article.text, layout))
    findings = [_behind_dateline(reading, each) for each in find(reading, read)]
    keys = [_key(article, finding) for finding in findings]
    parents = [keys[n] if n is not None else None for n in _parents(findings)]
    asked = find_interviewee(reading, findings, cast)
    return [
        _make(reading, finding, key, parent, dates, cast, asked)
        for finding, key, parent in zip(findings, keys, parents, strict=True)
    ]


def _behind_dateline(reading: Reading, finding: Finding) -> Finding:
    """Return the finding without the dateline, or the hour, that its first words were joined to."""
    cut = partial(reading.layout.behind_dateline, reading.text)
    content = tuple(cut(*span) for span in finding.content)
    speaker = cut(*finding.speaker) if finding.speaker else None
    if content == finding.content and speaker == finding.speaker:
        return finding  # as almost all are
    return replace(finding, content=content, speaker=speaker)


def _key(article: ArticleText, finding: Finding) -> str:
    offsets = [offset for span in finding.content for offset in span]
    cue = finding.cue[0] if finding.cue else None
    return row_key("statement", article.article_id, article.revision, cue, *offsets)


def _parents(findings: Sequence[Finding]) -> list[int | None]:
    """Return, for each finding, the number of the smallest other one that holds it and its cue."""
    parents: list[int | None] = []
    bounds = [(min(f.content)[0], max(end for _, end in f.content)) for f in findings]
    for own in findings:
        spans = [*own.content, own.cue] if own.cue else []
        holders = [
            (other.content[-1][1] - other.content[0][0], number)
            for number, (other, (start, end)) in enumerate(zip(findings, bounds, strict=True))
            if spans and start <= spans[0][0] and spans[0][1] <= end
            if other is not own and all(_holds(other, span) for span in spans)
        ]
        if own.pattern == CITED:
            holders = [(0, n) for n, f in enumerate(findings) if _reports(f, own)]
        parents.append(min(holders)[1] if holders else None)
    return parents


def _reports(finding: Finding, cited: Finding) -> bool:
    """Say whether it tells the same as one that it cites: "Reuters reported, citing officials"."""
    return finding is not cited and finding.pattern != CITED and finding.content == cited.content


def _holds(finding: Finding, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in finding.content)


def _make(
    reading: Reading,
    finding: Finding,
    key: str,
    parent: str | None,
    dates: Sequence[DateMention],
    cast: Cast,
    asked: Actor | None,
) -> Statement:
    text, speaker = reading.text, finding.speaker
    is_turn = act_of_turn(reading, finding) is not None
    actor = _actor(reading, finding, cast, asked)
    head = _head(reading, speaker) if speaker else None
    token = reading.doc[finding.cue_token] if finding.cue_token is not None else None
    act = act_of(reading, finding)
    said = find_said_date(reading, finding, dates)
    return Statement(
        statement_id=key,
        kind=kind_of(reading, finding.content),
        content_spans=finding.content,
        content=" … ".join(text[start:end] for start, end in finding.content),
        speaker_text=text[slice(*speaker)] if speaker else None,
        speaker_start=speaker[0] if speaker else None,
        speaker_end=speaker[1] if speaker else None,
        actor_id=actor.actor_id if actor else None,
        speaker_name=_name(reading, speaker, actor) if actor or not is_turn else None,
        speaker_role=actor.role if actor else None,
        other_speakers=find_others(reading, speaker, actor, cast) if speaker else (),
        is_anonymous=head is not None and is_nameless(head, actor, cast),
        cue_text=text[slice(*finding.cue)] if finding.cue else None,
        cue_start=finding.cue[0] if finding.cue else None,
        cue_end=finding.cue[1] if finding.cue else None,
        cue_lemma=_lemma(token) if token is not None else None,
        act=act,
        is_negated=token is not None and _is_negated(token, finding.cue),
        addressee_text=find_addressee(reading, finding),
        venue_text=find_venue(reading, finding),
        said_date_start=said.date_start if said else None,
        said_date_end=said.date_end if said else None,
        said_date_basis=said.basis if said else None,
        parent_statement_id=parent,
        confidence=round(finding.confidence, 2),
        method="",  # `article` names it
    )


def _actor(reading: Reading, finding: Finding, cast: Cast, asked: Actor | None) -> Actor | None:
    """Return whom the speaker's words mean; behind "A:" it is whom the text interviews."""
    if (turn := act_of_turn(reading, finding)) is not None:
        return asked if turn == "reply" else None
    return cast.resolve(*finding.speaker) if finding.speaker else None


def _lemma(token: Token) -> str:
    return "according to" if token.lower_ == "according" else token.lemma_.lower()


def _pos(token: Token) -> str:
    return {"AUX": "VERB", "PROPN": "NOUN"}.get(token.pos_, token.pos_)


def act_of(reading: Reading, finding: Finding) -> str:
    """Return the act of the cue's main word, else that of another of its words.

    A cue that no list knows is speech, unless its verb only tells a state: "was thrilled about".
    """
    if finding.cue is None or finding.cue_token is None:
        return "say"
    if (turn := act_of_turn(reading, finding)) is not None:
        return turn
    main = reading.doc[finding.cue_token]
    known = (state_cue(main) or phrase_cue(main)) if _pos(main) == "VERB" else None
    known = known or known_cue(main.lemma_.lower(), _pos(main))
    if known is None:
        span = reading.doc.char_span(*finding.cue, alignment_mode="expand")
        others = (known_cue(t.lemma_.lower(), _pos(t)) for t in reversed(span or ()))
        known = next((cue for cue in others if cue is not None), None)
    if known is not None:
        return "request" if known.act in _BLAMING and _wants_deed(main) else known.act
    return "think" if main.lemma_ in _STATES and main.pos_ in ("VERB", "AUX") else "say"


def _wants_deed(verb: Token) -> bool:
    """Say whether somebody is to do something: "charged students to shun it", "dared him to"."""
    clauses = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i)
    to_do = any(c.tag_ == "VB" and any(t.tag_ == "TO" for t in c.children) for c in clauses)
    return to_do and any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)


def kind_of(reading: Reading, content: Sequence[Span]) -> str:
    """Return direct, mixed or indirect by the share of letters inside quotation marks."""
    quotes = [(q.start, q.end) for span in content for q in reading.quotes.within(*span)]
    own = letters(reading.text, content)
    quoted = (own & letters(reading.text, quotes)).bit_count()
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * own.bit_count() else "mixed"


def _head(reading: Reading, speaker: Span) -> Token | None:
    span = reading.doc.char_span(*speaker, alignment_mode="expand")
    if span is None or not len(span):
        return None
    root = span.root
    return span[-1] if root.tag_ == "DT" and root.lower_ in _ARTICLES else root


def _name(reading: Reading, speaker: Span | None, actor: Actor | None) -> str | None:
    """Return the canonical name; where no actor stands behind a phrase, its words."""
    if actor is not None or speaker is None:
        return actor.name if actor is not None else None
    head = _head(reading, speaker)
    if head is None or head.pos_ in _PRONOUNS:
        return None
    words = _OWNED.sub("", reading.text[speaker[0] : _end_of_name(head, speaker[1])]).split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words.pop(0)
    return " ".join(words).rstrip(",;:").strip(_MARKS)


def _end_of_name(head: Token, end: int) -> int:
    """Return where a phrase's name ends, before a comma or a clause: "the study, seen by X"."""
    asides = [c.left_edge for c in head.children if c.dep_ in ("acl", "relcl") and c.i > head.i]
    is_list = any(c.dep_ == "conj" for c in head.children)  # "her uncle, aunt and cousins"
    behind = head.doc[head.i + 1 : head.right_edge.i + 1]
    commas = [t for t in behind if t.text == "," and t.head == head and not is_list]
    starts = [t.idx for t in (*asides, *commas[:1]) if t.idx > head.idx]
    return min((end, *starts))


def _is_negated(token: Token, cue: Span | None) -> bool:
    """Say whether the cue is denied: "did not say", "neither of them said", "declined to say"."""
    words = token.doc.char_span(*cue, alignment_mode="expand") if cue else None
    if any(_denies(t) or t.lower_ in _NONE for t in words or ()):  # "made no mention of"
        return True
    if _says_none(token):
        return True
    if any(map(_denies, token.children)) or _is_left_unsaid(token) or _denies_phrase(token):
        return True
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    before = (t for s in subjects for t in s.subtree if t.i <= s.i)
    named = {t.lower_ for t in before if not opens_number(t)}  # "No. 10 said"
    return bool(named & NOBODY)


def _says_none(verb: Token) -> bool:
    """Say whether nothing of the kind was said: "cited no evidence", "without naming anybody"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    cue = look_up(verb)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is None or cue is None or cue.act != "say":
        return False
    return any(c.lower_ == "no" and c.dep_ == "det" for c in thing.children)


def _denies_phrase(verb: Token) -> bool:
    """Say whether the word that makes a phrase of the verb is denied: "pleaded not guilty"."""
    phrase = (c for c in verb.children if known_cue(f"{verb.lemma_.lower()} {c.lower_}", "VERB"))
    return any(_denies(inner) for word in phrase for inner in word.children)


def _denies(word: Token) -> bool:
    return word.dep_ == "neg" or word.lower_ in ("never", "not")


def _is_left_unsaid(cue: Token) -> bool:
    """Say whether what the cue hangs on denies it: "declined to say", "has yet to say"."""
    above = cue.head
    if cue.dep_ == "acomp":  # "is not sure that"
        return any(map(_denies, above.children))
    if cue.dep_ == "conj":  # "neither confirm nor deny"
        return any(c.lower_ == "neither" for c in above.children)
    if cue.dep_ == "pcomp":  # "stops short of saying"
        return above.head.lower_ == "short"
    if cue.dep_ != "xcomp":
        return False
    return above.lemma_ in read_words("unsaid_verbs", "lemma") or any(
        c.lower_ == "yet" for c in (*above.children, *cue.children)
    )
