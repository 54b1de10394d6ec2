"""Tests of flows/annotate/actors/antecedents.py: who a pronoun or a description means, by score."""

from typing import Any

import pytest

from flows.annotate.actors.antecedents import REACH, Place, Standing, described, nearest
from flows.annotate.actors.descriptions import Phrase
from flows.annotate.actors.mentions import Mention

NOBODY = Phrase(0, "nobody", frozenset())


def place(sentence: int, weight: float = 1.0, *, token: int = 0, is_quoted: bool = False) -> Place:
    return Place(token or sentence * 20, sentence, weight, is_quoted)


def standing(
    name: str, gender: str = "", *places: Place, kind: str = "person", **more: Any
) -> Standing:
    """Return somebody of this name who was mentioned at these places."""
    is_common = more.pop("is_common", False)
    mention = Mention(0, 1, (kind, name.casefold()), name, gender, False, is_common=is_common)
    return Standing(mention, gender, places=list(places), count=len(places), **more)


def phrase(head: str, *words: str, **more: Any) -> Phrase:
    return Phrase(0, head, frozenset(words), **more)


def meant(cast: list[Standing], gender: str, *, sentence: int = 3, **more: Any) -> str | None:
    barred = frozenset(more.pop("barred", ()))
    inside = more.pop("inside", False)
    found = nearest(cast, sentence * 20, sentence, gender, inside=inside, barred=barred)
    return found.mention.name if found else None


def called(cast: list[Standing], what: Phrase, *, sentence: int = 3, **more: Any) -> str | None:
    told: dict[str, Any] = {"owner": None, "is_new": False, "gender": "", **more}
    found = described(cast, what, sentence, **told)
    return found.mention.name if found else None


def test_a_pronoun_means_the_nearest_of_its_gender() -> None:
    ann, bea = standing("Ann", "f", place(1)), standing("Bea", "f", place(2))
    carl = standing("Carl", "m", place(2, 2.0))
    assert meant([ann, bea, carl], "f") == "Bea"
    assert meant([ann, carl], "f") == "Ann"
    assert meant([ann, bea, carl], "m") == "Carl"


def test_a_weighty_mention_outweighs_a_nearer_one() -> None:
    assert (
        meant([standing("Ann", "f", place(1, 3.5)), standing("Bea", "f", place(2))], "f") == "Ann"
    )


def test_in_one_sentence_the_nearer_word_wins_and_often_named_ones_win_ties() -> None:
    early, late = place(3, token=50), place(3, token=58)
    assert meant([standing("Ann", "f", early), standing("Bea", "f", late)], "f") == "Bea"
    often = standing("Ann", "f", *[place(3, token=50)] * 3)
    assert meant([often, standing("Bea", "f", place(3, token=51))], "f") == "Ann"


def test_a_sure_gender_bars_and_a_usual_one_only_weighs() -> None:
    assert meant([standing("Kim", "m", place(2), is_sure=True)], "f") is None
    assert meant([standing("Kim", "m", place(2, 2.0))], "f") == "Kim"
    assert (
        meant([standing("Kim", "m", place(2, 2.0)), standing("Ann", "f", place(0))], "f") == "Ann"
    )
    assert meant([standing("Kim", "", place(2))], "m") == "Kim"


def test_beyond_its_reach_a_pronoun_means_nobody() -> None:
    ann = standing("Ann", "f", place(1, 3.0))
    assert meant([ann], "f", sentence=1 + REACH) == "Ann"
    assert meant([ann], "f", sentence=2 + REACH) is None
    assert meant([standing("Ann", "f")], "f") is None
    assert meant([ann], "f", barred=[ann.key]) is None


def test_who_is_named_in_a_quotation_is_meant_only_inside_of_it() -> None:
    ann = standing("Ann", "f", place(2, is_quoted=True))
    assert meant([ann], "f") is None
    assert meant([ann], "f", inside=True) == "Ann"


def test_it_means_no_person_and_they_rather_several() -> None:
    firm = standing("Vexlor", "n", place(2), kind="organisation")
    crew = standing("rebels", "p", place(1), kind="organisation", is_common=True)
    assert meant([standing("Ann", "f", place(2)), firm], "n") == "Vexlor"
    assert meant([standing("Ann", "f", place(2))], "p") is None
    assert meant([crew], "n") is None
    assert meant([firm, standing("rebels", "p", place(2), kind="organisation")], "p") == "rebels"


def test_a_common_noun_for_a_human_is_he_or_she_and_not_it() -> None:
    nurse = standing("the nurse", "n", place(2), kind="group", is_common=True)
    depot = standing("the depot", "n", place(2), kind="group", is_common=True)
    for weighty in (nurse, depot):
        weighty.places = [place(2, 2.0)]
    assert meant([nurse], "f") == "the nurse"
    assert meant([depot], "f") is None
    assert meant([nurse], "n") is None


def test_a_body_in_the_passive_part_of_a_sentence_is_not_meant() -> None:
    assert meant([standing("Vexlor", "n", place(2, -0.5), kind="organisation")], "n") is None
    assert meant([standing("Vexlor", "n", place(2, -0.4), kind="organisation")], "n") == "Vexlor"
    assert meant([standing("Moscow", "n", place(2, 0.0), kind="government")], "n") is None
    assert meant([standing("Moscow", "n", place(2, 0.1), kind="government")], "n") == "Moscow"


def test_a_description_means_whom_the_text_calls_that() -> None:
    ann = standing("Ann", "f", place(0), phrases=(phrase("governor", "state"),))
    bea = standing("Bea", "f", place(2), phrases=(phrase("minister"),))
    assert called([ann, bea], phrase("governor")) == "Ann"
    assert called([ann, bea], phrase("minister")) == "Bea"
    assert called([ann, bea], phrase("governor", "state")) == "Ann"
    assert called([ann, bea], phrase("baker"), is_new=True) is None


def test_a_qualifier_a_former_office_and_another_country_tell_two_apart() -> None:
    chief = standing("Ann", "", place(2), phrases=(phrase("president"),))
    vice = standing("Bea", "", place(2), phrases=(phrase("president", "vice"),))
    once = standing("Cyd", "", place(2), phrases=(phrase("president", is_former=True),))
    for cast in ([chief, vice, once], [once, vice, chief]):
        assert called(cast, phrase("president")) == "Ann"
        assert called(cast, phrase("president", "vice")) == "Bea"
        assert called(cast, phrase("president", is_former=True)) == "Cyd"
    here, there = (
        standing(name, "", place(2), phrases=(phrase("president", countries=frozenset({land})),))
        for name, land in (("Ann", "KE"), ("Bea", "UG"))
    )
    assert called([here, there], phrase("president", countries=frozenset({"UG"}))) == "Bea"
    assert called([here], phrase("president", countries=frozenset({"UG"}))) is None


def test_a_body_is_meant_by_a_word_of_its_name() -> None:
    union = standing("Vexlor union", "n", place(1), kind="organisation")
    firm = standing("Quann plc", "n", place(2), kind="organisation")
    assert called([union, firm], phrase("union")) == "Vexlor union"
    assert called([standing("Ann", "f", place(2))], phrase("company")) is None


def test_kin_goes_by_the_surname_and_by_the_relation() -> None:
    ann = standing("Ann Quann", "f", place(2))
    ben, carl = standing("Ben Quann", "m", place(1)), standing("Carl Zemo", "m", place(2))
    assert called([ann, ben, carl], phrase("husband"), owner=ann, gender="m") == "Ben Quann"
    assert called([ann, carl], phrase("husband"), owner=ann, gender="m", is_new=True) is None


def test_a_successor_is_somebody_of_the_same_office() -> None:
    ann = standing("Ann Quann", "f", place(2), phrases=(phrase("mayor"),))
    ben = standing("Ben Zemo", "m", place(1), phrases=(phrase("mayor", is_former=True),))
    carl = standing("Carl Rask", "m", place(2), phrases=(phrase("baker"),))
    assert called([ann, ben, carl], phrase("predecessor"), owner=ann) == "Ben Zemo"


@pytest.mark.parametrize("noun", ["chairman", "spokeswoman", "40-year-old"])
def test_a_loose_noun_means_the_only_person_near(noun: str) -> None:
    ann = standing("Ann", "", place(2))
    assert called([ann], phrase(noun)) == "Ann"
    assert called([ann], phrase(noun), is_new=True) is None
    assert called([ann], phrase(noun), sentence=5) is None
    assert called([ann], phrase("plumbing")) is None


def test_a_land_alone_is_as_good_as_a_noun() -> None:
    ann = standing("Ann", "", place(2), phrases=(phrase("x", countries=frozenset({"BR"})),))
    assert called([ann], phrase("brazilian", countries=frozenset({"BR"}))) == "Ann"
    assert called([ann], phrase("brazilian", countries=frozenset({"PE"}))) is None


def test_an_unsure_gender_does_not_bar_a_description() -> None:
    for is_sure, wanted in ((True, None), (False, "Kim")):
        kim = standing("Kim", "m", place(2), phrases=(phrase("mayor"),), is_sure=is_sure)
        assert called([kim], phrase("mayor"), gender="f") == wanted


def test_common_nouns_and_the_owner_are_not_meant() -> None:
    crowd = standing("officials", "p", place(2), phrases=(phrase("mayor"),), is_common=True)
    ann = standing("Ann", "f", place(2), phrases=(phrase("mayor"),))
    assert called([crowd], phrase("mayor")) is None
    assert called([ann], phrase("mayor"), owner=ann) is None


def test_a_body_whose_name_says_what_it_is_is_not_loosely_another() -> None:
    firm = standing("Vexlor", "n", place(2), kind="organisation")
    ministry = standing("Quann ministry", "n", place(2), kind="organisation")
    agency = standing("Quann firm", "n", place(2), kind="organisation")
    assert called([firm], phrase("company")) == "Vexlor"
    assert called([ministry], phrase("company")) is None
    assert called([agency], phrase("company")) == "Quann firm"
    assert called([firm], phrase("company"), sentence=7) is None


def test_who_holds_an_office_is_called_by_no_trade() -> None:
    named = standing("Ann", "f", place(2))
    minister = standing("Bea", "f", place(2), phrases=(phrase("minister"),))
    assert called([named], phrase("skipper")) == "Ann"
    assert called([minister], phrase("skipper")) is None
    assert called([minister], phrase("woman")) == "Bea"


def test_another_town_or_body_makes_another_office() -> None:
    here = phrase("minister", "bihar", spots={"admin1": "gn:1"})
    there = phrase("minister", "telangana", spots={"admin1": "gn:2"})
    rao = standing("Rao", "m", place(2), phrases=[here])
    assert called([rao], here) == "Rao"
    assert called([rao], there) is None
    raza = standing("Raza", "m", place(2), phrases=[phrase("chief", "mqm", bodies=("mqm",))])
    assert called([raza], phrase("chief", "pti", bodies=("pti",))) is None
    bell = standing("Bell", "f", place(2), phrases=[phrase("chair", "fed", bodies=("fed",))])
    assert called([bell], phrase("chair", bodies=("federal", "reserve"))) == "Bell"


def test_a_noun_of_many_offices_means_the_holder_of_one() -> None:
    lind = standing("Lind", "f", place(2), phrases=[phrase("senator")])
    kung = standing("Kung", "m", place(2), phrases=[phrase("archbishop")])
    assert called([lind, kung], phrase("politician")) == "Lind"
    assert called([lind, kung], phrase("cleric")) == "Kung"
    assert called([lind, kung], phrase("diplomat")) is None


def test_a_court_of_one_rank_is_none_of_another() -> None:
    supreme = standing("Supreme Court", "n", place(1), kind="organisation")
    appeal = standing("Court of Appeal", "n", place(2), kind="organisation")
    both = [supreme, appeal]
    assert called(both, phrase("court")) == "Court of Appeal"
    assert called(both, phrase("court", "apex")) == "Supreme Court"
    assert called(both, phrase("court", "appeals")) == "Court of Appeal"
    assert called([supreme], phrase("court", "appellate")) is None
    assert called([supreme], phrase("court", "divided")) == "Supreme Court"
