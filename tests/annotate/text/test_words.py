"""Words and heads in, a document to walk out."""

import gc

from flows.annotate.text.words import Doc

WORDS = ["She", "saw", "ships", "and", "boats", ".", "He", "left"]
HEADS = [1, 1, 1, 2, 2, 1, 7, 7]
RELATIONS = ["nsubj", "ROOT", "dobj", "cc", "conj", "punct", "nsubj", "ROOT"]


def story() -> Doc:
    starts = [0, 4, 8, 14, 18, 23, 25, 28]
    forms = [("", "", word.lower()) for word in WORDS]
    return Doc("She saw ships and boats. He left", WORDS, starts, forms, RELATIONS, HEADS)


def test_sentences_hold_what_hangs_from_their_roots() -> None:
    doc = story()
    assert [sentence.text for sentence in doc.sents] == ["She saw ships and boats.", "He left"]
    assert [word.i for word in doc if word.is_sent_start] == [0, 6]
    assert doc[4].sent is doc.sents[0]


def test_a_word_knows_what_is_above_and_below_it() -> None:
    doc = story()
    ships = doc[2]
    assert [word.text for word in ships.subtree] == ["ships", "and", "boats"]
    assert (ships.left_edge, ships.right_edge) == (ships, doc[4])
    assert [word.text for word in doc[3].ancestors] == ["ships", "saw"]
    assert doc[1].is_ancestor(doc[4]) and not doc[4].is_ancestor(doc[1])
    assert (ships.conjuncts, doc[4].conjuncts) == ((doc[4],), (ships,))


def test_the_root_of_a_span_is_its_highest_word() -> None:
    doc = story()
    assert doc[2:5].root == doc[2]
    assert doc[3:5].root == doc[3]
    assert doc[0:6].root == doc[1]


def test_offsets_lead_to_words() -> None:
    doc = story()
    touched = doc.char_span(9, 19, alignment_mode="expand")
    within = doc.char_span(9, 19, alignment_mode="contract")
    assert touched is not None and touched.text == "ships and boats"
    assert within is not None and within.text == "and"
    assert doc.char_span(40, 41, alignment_mode="expand") is None


def test_a_text_that_is_done_with_leaves_nothing_to_the_garbage_collector() -> None:
    doc = story()
    gc.collect()
    doc.release()
    del doc
    assert gc.collect() == 0
