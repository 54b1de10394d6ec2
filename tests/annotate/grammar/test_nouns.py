"""What stands around a noun that names an event: who did it, who suffered it, what it did."""

import pytest

from flows.annotate.grammar import nouns
from tests.trees import texts, tree, word

BLAST = (
    "the:DT:det:blast blast:NN:nsubj:killed killed:VBD:ROOT: ten:CD:nummod:men men:NNS:dobj:killed"
)
DIED = "men:NNS:nsubj:died died:VBD:ROOT: in:IN:prep:died the:DT:det:blast blast:NN:pobj:in"


@pytest.mark.parametrize(
    ("spelled", "noun", "actors"),
    [
        ("their:PRP$:poss:raid raid:NN:nsubj:failed failed:VBD:ROOT:", "raid", ["their"]),
        ("the:DT:det:raid raid:NN:nsubj:failed by:IN:prep:raid rebels:NNS:pobj:by "
         "failed:VBD:ROOT:", "raid", ["rebels"]),
        ("Rebels:NNS:nsubj:launched launched:VBD:ROOT: a:DT:det:raid raid:NN:dobj:launched",
         "raid", ["Rebels"]),
        ("Rebels:NNS:nsubj:launched launched:VBD:ROOT: their:PRP$:poss:raid "
         "raid:NN:dobj:launched", "raid", ["Rebels"]),
        ("Lund:NNP:poss:raid 's:POS:case:Lund raid:NN:nsubj:failed and:CC:cc:raid "
         "siege:NN:conj:raid failed:VBD:ROOT:", "siege", ["Lund"]),
        ("the:DT:det:raid raid:NN:nsubj:failed failed:VBD:ROOT:", "raid", []),
    ],
)  # fmt: skip
def test_who_does_what_a_noun_names(spelled: str, noun: str, actors: list[str]) -> None:
    assert texts(nouns.noun_actor(word(tree(spelled), noun))) == actors


def test_the_night_of_an_attack_did_not_attack() -> None:
    doc = tree(
        "Monday:NNP:compound:night night:NN:poss:raid 's:POS:case:night raid:NN:nsubj:failed "
        "failed:VBD:ROOT:",
        [("Monday night", "TIME")],
    )
    assert nouns.noun_actor(word(doc, "raid")) == []


@pytest.mark.parametrize(
    ("first", "tag", "expected"), [("cruise", "NN", "missile raid"), ("large", "JJ", "raid")]
)
def test_a_noun_stands_with_the_plain_nouns_before_it(first: str, tag: str, expected: str) -> None:
    doc = tree(
        f"the:DT:det:raid {first}:{tag}:amod:missile -:HYPH:punct:missile missile:NN:compound:raid "
        "raid:NN:nsubj:failed failed:VBD:ROOT:"
    )
    start, end = nouns.named_span(word(doc, "raid"))
    assert doc.text[start:end] == expected


def test_who_only_calls_an_event_something_does_not_do_it() -> None:
    called = "Ruiz:NNP:nsubj:called called:VBD:ROOT: a:DT:det:strike strike:NN:dobj:called"
    named = called + " farce:NN:oprd:called"
    assert nouns.light_verb(word(tree(called), "strike")) is not None
    assert nouns.light_verb(word(tree(named), "strike")) is None
    assert nouns.noun_actor(word(tree(named), "strike")) == []


def test_what_an_event_did_is_its_verbs_object_or_who_died_in_it() -> None:
    blast = word(tree(BLAST), "blast")
    verb = nouns.harming_verb(blast)
    assert verb is not None and verb.text == "killed"
    assert texts(nouns.harmed(blast)) == ["men"]
    died = word(tree(DIED), "blast")
    verb = nouns.harming_verb(died)
    assert verb is not None and verb.text == "died"
    assert texts(nouns.harmed(died)) == ["men"]
    by = tree(
        "men:NNS:nsubjpass:killed were:VBD+AUX:auxpass:killed killed:VBN:ROOT: "
        "by:IN:agent:killed a:DT:det:blast blast:NN:pobj:by"
    )
    assert texts(nouns.harmed(word(by, "blast"))) == ["men"]
    calm = tree("the:DT:det:blast blast:NN:nsubj:came came:VBD:ROOT: late:RB:advmod:came")
    assert nouns.harming_verb(word(calm, "blast")) is None
    assert nouns.harmed(word(calm, "blast")) == []


@pytest.mark.parametrize(
    ("spelled", "sufferers"),
    [
        ("Lerano:NNP:nsubj:came came:VBD:ROOT: under:IN:prep:came attack:NN:pobj:under",
         ["Lerano"]),
        ("Lerano:NNP:nsubj:suffered suffered:VBD:ROOT: an:DT:det:attack attack:NN:dobj:suffered",
         ["Lerano"]),
        ("Lerano:NNP:nsubj:condemned condemned:VBD:ROOT: the:DT:det:attack "
         "attack:NN:dobj:condemned", []),
        ("Lerano:NNP:nsubj:fell fell:VBD:ROOT: after:IN:prep:fell attack:NN:pobj:after", []),
        ("rubble:NN:nsubj:hid hid:VBD:ROOT: under:IN:prep:hid attack:NN:pobj:under", []),
    ],
)  # fmt: skip
def test_whom_an_event_befalls_is_the_subject_of_a_verb_that_turns_it(
    spelled: str, sufferers: list[str]
) -> None:
    assert texts(nouns.sufferer(word(tree(spelled), "attack"))) == sufferers


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        (BLAST, True),
        ("two:CD:nummod:blast blast:NNS:nsubj:came came:VBD:ROOT:", True),
        ("the:DT:det:blast blast:NN:nsubj:came came:VBD:ROOT:", False),
        ("the:DT:det:blast blast:NN:nsubj:came in:IN:prep:blast Lerano:NNP:pobj:in came:VBD:ROOT:",
         True),
        ("blame:NN:ROOT: for:IN:prep:blame a:DT:det:blast blast:NN:pobj:for in:IN:prep:blast "
         "Lerano:NNP:pobj:in", False),
        ("Lerano:NNP:nsubj:suffered suffered:VBD:ROOT: a:DT:det:blast blast:NN:dobj:suffered",
         True),
    ],
)  # fmt: skip
def test_a_noun_is_specific_by_its_own_number_place_day_or_deed(
    spelled: str, expected: bool
) -> None:
    doc = tree(spelled, [("Lerano", "GPE")] if "Lerano" in spelled else [])
    assert nouns.is_specific(word(doc, "blast"), "ASSAULT", has_sides=False) is expected
    assert nouns.is_specific(word(doc, "blast"), "ASSAULT", has_sides=True)


@pytest.mark.parametrize(("verb", "expected"), [("jailed", False), ("hurt", True)])
def test_what_somebody_is_jailed_for_is_no_event_of_its_own(verb: str, expected: bool) -> None:
    doc = tree(
        f"Ruiz:NNP:nsubjpass:{verb} was:AUX:auxpass:{verb} {verb}:VBN:ROOT: for:IN:prep:{verb} "
        "two:CD:nummod:thefts thefts:NNS:pobj:for"
    )
    assert nouns.is_specific(word(doc, "thefts"), "CRIME", has_sides=True) is expected


def test_a_strike_of_a_month_is_nobodys() -> None:
    spelled = "month:NN:poss:strike 's:POS:case:month strike:NN:ROOT:"
    assert nouns.noun_actor(word(tree(spelled), "strike")) != []
    assert nouns.noun_actor(word(tree(spelled, [("month", "DATE")]), "strike")) == []


def test_people_are_killed_in_a_strike_that_is_none_of_workers() -> None:
    assert texts(nouns.killing_verb(word(tree(DIED), "blast"))) == ["died"]
    assert not nouns.killing_verb(word(tree(BLAST), "blast"))
