"""How far a trigger lies from the words that may set it in time or space."""

import pytest

from flows.annotate.event_setting import steps_from
from flows.annotate.words import Doc


@pytest.mark.parametrize("barriers", [frozenset(), frozenset({1})])
def test_words_that_head_their_own_sentence_set_what_hangs_from_them(
    barriers: frozenset[int],
) -> None:
    doc = Doc(
        "LERWICK police attack",
        ["LERWICK", "police", "attack"],
        [0, 8, 15],
        [("NNP", "PROPN", "LERWICK"), ("NNS", "NOUN", "police"), ("NN", "NOUN", "attack")],
        ["ROOT", "appos", "appos"],
        [0, 0, 0],
    )
    assert steps_from(doc[2], doc[0], barriers) == 0
