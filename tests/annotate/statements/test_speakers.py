"""Which words name the speaker of a cue."""

import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.statements.reading import Reading
from flows.annotate.statements.speakers import (
    find_speaker,
    is_phrase,
    phrase,
    sayer,
    without_clause,
)
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes
from tests.trees import reading as spelled_reading
from tests.trees import tree, word


def speaker(text: str, cue: str) -> str | None:
    layout = read_layout(text)
    doc = parse(text, layout)
    reading = Reading(text, layout, doc, read_quotes(text, layout))
    token = next(t for t in doc if t.text == cue)
    span = find_speaker(reading, token)
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        ("The Mayor Olena Bondar said it was late.", "said", "The Mayor Olena Bondar"),
        ("It was late, said Olena Bondar, who runs the town.", "said", "Olena Bondar"),
        ("It was late, according to the Roads Ministry.", "according", "the Roads Ministry"),
        ("Olena Bondar praised the work, calling it a gift.", "calling", "Olena Bondar"),
        ("Olena Bondar left the room and said it was late.", "said", "Olena Bondar"),
        ("The campaign sent out a letter saying it was late.", "saying", "The campaign"),
        ("The report said it was late.", "said", "The report"),
        ("It was announced by Olena Bondar that school is closed.", "announced", "Olena Bondar"),
        ("Olena Bondar’s demand for an apology was heard.", "demand", "Olena Bondar"),
        ("It was said to be late.", "said", None),
        ("The claim by the dockers that it was late was heard.", "claim", "the dockers"),
        ("Olena Bondar made the claim that it was late.", "claim", "Olena Bondar"),
        ("Officials on Friday said it was late.", "said", "Officials"),
        ("Police were told by the owner that it was late.", "told", "the owner"),
        ("Neither Ann nor Bo Lund said it was late.", "said", "Neither Ann nor Bo Lund"),
        ("The minister denied the reports and insisted it was late.", "insisted", "The minister"),
        ("The letter, sent by the union, said it was late.", "said", "The letter"),
    ],
)  # fmt: skip
def test_speaker_of_a_cue(text: str, cue: str, words: str | None) -> None:
    assert speaker(text, cue) == words


def test_stray_participle_goes_back_to_the_outer_speaker() -> None:
    text = "Olena Bondar said the army has left the town, adding that it was late."
    assert speaker(text, "adding") == "Olena Bondar"


@pytest.mark.parametrize(
    ("spelled", "cue", "words"),
    [
        # a stray cue goes back to the outer one's speaker
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fall will:MD:aux:fall "
         "fall:VB:ccomp:said and:CC:cc:fall warned:VBD:conj:fall of:IN:prep:warned "
         "floods:NNS:pobj:of", "warned", "Ruiz"),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fell fell:VBD:ccomp:said and:CC:cc:fell "
         "warned:VBD:conj:fell of:IN:prep:warned floods:NNS:pobj:of", "warned", "rain"),
        # the author of a paper that says something, else the paper
        ("Ruiz:NNP:nsubj:sent sent:VBD:ROOT: a:DT:det:letter letter:NN:dobj:sent "
         "saying:VBG:acl:letter no:UH:intj:saying", "saying", "Ruiz"),
        ("Ruiz:NNP:nsubj:wrote wrote:VBD:ROOT: in:IN:prep:wrote a:DT:det:letter letter:NN:pobj:in "
         "saying:VBG:acl:letter no:UH:intj:saying", "saying", "Ruiz"),
        ("A:DT:det:letter letter:NN:nsubj:came saying:VBG:acl:letter no:UH:intj:saying "
         "came:VBD:ROOT:", "saying", "A letter"),
        ("the:DT:det:man man:NN:nsubj:left who:WP:nsubj:said said:VBD:relcl:man no:UH:intj:said "
         "left:VBD:ROOT:", "said", "who"),
        ("a:DT:det:man man:NN:nsubj:left saying:VBG:acl:man no:UH:intj:saying left:VBD:ROOT:",
         "saying", "a man"),
        # passives have their agent, or nobody
        ("Lund:NNP:nsubjpass:told was:VBD+AUX:auxpass:told told:VBN:ROOT: by:IN:agent:told "
         "Ruiz:NNP:pobj:by", "told", "Ruiz"),
        ("Lund:NNP:nsubjpass:told was:VBD+AUX:auxpass:told told:VBN:ROOT:", "told", None),
        ("Lund:NNP:nsubjpass:quoted was:VBD+AUX:auxpass:quoted quoted:VBN:ROOT: "
         "as:IN:prep:quoted saying:VBG:pcomp:as no:UH:intj:saying", "quoted", "Lund"),
        ("Lund:NNP:nsubjpass:told was:VBD+AUX:auxpass:told told:VBN:ROOT: by:IN:prep:told "
         "Ruiz:NNP:pobj:by", "told", "Ruiz"),
        ("a:DT:det:plan plan:NN:nsubj:fell announced:VBN:acl:plan by:IN:agent:announced "
         "Ruiz:NNP:pobj:by fell:VBD:ROOT:", "announced", "Ruiz"),
        ("Told:VBN:advcl:left by:IN:agent:Told Ruiz:NNP:pobj:by , Lund:NNP:nsubj:left "
         "left:VBD:ROOT:", "Told", "Ruiz"),
        # whose a noun is
        ("the:DT:det:claim claim:NN:nsubj:fell from:IN:prep:claim Ruiz:NNP:pobj:from "
         "fell:VBD:ROOT:", "claim", "Ruiz"),
        ("Ruiz:NNP:nsubj:spoke spoke:VBD:ROOT: of:IN:prep:spoke the:DT:det:claim claim:NN:pobj:of",
         "claim", "Ruiz"),
        ("the:DT:det:claim claim:NN:nsubj:fell fell:VBD:ROOT:", "claim", None),
        ("a:DT:det:man man:NN:ROOT: with:IN:prep:man a:DT:det:claim claim:NN:pobj:with", "claim",
         None),
        # according to, with and without an object
        ("No:UH:ROOT: , according:VBG:prep:No to:IN:prep:according Ruiz:NNP:pobj:to", "according",
         "Ruiz"),
        ("No:UH:ROOT: , according:VBG:prep:No", "according", None),
    ],
)  # fmt: skip
def test_speaker_of_a_cue_in_a_tree(spelled: str, cue: str, words: str | None) -> None:
    doc = tree(spelled)
    span = find_speaker(spelled_reading(doc), word(doc, cue))
    assert (doc.text[slice(*span)] if span else None) == words


def test_an_outer_cue_is_sought_only_for_a_cue_without_a_subject_of_its_own() -> None:
    doc = tree(
        "Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fall will:MD:aux:fall fall:VB:ccomp:said "
        "and:CC:cc:fall Lund:NNP:nsubj:warned warned:VBD:conj:fall"
    )
    assert sayer(word(doc, "warned")).text == "warned"
    assert sayer(word(doc, "fall")).text == "fall"
    stray = tree(
        "Ruiz:NNP:nsubj:said said:VBD:ROOT: rain:NN:nsubj:fall will:MD:aux:fall fall:VB:ccomp:said "
        "and:CC:cc:fall warned:VBD:conj:fall"
    )
    assert sayer(word(stray, "warned")).text == "said"


def test_a_phrase_ends_before_its_day_and_its_clauses() -> None:
    doc = tree(
        "the:DT:det:chief chief:NN:nsubj:said of:IN:prep:chief police:NN:pobj:of on:IN:prep:chief "
        "Friday:NNP:pobj:on said:VBD:ROOT:",
        [("Friday", "DATE")],
    )
    assert (
        doc.text[slice(*phrase(spelled_reading(doc), word(doc, "chief")))] == "the chief of police"
    )
    doc = tree(
        "Ruiz:NNP:nsubj:spoke and:CC:cc:Ruiz Lund:NNP:conj:Ruiz , "
        "who:WP:nsubj:fled fled:VBD:relcl:Ruiz , spoke:VBD:ROOT:"
    )
    assert doc.text[slice(*phrase(spelled_reading(doc), word(doc, "Ruiz")))] == "Ruiz and Lund"
    doc = tree("Ruiz:NNP:poss:claim 's:POS:case:Ruiz claim:NN:ROOT:")
    assert doc.text[slice(*phrase(spelled_reading(doc), word(doc, "Ruiz")))] == "Ruiz"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("Ana Costa, who runs the port, said so.", "Ana Costa, who runs the port,", "Ana Costa"),
        ("Ana Costa who runs the port said so.", "Ana Costa who runs the port", "Ana Costa"),
        ("People who know her said so.", "People who know her", "People who know her"),
        ("Ana Costa, a nurse, said so.", "Ana Costa, a nurse,", "Ana Costa, a nurse,"),
    ],
)
def test_a_speakers_words_end_before_a_clause_about_them(text: str, words: str, kept: str) -> None:
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    start = text.index(words)
    assert text[slice(*without_clause(reading, (start, start + len(words))))] == kept


@pytest.mark.parametrize(
    ("text", "words", "fits"),
    [
        ("First there was Ana Costa, who said no.", "First there was Ana Costa, who", False),
        ("The company said no.", "The company", True),
        ("Those who left said no.", "Those who left", True),
    ],
)
def test_a_clause_names_no_speaker(text: str, words: str, fits: bool) -> None:
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    start = text.index(words)
    assert is_phrase(reading, (start, start + len(words))) is fits
