"""An article's named mentions go in; they come out with the pronouns and titles that mean them.

Left to right: each pronoun takes the best earlier mention by distance in sentences, grammatical
role and gender; inside quotation marks, I and we are whoever the words around the quote name as
speaker.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from flows.annotate.layout import Layout
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.quotes import Quotes

REACH = 5  # sentences that a pronoun looks back; beyond it antecedents are guesses
_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m",
             "she": "f", "her": "f", "hers": "f", "herself": "f"}  # fmt: skip
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "it", "its", "itself"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens [start, end) that stand for the actor with this key (kind, casefolded name)."""

    start: int
    end: int
    key: tuple[str, str]
    name: str
    gender: str  # m, f, n (thing), p (several) or "" (not known)
    is_quoted: bool
    is_pronoun: bool = False


def follow(doc: Doc, layout: Layout, quotes: Quotes, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with those of pronouns and bare titles among them, in order."""
    order = _sentence_numbers(doc)
    mentions = _share_genders(mentions)
    taken = {index: m for m in mentions for index in range(m.start, m.end)}
    done: list[Mention] = []
    for token in doc:
        own = taken.get(token.i)
        if own is not None:
            if own.start == token.i:
                done.append(_rename(doc, own, done, taken))
            continue
        found = _antecedent(doc, layout, quotes, token, done, mentions, order)
        if found is not None:
            inside = quotes.at(token.idx) is not None
            done.append(
                replace(found, start=token.i, end=token.i + 1, is_quoted=inside, is_pronoun=True)
            )
    return done


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers


def _share_genders(mentions: list[Mention]) -> list[Mention]:
    known = {m.key: m.gender for m in mentions if m.gender}
    return [replace(m, gender=known.get(m.key, "")) for m in mentions]


def _rename(doc: Doc, own: Mention, done: list[Mention], taken: dict[int, Mention]) -> Mention:
    """Let "the ministry" mean the one named before, and "the governor" who bears the title."""
    head = doc[own.end - 1]
    before = doc[own.start - 1].lower_ if own.start else ""
    named = next((taken[c.i] for c in head.children if c.dep_ == "appos" and c.i in taken), None)
    if named is not None and head.pos_ == "NOUN" and named.key[0] in ("person", "organisation"):
        return replace(own, key=named.key, name=named.name, gender=named.gender, is_pronoun=True)
    if own.key[0] == "person" or own.end - own.start > 1 or before not in ("the", "this", "that"):
        return own
    if own.gender == "p" or head.pos_ != "NOUN":
        return own
    for earlier in reversed(done):
        last = earlier.name.split()[-1].casefold()
        if (
            earlier.key[0] == "organisation"
            and last == head.lemma_.casefold()
            and not earlier.is_pronoun
        ):
            return replace(own, key=earlier.key, name=earlier.name, is_pronoun=True)
    bearer = _bearer(doc, head, done)
    if bearer is not None:
        return replace(own, key=bearer.key, name=bearer.name, gender=bearer.gender, is_pronoun=True)
    return own


def _bearer(doc: Doc, title: Token, done: list[Mention]) -> Mention | None:
    """Return the last person whose title, before or behind the name, is the word given."""
    lemma = title.lemma_.casefold()
    for earlier in reversed(done):
        if earlier.key[0] != "person" or earlier.is_pronoun:
            continue
        around = doc[max(earlier.start - 5, 0) : earlier.end + 8]
        if any(t.lemma_.casefold() == lemma and t.sent == doc[earlier.start].sent for t in around):
            return earlier
    return None


def _antecedent(
    doc: Doc, layout: Layout, quotes: Quotes, token: Token, done: list[Mention],
    mentions: list[Mention], order: list[int],
) -> Mention | None:  # fmt: skip
    word = token.lower_
    quote = quotes.at(token.idx)
    if word in _FIRST:
        return _quoted_speaker(doc, layout, quotes, token, done, mentions) if quote else None
    if word in ("who", "which") and token.dep_ in ("nsubj", "nsubjpass"):
        return _relative(token, done)
    if word in _SINGULAR:
        return _nearest(doc, token, _SINGULAR[word], done, order, inside=quote is not None)
    if word in _PLURAL:
        return _nearest(doc, token, "n", done, order, inside=quote is not None)
    if token.pos_ == "NOUN" and token.i and token.nbor(-1).lower_ == "the":
        roles = read_words("roles", "word")
        return _bearer(doc, token, done) if token.lemma_.lower() in roles else None
    return None


def _relative(token: Token, done: list[Mention]) -> Mention | None:
    clause = token.head
    while clause.dep_ in ("xcomp", "conj", "ccomp") and clause.head.i < clause.i:
        clause = clause.head
    if clause.dep_ != "relcl":
        return None
    return next((m for m in reversed(done) if m.start <= clause.head.i < m.end), None)


def _nearest(
    doc: Doc, token: Token, gender: str, done: list[Mention], order: list[int], *, inside: bool
) -> Mention | None:
    """Return the earlier mention that fits the pronoun best, within REACH sentences."""
    best, best_score = None, -99.0
    for mention in reversed(done):
        gap = order[token.i] - order[mention.start]
        if gap > REACH:
            break
        if not _fits(mention, gender) or (mention.is_quoted and not inside):
            continue
        score = _score(doc, mention, token, gap)
        if score > best_score:
            best, best_score = mention, score
    return best


def _fits(mention: Mention, gender: str) -> bool:
    if gender in ("m", "f"):
        return mention.key[0] == "person" and mention.gender in (gender, "")
    return mention.key[0] != "person"


def _score(doc: Doc, mention: Mention, token: Token, gap: int) -> float:
    """Rank antecedents: near before far, subjects before the rest, speakers before other subjects.

    The weights are rules of thumb from the literature on salience, tried on the PolNeAR training
    texts.
    """
    head = doc[mention.start : mention.end].root
    score = -1.0 * gap - (token.i - mention.start) * 0.01
    if head.dep_ in ("nsubj", "nsubjpass", "agent"):
        score += 1.5
        if head.head.dep_ == "ROOT":
            score += 0.5
        if head.head.lemma_ in read_where("cues", "lemma", key="mode", value="speech"):
            score += 0.5
    if head.dep_ in ("poss", "compound"):
        score -= 0.5
    if mention.gender in ("m", "f"):
        score += 0.25
    return score


def _quoted_speaker(
    doc: Doc, layout: Layout, quotes: Quotes, token: Token, done: list[Mention],
    mentions: list[Mention],
) -> Mention | None:  # fmt: skip
    """Return the subject outside all quotes nearest in the paragraph, else the one before."""
    quote = quotes.at(token.idx)
    paragraph = layout.paragraph_at(token.idx)
    if quote is None or paragraph is None:
        return None
    before = [m for m in done if not m.is_quoted and _is_subject(doc, m)]
    near = [m for m in before if doc[m.start].idx >= paragraph.start]
    if near:
        return near[-1]
    after = [
        m for m in mentions if not m.is_quoted and quote.end <= doc[m.start].idx < paragraph.end
    ]
    persons = [m for m in after if m.key[0] == "person" or _is_subject(doc, m)]
    if persons:
        return persons[0]
    return before[-1] if before else None


def _is_subject(doc: Doc, mention: Mention) -> bool:
    head = doc[mention.start : mention.end].root
    return head.dep_ in ("nsubj", "nsubjpass")
