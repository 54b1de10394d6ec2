"""Which way the clause around a date looks, in trees spelled out."""

import pytest

from flows.annotate.grammar.tense import direction_at
from tests.trees import tree

MET = "They:PRP:nsubj:met {helpers}met:{tag}:ROOT: {before}Monday:NNP:npadvmod:met"


def met(helpers: str = "", tag: str = "VBD", before: str = "") -> int:
    doc = tree(MET.format(helpers=helpers, tag=tag, before=before))
    start = doc.text.index("Monday")
    return direction_at(doc, start, start + len("Monday"))


@pytest.mark.parametrize(
    ("helpers", "tag", "direction"),
    [
        ("", "VBD", -1),
        ("had:VBD+AUX:aux:met ", "VBN", -1),
        ("have:VBP+AUX:aux:met ", "VBN", -1),
        ("did:VBD+AUX:aux:met not:RB:neg:met ", "VB", -1),
        ("will:MD:aux:met ", "VB", 1),
        ("to:TO:aux:met ", "VB", 1),
        ("are:VBP+AUX:auxpass:met ", "VBN", 0),
        ("are:VBP+AUX:aux:met ", "VBG", 1),
        ("were:VBD+AUX:aux:met ", "VBG", -1),
        ("were:VBD+AUX:auxpass:met ", "VBN", -1),
        ("", "VBP", 1),
        ("can:MD:aux:met ", "VB", 0),
        ("could:MD:aux:met ", "VB", 1),
        ("could:MD:aux:met have:VB+AUX:aux:met ", "VBN", -1),
        ("may:MD:aux:met have:VB+AUX:aux:met ", "VBN", -1),
        ("must:MD:aux:met ", "VB", 1),
    ],
)
def test_the_verb_and_its_helpers_say_which_way(helpers: str, tag: str, direction: int) -> None:
    assert met(helpers, tag) == direction


def test_a_word_before_the_date_points_ahead_whatever_the_verb() -> None:
    assert met(before="until:IN:prep:met ") == 1
    assert met(before="until:IN:prep:met early:JJ:amod:Monday ") == 1
    assert met(before="until:IN:prep:met very:RB:advmod:early early:JJ:amod:Monday ") == -1
    assert met(before="on:IN:prep:met ") == -1


def test_what_is_to_be_done_by_a_day_lies_ahead_what_was_done_behind() -> None:
    assert met(tag="VBP", before="by:IN:prep:met ") == 1
    assert met(tag="VBD", before="by:IN:prep:met ") == -1


def test_what_is_to_be_delivered_lies_ahead_though_its_price_rose() -> None:
    oil = tree(
        "Oil:NN:nsubj:rose for:IN:prep:Oil May:NNP:compound:delivery delivery:NN:pobj:for "
        "rose:VBD:ROOT:"
    )
    start = oil.text.index("May")
    assert direction_at(oil, start, start + 3) == 1


def test_what_somebody_says_on_a_day_is_said_and_no_month_is_an_appointment() -> None:
    says = tree("He:PRP:nsubj:says says:VBZ:ROOT: Monday:NNP:npadvmod:says")
    assert direction_at(says, says.text.index("Monday"), len(says.text)) == 0
    rise = tree("Sales:NNS:nsubj:rise rise:VBP:ROOT: in:IN:prep:rise June:NNP:pobj:in")
    assert direction_at(rise, rise.text.index("June"), len(rise.text)) == 0


def test_an_owner_is_no_time_of_the_verb_and_a_date_without_verb_looks_nowhere() -> None:
    owner = tree("Monday:NNP:poss:ruling 's:POS:case:Monday ruling:NN:nsubj:stood stood:VBD:ROOT:")
    assert direction_at(owner, 0, 6) == 0
    plain = tree("Monday:NNP:compound:talks talks:NNS:ROOT:")
    assert direction_at(plain, 0, 6) == 0
    assert direction_at(plain, 50, 56) == 0


def looks(spelled: str, day: str) -> int:
    doc = tree(spelled)
    return direction_at(doc, doc.text.index(day), doc.text.index(day) + len(day))


def test_what_lasted_until_a_day_is_over() -> None:
    talks = "The:DT:det:talks talks:NNS:nsubj:{verb} {verb}:VBD:ROOT: until:IN:prep:{verb} "
    talks += "Monday:NNP:pobj:until"
    assert looks(talks.format(verb="lasted"), "Monday") == -1
    assert looks(talks.format(verb="paused"), "Monday") == 1


def test_what_is_set_for_a_day_lies_ahead_whoever_set_it() -> None:
    vote = "They:PRP:nsubj:called called:VBD:ROOT: a:DT:det:vote vote:NN:dobj:called "
    assert looks(vote + "for:IN:prep:vote Monday:NNP:pobj:for", "Monday") == 1
    assert looks(vote + "on:IN:prep:called Monday:NNP:pobj:on", "Monday") == -1
    volume = "Volume:NN:nsubj:fell for:IN:prep:Volume Monday:NNP:pobj:for fell:VBD:ROOT:"
    assert looks(volume, "Monday") == -1


def test_what_is_due_lies_ahead() -> None:
    case = "The:DT:det:case case:NN:nsubj:{verb} {verb}:{tag}:ROOT: {word}:JJ:acomp:{verb} "
    case += "in:IN:prep:{word} May:NNP:pobj:in"
    assert looks(case.format(verb="is", tag="VBZ", word="due"), "May") == 1
    assert looks(case.format(verb="is", tag="VBZ", word="famous"), "May") == 0


def test_a_win_is_what_came_of_it_a_plan_is_not() -> None:
    they = "They:PRP:nsubj:rallied rallied:VBD:ROOT: to:TO:aux:{verb} {verb}:VB:advcl:rallied "
    they += "Lima:NNP:dobj:{verb} on:IN:prep:{verb} Monday:NNP:pobj:on"
    assert looks(they.format(verb="beat"), "Monday") == -1
    assert looks(they.format(verb="leave"), "Monday") == 1


@pytest.mark.parametrize(("verb", "direction"), [("censure", -1), ("strike", 1)])
def test_what_a_vote_does_is_done_on_its_day(verb: str, direction: int) -> None:
    doc = tree(
        f"They:PRP:nsubj:voted voted:VBD:ROOT: to:TO:aux:{verb} {verb}:VB:xcomp:voted "
        f"Monday:NNP:npadvmod:{verb}"
    )
    start = doc.text.index("Monday")
    assert direction_at(doc, start, start + len("Monday")) == direction


def test_a_joined_verb_looks_where_the_first_one_does() -> None:
    doc = tree(
        "They:PRP:nsubj:fly will:MD:aux:fly fly:VB:ROOT: out:RP:prt:fly and:CC:cc:fly "
        "return:VB:conj:fly Monday:NNP:npadvmod:return"
    )
    start = doc.text.index("Monday")
    assert direction_at(doc, start, start + len("Monday")) == 1


def test_what_was_allowed_came_about_what_was_ordered_may_yet() -> None:
    they = "They:PRP:nsubjpass:{past} were:VBD+AUX:auxpass:{past} {past}:VBN:ROOT: "
    they += "to:TO:aux:leave leave:VB:xcomp:{past} on:IN:prep:leave Monday:NNP:pobj:on"
    assert looks(they.format(past="allowed"), "Monday") == -1
    assert looks(they.format(past="ordered"), "Monday") == 1
    are = they.replace("were:VBD", "are:VBP")
    assert looks(are.format(past="allowed"), "Monday") == 1


def test_what_somebody_was_able_to_do_came_about() -> None:
    they = "They:PRP:nsubj:{be} {be}:{tag}+AUX:ROOT: able:JJ:acomp:{be} to:TO:aux:leave "
    they += "leave:VB:xcomp:able on:IN:prep:leave Monday:NNP:pobj:on"
    assert looks(they.format(be="were", tag="VBD"), "Monday") == -1
    assert looks(they.format(be="are", tag="VBP"), "Monday") == 1


@pytest.mark.parametrize(
    ("subject", "negation", "direction"),
    [("She:PRP", "not:RB:neg:reached ", -1), ("Nobody:NN", "", -1), ("She:PRP", "", 1)],
)
def test_what_could_not_be_done_on_a_day_was_not(
    subject: str, negation: str, direction: int
) -> None:
    case = f"{subject}:nsubjpass:reached could:MD:aux:reached {negation}be:VB+AUX:auxpass:reached "
    case += "reached:VBN:ROOT: on:IN:prep:reached Monday:NNP:pobj:on"
    assert looks(case, "Monday") == direction


def test_what_is_to_be_held_lies_ahead() -> None:
    vote = "The:DT:det:vote vote:NN:nsubj:is is:VBZ+AUX:ROOT: to:TO:aux:held "
    vote += "be:VB+AUX:auxpass:held held:VBN:xcomp:is on:IN:prep:held Monday:NNP:pobj:on"
    assert looks(vote, "Monday") == 1


@pytest.mark.parametrize(
    ("count", "be", "direction"),
    [("first", "was:VBD+AUX", -1), ("last", "was:VBD+AUX", -1), ("first", "is:VBZ+AUX", 1),
     ("rich", "was:VBD+AUX", 1)],
)  # fmt: skip
def test_the_first_to_do_something_did_it(count: str, be: str, direction: int) -> None:
    verb, tag = be.split(":")
    state = f"It:PRP:nsubj:{verb} {verb}:{tag}:ROOT: the:DT:det:state {count}:JJ:amod:state "
    state += f"state:NN:attr:{verb} to:TO:aux:join join:VB:relcl:state on:IN:prep:join "
    state += "Monday:NNP:pobj:on"
    assert looks(state, "Monday") == direction


def test_a_planned_thing_lies_ahead_whoever_spoke_of_it() -> None:
    spoke = "They:PRP:nsubj:opposed opposed:VBD:ROOT: the:DT:det:closure {word}:JJ:amod:closure "
    spoke += "closure:NN:dobj:opposed in:IN:prep:closure March:NNP:pobj:in"
    assert looks(spoke.format(word="planned"), "March") == 1
    assert looks(spoke.format(word="proposed"), "March") == 1
    assert looks(spoke.format(word="sudden"), "March") == -1


def test_what_is_owned_lies_ahead_where_somebody_is_to_be_at_it() -> None:
    speak = "She:PRP:nsubj:speak will:MD:aux:speak speak:VB:ROOT: {at}:IN:prep:speak "
    speak += "Friday:NNP:poss:rally 's:POS:case:Friday rally:NN:pobj:{at}"
    assert looks(speak.format(at="at"), "Friday") == 1
    assert looks(speak.format(at="about"), "Friday") == 0


def test_what_others_do_something_ahead_of_is_to_come() -> None:
    held = "Ahead:RB:advmod:held of:IN:prep:Ahead Friday:NNP:poss:vote 's:POS:case:Friday "
    held += "vote:NN:pobj:of they:PRP:nsubj:held held:VBD:ROOT: talks:NNS:dobj:held"
    assert looks(held, "Friday") == 1


@pytest.mark.parametrize("helper", ["How:WRB:advmod:help to:TO:aux:help", "To:TO:aux:help"])
def test_a_headline_without_a_verb_above_its_own_lies_ahead(helper: str) -> None:
    doc = tree(f"{helper} help:VB:ROOT: families:NNS:dobj:help Friday:NNP:npadvmod:help")
    assert direction_at(doc, doc.text.index("Friday"), len(doc.text)) == 1
