"""Tests of flows/train/augment.py: a text told otherwise keeps its labels on the same words."""

import random
from dataclasses import replace

import numpy as np

from flows.paths import SEEDS
from flows.train.augment import (
    Names,
    apply_edits,
    glue,
    other_marks,
    other_names,
    other_places,
    read_names,
    read_places,
    rewrite,
    vary,
)
from flows.train.gold import EventSides, Example, Said

TEXT = 'Dana Reed said "we will go" on Monday. Reed then left.'
NAMES = Names(("Amina",), ("Okonkwo-Blake",), ("Koforidua",), {"Monday": ("market day",)})


def example() -> Example:
    spans = {"statement": ((0, 9, "source"), (10, 14, "cue"), (15, 27, "content"))}
    said = (Said(((15, 27),), (10, 14), (0, 9)),)
    return Example("made", "1", TEXT, False, spans, said, names=((0, 9),))


def test_offsets_move_with_the_text() -> None:
    text, shift = apply_edits("ab cd ef", [(0, 2, "xxxx"), (6, 8, "y")])

    def moved(start: int, end: int) -> str:
        return text[start + shift[start] : end + shift[end]]

    assert text == "xxxx cd y"
    assert [moved(3, 5), moved(0, 2), moved(6, 8)] == ["cd", "xxxx", "y"]


def test_words_move_with_the_text_and_keep_their_heads() -> None:
    words = np.array([[0, 4, 1, 2, 2, 1], [5, 9, 1, 2, 2, 0], [10, 14, 3, 0, 2, 0]], np.int32)
    told = rewrite(replace(example(), words=words), [(0, 4, "Amina"), (5, 9, "Okonkwo")])
    assert told.words is not None
    spans = [told.text[a:b] for a, b in told.words[:, :2].tolist()]
    assert spans == ["Amina", "Okonkwo", "said"]
    assert told.words[:, 2:].tolist() == words[:, 2:].tolist()


def test_glued_words_point_into_their_own_sentence() -> None:
    words = np.array([[0, 4, 1, 2, 1, 1], [5, 9, 3, 0, 1, 0]], np.int32)
    one = replace(example(), words=words)
    whole = glue([one, one])
    assert whole.words is not None
    assert whole.words[:, 4].tolist() == [1, 1, 3, 3]
    start, end = whole.words[2, :2].tolist()
    assert whole.text[start:end] == "Dana"


def test_towns_are_renamed_throughout_and_keep_their_labels() -> None:
    text = "Fargo waits. The Fargo police and Ohio wait."
    spans = {
        "toponym": ((0, 5, "toponym"), (34, 38, "toponym")),
        "entity": ((0, 5, "GPE"), (34, 38, "NORP")),
    }
    known = Example("made", "1", text, False, spans)
    for seed in range(20):
        told = rewrite(known, other_places(known, NAMES, random.Random(seed)))
        (a, b, _), (c, d, _) = told.spans["toponym"]
        assert told.text[c:d] == "Ohio"
        if told.text != text:
            assert told.text == "Koforidua waits. The Koforidua police and Ohio wait."
            assert told.text[a:b] == "Koforidua"
            break
    else:
        raise AssertionError("no seed renamed the town")


def test_a_person_gets_one_new_name_throughout() -> None:
    told = rewrite(example(), other_names(example(), NAMES, random.Random(1)))
    start, end = told.said[0].source or (0, 0)
    assert told.text[start:end] == "Amina Okonkwo-Blake"
    assert "Okonkwo-Blake then left" in told.text
    assert "Reed" not in told.text


def test_marks_change_style_and_stay_in_the_content() -> None:
    for seed in range(20):
        told = rewrite(example(), other_marks(TEXT, random.Random(seed)))
        start, end = told.said[0].content[0]
        assert told.text[start:end].strip("\"“”«»„`'‘’") == "we will go"
        assert told.text[start - 1] == " "
        assert told.text[end] == " "


def test_glued_sentences_keep_their_labels() -> None:
    whole = glue([example(), example()])
    start, end = whole.said[1].content[0]
    assert whole.text[start:end] == '"we will go"'
    assert len(whole.spans["statement"]) == 6
    acted = replace(example(), sides=(EventSides((10, 14), ((0, 9),), (), (0, 27)),))
    told = glue([acted, acted])
    triggers = [event.trigger or (0, 0) for event in told.sides]
    assert [told.text[a:b] for a, b in triggers] == ["said", "said"]


def test_headlines_stand_by_themselves() -> None:
    headline = Example("made", "2", "Reed quits", False, {}, types=((0, 10, "CONCEDE"),))
    told = replace(example(), spans={}, types=((0, len(TEXT), "AID"),))
    whole = glue([told, headline, told])
    assert whole.text == f"{TEXT} Reed quits\n\n{TEXT}"
    assert [whole.text[a:b] for a, b, _ in whole.types] == [TEXT, "Reed quits", TEXT]


def test_the_seeds_hold_names_of_many_kinds() -> None:
    names = read_names(SEEDS)
    assert len(names.given) > 50
    assert len(names.surnames) > 50
    assert all(choices for choices in names.words.values())


def test_a_text_is_told_otherwise_and_its_labels_with_it() -> None:
    told = [vary(example(), NAMES, random.Random(seed)) for seed in range(60)]
    assert 20 < sum(e.text != TEXT for e in told) < 60
    for one in told:
        start, end = one.said[0].source or (0, 0)
        assert one.text[start:end] in {"Dana Reed", "Amina Okonkwo-Blake"}
        start, end = one.said[0].cue or (0, 0)
        assert one.text[start:end] == "said"


def test_texts_with_places_change_towns_and_not_persons() -> None:
    text = "Ida Brandt left Fargo."
    spans = {"toponym": ((16, 21, "toponym"),), "entity": ((0, 10, "PERSON"), (16, 21, "GPE"))}
    known = Example("made", "1", text, False, spans, names=((0, 10),))
    told = {vary(known, NAMES, random.Random(seed)).text for seed in range(60)}
    assert told == {text, "Ida Brandt left Koforidua."}


def test_persons_change_where_places_are_only_taught() -> None:
    text = "Ida Brandt left Fargo."
    known = Example("made", "1", text, False, {"toponym": ()}, names=((0, 10),))
    taught = replace(known, sure={"toponym": ((0, 22),)})
    told = {vary(taught, NAMES, random.Random(seed)).text for seed in range(60)}
    assert text in told
    assert len(told) > 1


def test_nothing_to_change_changes_nothing() -> None:
    bare = Example("made", "1", "It rained.", False, {})
    assert rewrite(bare, []) is bare
    assert other_names(bare, replace(NAMES, words={}), random.Random(1)) == []


def test_all_that_has_an_offset_moves() -> None:
    known = replace(
        example(),
        sure={"statement": ((0, 9),)},
        types=((0, 27, "AID"),),
        statuses=((10, 14, "fact"),),
        sides=(EventSides((10, 14), ((0, 9),), ((16, 18),), (0, 27)),),
    )
    told = rewrite(known, [(0, 4, "Wilhelmina")])
    stretches = {told.text[a:b] for a, b in [*told.sure["statement"], *told.names]}
    assert stretches == {"Wilhelmina Reed"}
    assert [told.text[a:b] for a, b, _ in told.statuses] == ["said"]
    event = told.sides[0]
    assert event.trigger is not None
    own = [told.text[slice(*spot)] for spot in (*event.sources, event.trigger, *event.targets)]
    assert own == ["Wilhelmina Reed", "said", "we"]
    assert told.text[slice(*event.sentence)] == 'Wilhelmina Reed said "we will go"'
    assert told.text[slice(*told.types[0][:2])] == 'Wilhelmina Reed said "we will go"'


def test_glued_sentences_know_of_each_head_the_stretches_of_those_that_know_it() -> None:
    places = replace(example(), spans={"toponym": ()}, words=np.zeros((1, 6), np.int32))
    both = replace(example(), spans={"toponym": (), "timex": ()})
    part = replace(example(), spans={"timex": ()}, sure={"timex": ((0, 4),)})
    whole = glue([places, both, part])
    assert whole.spans == {"toponym": (), "timex": ()}
    known = {head: [whole.text[a:b] for a, b in some] for head, some in whole.sure.items()}
    assert known == {"toponym": [TEXT, TEXT], "timex": [TEXT, TEXT[:4]]}
    assert whole.words is None


def test_towns_to_choose_among_are_single_words() -> None:
    towns = read_places()
    assert len(towns) > 1000
    assert "Fargo" in towns
    assert list(towns) == sorted(set(towns))
    assert not any(" " in town for town in towns)


def test_an_offset_within_a_replaced_word_stays_within_the_new_one() -> None:
    text = "He met Washington"
    known = Example("made", "1", text, False, {}, sure={"toponym": ((7, 11), (11, 15), (15, 17))})
    for new in ("Bo", "Constantinople"):
        told = rewrite(known, [(7, 17, new)])
        spans = told.sure["toponym"]
        assert told.text == f"He met {new}"
        assert all(7 <= a <= b <= len(told.text) for a, b in spans)
        assert (spans[0][0], spans[-1][1]) == (7, len(told.text))
        assert list(spans) == sorted(spans)
