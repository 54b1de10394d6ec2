"""How far a trigger lies from the words that may set it in time or space."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from flows.annotate.event_setting import steps_from


@pytest.mark.parametrize("barriers", [frozenset(), frozenset({1})])
def test_words_that_head_their_own_sentence_set_what_hangs_from_them(
    barriers: frozenset[int],
) -> None:
    doc = Doc(
        Vocab(),
        words=["LERWICK", "police", "attack"],
        heads=[0, 0, 0],
        deps=["ROOT", "appos", "appos"],
        pos=["PROPN", "NOUN", "NOUN"],
    )
    assert steps_from(doc[2], doc[0], barriers) == 0
