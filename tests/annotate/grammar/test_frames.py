"""In which ways a word of a tree can take what somebody says."""

import pytest

from flows.annotate.grammar.frames import Frame, read_frames
from flows.annotate.text.words import Doc
from tests.trees import tree, word


def frames(spelled: str, cue: str) -> dict[str, str]:
    """Return the names of the frames, each with the words of its content."""
    doc = tree(spelled)
    return {frame.name: _shown(doc, frame) for frame in read_frames(word(doc, cue))}


def _shown(doc: Doc, frame: Frame) -> str:
    return " ".join(doc[number].text for number in sorted(frame.content))


@pytest.mark.parametrize(
    ("spelled", "cue", "expected"),
    [
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: that:IN:mark:fell rain:NN:nsubj:fell "
         "fell:VBD:ccomp:said", "said", {"that": "that rain fell"}),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fell fell:VBD:ccomp:said", "said",
         {"clause": "rain fell"}),
        ("Ruiz:NNP:nsubj:asked asked:VBD:ROOT: whether:IN:mark:fell rain:NN:nsubj:fell "
         "fell:VBD:ccomp:asked", "asked", {"wh": "whether rain fell"}),
        ("Ruiz:NNP:nsubj:asked asked:VBD:ROOT: where:WRB:advmod:fell rain:NN:nsubj:fell "
         "fell:VBD:ccomp:asked", "asked", {"wh": "where rain fell"}),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:close would:MD:aux:close "
         "close:VB:ccomp:said and:CC:cc:close blamed:VBD:conj:said rain:NN:dobj:blamed", "said",
         {"clause": "it would close and"}),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: to:TO:aux:wait wait:VB:ccomp:said", "said",
         {"to": "to wait"}),
        ("Ruiz:NNP:nsubj:asked asked:VBD:ROOT: men:NNS:dobj:asked to:TO:aux:wait "
         "wait:VB:xcomp:asked", "asked",
         {"to": "men to wait", "object": "men", "object+xcomp": "men to wait",
          "raised-to": "Ruiz to wait"}),
        ("Ruiz:NNP:nsubj:kept kept:VBD:ROOT: calling:VBG:xcomp:kept", "kept",
         {"ing": "calling"}),
        ("Ruiz:NNP:nsubj:seems seems:VBZ:ROOT: to:TO:aux:calling be:VB:aux:calling "
         "calling:VBG:xcomp:seems", "seems",
         {"to": "to be calling", "raised-to": "Ruiz to be calling"}),
        ("Ruiz:NNP:nsubj:helped helped:VBD:ROOT: find:VB:xcomp:helped", "helped",
         {"bare": "find", "raised-to": "Ruiz find"}),
        ("Rain:NN:nsubj:fell fell:VBD:ccomp:said ;:,:punct:said Ruiz:NNP:nsubj:said "
         "said:VBD:ROOT: that:IN:mark:left men:NNS:nsubj:left left:VBD:ccomp:said", "said",
         {"that": "that men left"}),
        ("Rain:NN:nsubj:fell fell:VBD:ROOT: Ruiz:NNP:nsubj:said said:VBD:parataxis:fell", "fell",
         {"parataxis": "Ruiz said"}),
        ("Lund:NNP:nsubjpass:said is:VBZ+AUX:auxpass:said said:VBN:ROOT: to:TO:aux:wait "
         "wait:VB:xcomp:said", "said", {"to": "to wait", "passive-to": "Lund to wait"}),
        ("Lund:NNP:nsubjpass:accused was:VBD+AUX:auxpass:accused accused:VBN:ROOT: "
         "of:IN:prep:accused fraud:NN:pobj:of", "accused",
         {"of": "fraud", "object+of": "Lund of fraud"}),
        ("Lund:NNP:nsubjpass:accused was:VBD+AUX:auxpass:accused accused:VBN:ROOT: "
         "by:IN:agent:accused Ruiz:NNP:pobj:by of:IN:prep:Ruiz hiding:VBG:pcomp:of", "accused",
         {"object+of": "Lund of hiding"}),
        ("Ruiz:NNP:nsubj:made made:VBD:ROOT: the:DT:det:claim claim:NN:dobj:made that:IN:mark:fell "
         "rain:NN:nsubj:fell fell:VBD:acl:claim", "made",
         {"object": "the claim that rain fell", "object-that": "that rain fell"}),
        ("Ruiz:NNP:nsubj:blamed blamed:VBD:ROOT: Lund:NNP:dobj:blamed for:IN:prep:blamed "
         "it:PRP:pobj:for", "blamed",
         {"object": "Lund", "object+for": "Lund for it", "for": "it"}),
        ("Ruiz:NNP:nsubj:drew drew:VBD:ROOT: praise:NN:dobj:drew for:IN:prep:praise "
         "it:PRP:pobj:for", "drew", {"object": "praise for it", "object-for": "praise for it"}),
        ("the:DT:det:claim claim:NN:ROOT: that:IN:mark:fell rain:NN:nsubj:fell fell:VBD:acl:claim",
         "claim", {"that": "that rain fell"}),
        ("Ruiz:NNP:poss:claim claim:NN:ROOT: rain:NN:nsubj:fell fell:VBD:ccomp:claim", "claim",
         {"clause+owner": "rain fell"}),
        ("an:DT:det:order order:NN:ROOT: by:IN:prep:order Ruiz:NNP:pobj:by to:TO:aux:wait "
         "wait:VB:acl:order", "order", {"to+owner": "to wait"}),
        ("talk:NN:ROOT: of:IN:prep:talk war:NN:pobj:of", "talk", {"of": "war"}),
        ("Ruiz:NNP:nsubj:is is:VBZ+AUX:ROOT: sure:JJ:acomp:is that:IN:mark:fell "
         "rain:NN:nsubj:fell fell:VBD:ccomp:sure", "sure", {"that": "that rain fell"}),
        ("Ruiz:NNP:nsubj:is is:VBZ+AUX:ROOT: ready:JJ:acomp:is to:TO:aux:wait wait:VB:xcomp:ready",
         "ready", {"to": "to wait"}),
        ("Ruiz:NNP:nsubj:is is:VBZ+AUX:ROOT: glad:JJ:acomp:is rain:NN:nsubj:fell "
         "fell:VBD:ccomp:glad of:IN:prep:glad it:PRP:pobj:of", "glad",
         {"clause": "rain fell", "of": "it"}),
        ("Rain:NN:nsubj:fell , Ruiz:NNP:nsubj:said said:VBD:parataxis:fell , fell:VBD:ROOT:",
         "said", {"inserted": "Rain fell"}),
        ("Rain:NN:ROOT:", "Rain", {}),
    ],
)  # fmt: skip
def test_the_grammar_around_a_word_gives_its_frames(
    spelled: str, cue: str, expected: dict[str, str]
) -> None:
    found = frames(spelled, cue)
    assert {name: words.replace(" ,", "") for name, words in found.items()} == expected


@pytest.mark.parametrize(
    ("spelled", "content"),
    [
        ("According:VBG:prep:fell to:IN:prep:According Ruiz:NNP:pobj:to , rain:NN:nsubj:fell "
         "fell:VBD:ROOT:", "rain fell"),
        ("Rain:NN:nsubj:fell fell:VBD:ROOT: here:RB:advmod:fell today:NN:npadvmod:fell , "
         "according:VBG:prep:fell to:IN:prep:according Ruiz:NNP:pobj:to", "Rain fell here today"),
        ("Despite:IN:prep:fell sun:NN:pobj:Despite , rain:NN:nsubj:fell fell:VBD:ROOT: , "
         "according:VBG:prep:fell to:IN:prep:according Ruiz:NNP:pobj:to", "rain fell"),
        ("Lund:NNP:nsubj:said said:VBD:ROOT: yesterday:NN:npadvmod:said that:IN:mark:fell , "
         "according:VBG:prep:fell to:IN:prep:according Ruiz:NNP:pobj:to , rain:NN:nsubj:fell "
         "fell:VBD:ccomp:said", "rain fell"),
    ],
)  # fmt: skip
def test_what_stands_by_according_to_is_the_clause_without_the_phrase(
    spelled: str, content: str
) -> None:
    cue = "According" if spelled.startswith("According") else "according"
    found = frames(spelled, cue)["according"]
    assert " ".join(found.replace(",", "").split()) == content


def test_a_phrase_that_the_parse_hung_on_the_cue_goes_with_the_clause_before_it() -> None:
    said = (
        "Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fell fell:VBD:ccomp:said "
        "in:IN:prep:said Lerano:NNP:pobj:in"
    )
    assert frames(said, "said")["clause"] == "rain fell in Lerano"
    comma = said.replace("in:IN:prep:said", ", in:IN:prep:said").replace(
        ", in", ",:,:punct:fell in"
    )
    assert frames(comma, "said")["clause"] == "rain fell ,"
    ahead = (
        "rain:NN:nsubj:fell fell:VBD:ccomp:said in:IN:prep:said Lerano:NNP:pobj:in "
        "said:VBD:ROOT: Ruiz:NNP:nsubj:said"
    )
    assert frames(ahead, "said")["clause"] == "rain fell"
