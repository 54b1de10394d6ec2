"""Tests of flows/annotate/grammar/parse.py: the model's syntax as words of the text."""

import pytest

from flows.annotate.grammar.parse import end_name, parse, sentences
from flows.annotate.text.layout import read_layout
from flows.annotate.text.words import Doc

TEXT = """NAIROBI (AP) - The minister cannot say who sold the old ships.

Two  men left.\tThey didn't go home,
she said."""
GIVER = "Chad's military ruler, Gen. Idriss Bello,"


def read(text: str) -> Doc:
    return parse(text, read_layout(text))


def test_words_stand_where_the_text_has_them() -> None:
    for token in read(TEXT):
        if not token.is_space:
            assert TEXT[token.idx : token.idx + len(token)] == token.text


def test_classes_relations_and_lemmas_are_filled_in() -> None:
    by_text = {token.text: token for token in read("The minister sold the old ships.")}
    sold = by_text["sold"]
    assert (sold.tag_, sold.pos_, sold.dep_, sold.lemma_) == ("VBD", "VERB", "ROOT", "sell")
    assert (by_text["minister"].dep_, by_text["minister"].head) == ("nsubj", sold)
    assert (by_text["ships"].dep_, by_text["ships"].lemma_) == ("dobj", "ship")
    assert by_text["old"].head == by_text["ships"]


@pytest.mark.parametrize(
    ("text", "word", "relation", "above"),
    [
        ("Teachers went on strike in Lyon.", "strike", "pobj", "on"),
        ("A convoy came under attack near the border.", "convoy", "nsubj", "came"),
        ("Ana Costa was convinced that the bridge was safe.", "Costa", "nsubj", "convinced"),
        ("When Bo shouted, “Liar,” the judge warned, “One word more.”", "judge", "nsubj", "warned"),
        ("Norway and EU negotiators have agreed a fishing deal.", "negotiators", "nsubj", "agreed"),
        ("Serbia and Kosovo police clashed near the border.", "police", "nsubj", "clashed"),
        ("Kenya and Uganda's presidents met in Nairobi.", "Uganda", "poss", "presidents"),
        (f"{GIVER} had given the Pentagon permission to use its airspace.", "Pentagon", "dative",
         "given"),
        ("The prosecutor is seeking jail terms for all five on Monday.", "five", "pobj", "for"),
        ("Two people were killed and six injured in a crash.", "six", "nsubjpass", "injured"),
        ("Two people were killed and six injured in a crash.", "injured", "conj", "killed"),
        ("House and Senate leaders reached a deal on Friday.", "leaders", "nsubj", "reached"),
        ("Ghana and Togo's interior ministers met on Monday.", "Togo", "poss", "ministers"),
    ],
)  # fmt: skip
def test_relations_agree_with_the_words_above_them(
    text: str, word: str, relation: str, above: str
) -> None:
    token = next(token for token in read(text) if token.text == word)
    assert (token.dep_, token.head.text) == (relation, above)


def test_a_name_that_ends_like_a_preposition_is_whole() -> None:
    doc = read("President Moon Jae-in met Ban Seok-on in Busan.")
    president, moon, jae, _, ending, met, *_ = doc

    assert (ending.text, ending.tag_, ending.head) == ("in", "NNP", met)
    assert {word.head for word in (president, moon, jae)} == {ending}
    assert [(doc[i].text, doc[i].tag_) for i in (9, 10)] == [("on", "NNP"), ("in", "IN")]
    assert not any(t.tag_ == "NNP" for t in read("A sit-in in a drive-in went on."))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([2, 2, 4, 4, 5, 5], [4, 4, 4, 4, 5, 5]),  # "Jae" below "in" already
        ([2, 2, 5, 2, 2, 5], [4, 4, 4, 4, 5, 5]),  # beside the verb
        ([2, 2, 2, 2, 2, 2], [4, 4, 4, 4, 4, 4]),  # the sentence's root
    ],
)
def test_a_name_is_hung_onto_its_end_without_a_ring(heads: list[int], expected: list[int]) -> None:
    end_name(4, ["NNP|PROPN"] * 6, ["dep"] * 6, heads)
    assert heads == expected


def test_a_half_that_others_hang_onto_its_end_stays() -> None:
    heads, labels = [2, 2, 3, 4, 5, 5], ["IN|ADP"] * 6
    end_name(4, labels, ["dep"] * 6, heads)
    assert (heads, labels[4]) == ([2, 2, 3, 4, 5, 5], "NNP|PROPN")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("When first asked whether it rained, Mr Ruiz said no.", "VBN"),
        ("When he first asked whether it rained, Mr Ruiz said no.", "VBD"),
    ],
)
def test_a_past_form_that_no_subject_can_have_is_a_participle(text: str, tag: str) -> None:
    assert next(token for token in read(text) if token.text == "asked").tag_ == tag


def test_a_sentence_never_crosses_a_paragraph_or_the_dateline() -> None:
    layout = read_layout(TEXT)
    found = [sentence.text.strip() for sentence in sentences(parse(TEXT, layout), layout)]
    assert found[0].startswith("The minister")
    assert not any("ships" in sentence and "men" in sentence for sentence in found)


def test_what_stands_above_a_later_dateline_is_of_the_story() -> None:
    text = "Rebels shelled the town. Two men died.\n\nAFP - The governor left on Monday."
    layout = read_layout(text)
    found = [sentence.text.strip() for sentence in sentences(parse(text, layout), layout)]
    assert [each[:6] for each in found] == ["Rebels", "Two me", "The go"]


def test_the_second_of_two_words_in_one_piece_is_read() -> None:
    words = {token.text: token for token in read("She cannot swim.")}
    assert (words["not"].dep_, words["not"].lemma_) == ("neg", "not")
    assert words["can"].head == words["not"].head == words["swim"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "“", "a", "\ud800 x", "🙂 Ω", "x" * 5000])
def test_odd_texts_are_parsed_whole(text: str) -> None:
    doc = read(text)
    assert all(token.head.i < len(doc) for token in doc)
    assert sum(len(list(root.subtree)) for root in doc if root.head == root) == len(doc)
