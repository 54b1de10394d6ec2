"""A text, its layout and what the model read in it go in; a document of words comes out.

Classes, relations and entities of the words are the model's. Offsets are those of the text. A
sentence never crosses a paragraph's end or the dateline's.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import RELATIONS, TAGS
from flows.annotate.learned.model import Reading, load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.learned.trees import ROOT, find_heads
from flows.annotate.learned.windows import first_pieces
from flows.annotate.text.cutting import cut_words, show
from flows.annotate.text.layout import Layout
from flows.annotate.text.lemmas import describe
from flows.annotate.text.words import Doc, Span, Token

FUSED = {"not": ("RB|PART", "neg"), "na": ("TO|PART", "aux")}  # second words of one piece
SPACE = ("_SP|SPACE", "dep")
NAME, DONE = "NNP|PROPN", "VBN|VERB"
LINKS = frozenset({"when", "once", "if", "unless", "though", "although", "while", "until"})
GAP = 6  # words in which a sufferer's own participle follows it: "dozens of homes destroyed"
PREPOSED, OBJECT, RECEIVER = map(RELATIONS.index, ("pobj", "dobj", "dative"))
SUBJECT, SUFFERER, PASSIVE = map(RELATIONS.index, ("nsubj", "nsubjpass", "auxpass"))
AUXILIARY, JOINED, PARTICLE, COUNTED = map(RELATIONS.index, ("aux", "conj", "prt", "nummod"))
OWNER, OWNING = RELATIONS.index("poss"), TAGS.index("POS|PART")
IS_VERB = np.array([tag.endswith("|VERB") for tag in TAGS])
IS_NOUN = np.array([tag.endswith(("|NOUN", "|PROPN")) for tag in TAGS])
IS_PREPOSITION = np.array([tag.endswith("|ADP") for tag in TAGS])
IS_PAST = np.array([tag == "VBD|VERB" for tag in TAGS])
IS_DONE = np.array([tag == "VBN|VERB" for tag in TAGS])
_TAGS, _RELATIONS = (*TAGS, SPACE[0]), (*RELATIONS, SPACE[1])  # the last is that of spaces
Ints = NDArray[np.int64]


def parse(text: str, layout: Layout, read: Reading | None = None) -> Doc:
    """Return one document over the whole text; `token.idx` is an offset into the text.

    `read` is what the model read in this very text; where it is left out, it is read here.
    """
    read = read or load_model().read(text)
    shown = show(text)
    words, starts = cut_words(shown)
    labels, relations, heads = _describe(words, starts, layout, read)
    doc = Doc(
        shown, words, starts, list(map(describe, zip(words, labels, strict=True))), relations, heads
    )
    doc.mark_entities(_entities(doc, layout, read.entities))
    return doc


def _describe(
    words: list[str], starts: list[int], layout: Layout, read: Reading
) -> tuple[list[str], list[str], list[int]]:
    """Return the label, the relation and the number of the head of every word."""
    begins = np.array(starts, dtype=np.int64)
    ends = begins + np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    first = first_pieces(read.pieces, begins, ends)
    solid = np.flatnonzero(first >= 0)  # words that have a piece; spaces have none
    pieces, syntax = first[solid], read.syntax
    opens = syntax.opens[pieces] | _borders(layout, ends[solid])
    above = find_heads(syntax, pieces, opens)
    names = np.where(above == np.arange(len(solid)), ROOT, syntax.relations[pieces])
    tags = syntax.tags[pieces]
    above = _lifted(names, above)
    names = _mended(names, above, tags)
    names, above = _of_particles(names, above)
    names, above = _of_givers(names, above, tags)
    _own_joined(names, above, tags)
    names = _as_subjects(names, above, tags)
    _part_subjects(names, above, tags)
    _part_sufferers(names, above, tags)
    labels, relations = _told(_TAGS, tags, first >= 0), _told(_RELATIONS, names, first >= 0)
    heads = _space_heads(len(words), int(solid[0]) if len(solid) else 0)
    heads[solid] = solid[above]
    for number in np.flatnonzero(pieces[1:] == pieces[:-1]).tolist():
        index, before = int(solid[number + 1]), int(solid[number])
        labels[index], relations[index] = FUSED.get(words[index].lower(), ("XX|X", "dep"))
        if heads[before] == index:
            heads[index] = heads[before] = before
        else:
            heads[index] = heads[before]
    for index in _participles(words, labels, relations):
        labels[index] = DONE
    told = heads.tolist()
    for index in _second_syllables(words, starts, labels):
        end_name(index, labels, relations, told)
    return labels, relations, told


def _participles(words: list[str], labels: list[str], relations: list[str]) -> list[int]:
    """Return the past forms that are participles as no subject can stand before them: "when asked".

    An adverb may: "when first asked".
    """
    return [
        i
        for i in range(1, len(words))
        if labels[i] == "VBD|VERB"
        and relations[i] == "advcl"
        and (words[i - 1].lower() in LINKS or _is_led_by_adverb(i, words, labels))
    ]


def _is_led_by_adverb(index: int, words: list[str], labels: list[str]) -> bool:
    is_adverb = index > 1 and labels[index - 1].endswith("|ADV")
    return is_adverb and words[index - 2].lower() in LINKS


def _second_syllables(words: list[str], starts: list[int], labels: list[str]) -> list[int]:
    """Return the words that end a name and were read as prepositions: the "in" of "Moon Jae-in"."""
    return [
        i
        for i in range(3, len(words))
        if words[i] in ("in", "on")
        and words[i - 1] in ("-", "‑")
        and starts[i] == starts[i - 1] + 1 == starts[i - 2] + len(words[i - 2]) + 1
        and labels[i - 2] == labels[i - 3] == NAME
        and not (i + 1 < len(words) and words[i + 1] in ("-", "‑"))
    ]


def end_name(index: int, labels: list[str], relations: list[str], heads: list[int]) -> None:
    """Make a word the last and the head of the name whose first half stands before its hyphen.

    Where a parse hangs the half below the word by way of others, only its class is put right.
    """
    half, labels[index] = index - 2, NAME
    above = half
    while heads[above] not in (above, index):
        above = heads[above]
    if heads[above] == index and above not in (half, index):
        return
    if heads[half] != index:
        is_root = heads[half] == half
        relations[index], heads[index] = relations[half], index if is_root else heads[half]
    heads[:] = [index if head == half else head for head in heads]
    relations[half], heads[half] = "compound", index


def _told(names: Sequence[str], numbers: Ints, is_solid: NDArray[np.bool_]) -> list[str]:
    """Return the names of the words' numbers, and for spaces the last name."""
    every = np.full(len(is_solid), -1)
    every[is_solid] = numbers
    return [names[number] for number in every.tolist()]


def _lifted(names: Ints, above: Ints) -> Ints:
    """Return the heads with an auxiliary's subject given to its verb: "Ana *was* convinced"."""
    is_subject = (names == SUBJECT) | (names == SUFFERER)
    is_auxiliary = (names == PASSIVE) | (names == AUXILIARY)
    return np.where(is_subject & is_auxiliary[above], above[above], above)


def _mended(names: Ints, above: Ints, tags: Ints) -> Ints:
    """Return the relations as their heads allow: verbs have objects, prepositions their own.

    Nor has a verb in the past a passive subject without the word that makes it passive.
    """
    is_below_verb, is_below_preposition = IS_VERB[tags][above], IS_PREPOSITION[tags][above]
    names = np.where((names == PREPOSED) & is_below_verb, OBJECT, names)
    is_led = np.isin(names, (OBJECT, SUBJECT, SUFFERER)) | (names == COUNTED)  # "for all *three*"
    is_behind = above < np.arange(len(above))
    names = np.where(is_led & is_behind & is_below_preposition, PREPOSED, names)
    is_active = IS_PAST[tags]
    is_active[above[names == PASSIVE]] = False
    return np.where((names == SUFFERER) & is_active[above], SUBJECT, names)


def _of_particles(names: Ints, above: Ints) -> tuple[Ints, Ints]:
    """Return the words below a verb's particle as the verb's objects: "called off a strike"."""
    is_below = (names == PREPOSED) & (names[above] == PARTICLE)
    return np.where(is_below, OBJECT, names), np.where(is_below, above[above], above)


def _as_subjects(names: Ints, above: Ints, tags: Ints) -> Ints:
    """Return nouns that a parse joins to the verb behind them as the subjects that it lacks.

    Of "Chile and EU *envoys* met" it takes the noun, not the name before it, for the joined word.
    """
    is_served, is_passive = np.zeros(len(names), dtype=np.bool_), np.zeros(len(names), np.bool_)
    is_served[above[(names == SUBJECT) | (names == SUFFERER)]] = True
    is_passive[above[names == PASSIVE]] = True
    is_before = (above > np.arange(len(names))) & IS_VERB[tags][above]
    is_left = is_before & ~is_served[above] & (names == JOINED) & IS_NOUN[tags]
    return np.where(is_left, np.where(is_passive[above], SUFFERER, SUBJECT), names)


def _own_joined(names: Ints, above: Ints, tags: Ints) -> None:
    """Give an owner to the noun behind it that a parse joins to the same: "Chad and Mali's kings".

    Where the two are one after another: the owner is no side of its own.
    """
    for mark in np.flatnonzero(tags == OWNING).tolist():
        owner = int(above[mark])
        joined = np.flatnonzero(IS_NOUN[tags[mark + 1 : mark + GAP]]) + mark + 1
        noun = next((int(n) for n in joined if names[n] == JOINED), owner)
        is_apart = owner != mark - 1 or names[owner] != JOINED or above[noun] != above[owner]
        if noun != owner and not is_apart and (above[mark + 1 : noun] == noun).all():
            names[owner], above[owner] = OWNER, noun


def _of_givers(names: Ints, above: Ints, tags: Ints) -> tuple[Ints, Ints]:
    """Return who is given what the next noun names as the verb's: "gave the *bank* permission"."""
    is_object = (names == OBJECT) | (names == RECEIVER)
    is_before = (above > np.arange(len(names))) & IS_NOUN[tags][above] & (names[above] == OBJECT)
    is_given = is_object & is_before & IS_NOUN[tags] & IS_VERB[tags][above[above]]
    return np.where(is_given, RECEIVER, names), np.where(is_given, above[above], above)


def _part_subjects(names: Ints, above: Ints, tags: Ints) -> None:
    """Give a verb's second subject to the verb behind it: "he shouted, the judge warned"."""
    is_late = (names == SUBJECT) & (above < np.arange(len(names)))
    late = np.flatnonzero(is_late[:-1] & IS_VERB[tags[1:]]).tolist()
    for word in late:
        verb, own = word + 1, int(above[word])
        is_second = bool(((names[:own] == SUBJECT) & (above[:own] == own)).any())
        is_served = bool((((names == SUBJECT) | (names == SUFFERER)) & (above == verb)).any())
        if is_second and not is_served and not _leads_to(word, verb, above):
            above[word] = verb


def _part_sufferers(names: Ints, above: Ints, tags: Ints) -> None:
    """Give a passive's second sufferer to its own participle: "two were killed and six hurt"."""
    is_late = (names == SUFFERER) & (above < np.arange(len(names)))
    for word in np.flatnonzero(is_late).tolist():
        own = int(above[word])
        is_second = bool(((names[:own] == SUFFERER) & (above[:own] == own)).any())
        behind = np.flatnonzero(IS_DONE[tags[word + 1 : word + GAP]]) + word + 1
        if is_second and len(behind) and above[behind[0]] in (own, word):
            verb = int(behind[0])
            names[verb], above[verb], above[word] = JOINED, own, verb


def _leads_to(word: int, below: int, above: Ints) -> bool:
    """Tell whether a word stands above another."""
    while above[below] != below:
        below = int(above[below])
        if below == word:
            return True
    return False


def _space_heads(count: int, solid: int) -> Ints:
    """Hang every space onto the word before it, the first ones onto the first solid word."""
    return np.maximum(np.arange(count) - 1, solid)


def _borders(layout: Layout, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which words are the first that end behind a paragraph's or the dateline's border."""
    borders = [p.start for p in layout.paragraphs]
    if layout.dateline:
        borders.append(layout.dateline[1])
    opens = np.zeros(len(ends), dtype=np.bool_)
    at = np.searchsorted(ends, np.array(borders, dtype=np.int64), side="right")
    opens[at[at < len(ends)]] = True
    return opens


def _entities(doc: Doc, layout: Layout, found: Sequence[Found]) -> list[Span]:
    """Return the model's entities as spans of whole words, none over another or the dateline."""
    spans: list[Span] = []
    last = 0
    for entity in found:
        start, end = layout.behind_dateline(doc.text, entity.start, entity.end)
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and span.start >= last and span.text.strip():
            spans.append(Span(doc, span.start, span.end, entity.label))
            last = span.end
    return spans


def sentences(doc: Doc, layout: Layout) -> Iterator[Span]:
    """Yield the sentences of the story: none of a heading, a credit line or the dateline."""
    for sentence in doc.sents:
        first = next((token for token in sentence if not token.is_space), None)
        if first is None or _is_within(first, layout.dateline):
            continue
        paragraph = layout.paragraph_at(first.idx)
        if paragraph is not None and paragraph.kind == "body":
            yield sentence


def _is_within(token: Token, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= token.idx < span[1]


def bounds(tokens: Span | Token) -> tuple[int, int]:
    """Return the offsets of a span or token into the text, without spaces at its ends."""
    if isinstance(tokens, Token):
        return tokens.idx, tokens.idx + len(tokens)
    words = [token for token in tokens if not token.is_space]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else (0, 0)
