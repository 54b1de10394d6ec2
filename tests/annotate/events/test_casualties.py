"""Numbers of victims, as intervals."""

import pytest

from flows.annotate.events.casualties import find_counts
from flows.annotate.grammar.parse import parse
from flows.annotate.text.layout import read_layout
from tests.trees import tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed at least five people.", [("dead", 5, None)]),
        ("Up to 30 villagers were killed.", [("dead", 0, 30)]),
        ("Dozens of miners died.", [("dead", 24, 99)]),
        ("Militants gunned down 25 soldiers.", [("dead", 25, 25)]),
        ("The gang slaughtered five villagers.", [("dead", 5, 5)]),
        (
            "The blast left 12 people dead and 1,200 injured.",
            [("dead", 12, 12), ("injured", 1200, 1200)],
        ),  # noqa: E501
        ("Two people were killed and five wounded.", [("dead", 2, 2), ("injured", 5, 5)]),
        ("A soldier was killed.", [("dead", 1, 1)]),
        ("A fire killed twenty-one guests.", [("dead", 21, 21)]),
        ("Forty-five people were injured near Lima.", [("injured", 45, 45)]),
        ("The quake injured tens of thousands of people.", [("injured", 20_000, 99_999)]),
        ("The death toll rose to 41.", [("dead", 41, 41)]),
        ("More than 300 worshippers were injured.", [("injured", 300, None)]),
        ("No one was hurt in the blast.", [("injured", 0, 0)]),
        ("The blast killed four soldiers and a child.", [("dead", 5, 5)]),
        ("Seven police officers and three gunmen died.", [("dead", 10, 10)]),
        ("At least two Israelis and four Palestinians were killed.", [("dead", 6, None)]),
        ("The flood killed 31 people and 2,000 animals.", [("dead", 31, 31)]),
        (
            "At least 23 people were killed and 41 others injured when gunmen attacked a village.",
            [("dead", 23, None), ("injured", 41, 41)],
        ),
        (
            "Three guards were killed and two gunmen wounded five people.",
            [("dead", 3, 3), ("injured", 5, 5)],
        ),
        ("Nine miners were killed and six wounded in Lota.", [("dead", 9, 9), ("injured", 6, 6)]),
        ("The bus overturned near Lota and 12 passengers died.", [("dead", 12, 12)]),
        ("The crash killed its crew of five.", [("dead", 5, 5)]),
        (
            "A truck overturned, resulting in the deaths of nine people and injuries to four.",
            [("dead", 9, 9), ("injured", 4, 4)],
        ),
        ("The blast caused injuries to dozens of shoppers.", [("injured", 24, 99)]),
        ("The storm brought deaths to many counties.", []),
        ("Floods and landslides in Sumatra have claimed 770 lives.", [("dead", 770, 770)]),
        ("The accident took the lives of three students.", [("dead", 3, 3)]),
        ("The fire cost nine people their lives.", [("dead", 9, 9)]),
        ("The firm claimed 14 patents.", []),
        ("Flooding pushed the death toll past 1,400.", [("dead", 1400, None)]),
        ("The death toll topped 300 on Monday.", [("dead", 300, None)]),
        ("The number of people killed by floods climbed to 110.", [("dead", 110, 110)]),
        ("At least six marchers were shot dead.", [("dead", 6, None)]),
        ("A boy of six was killed.", [("dead", 1, 1)]),
        ("Clashes in the port have left at least nine people dead.", [("dead", 9, None)]),
        ("The blast left nine men dead.", [("dead", 9, 9)]),
        ("A total of 18 people were killed in an attack.", [("dead", 18, 18)]),
        ("Four soldiers were martyred at the post.", [("dead", 4, 4)]),
        ("Gunmen killed the village head and 17 others.", [("dead", 18, 18)]),
        ("Bombers killed the mayor, two guards and a child.", [("dead", 4, 4)]),
        ("Bombers killed the mayor of Lota.", []),
        ("A family of six was killed.", [("dead", 6, 6)]),
        ("The storm killed 40 turkeys.", []),
        ("The company was founded in 1987.", []),
        ("He was killed in 2014.", []),
    ],
)
def test_counts_are_intervals(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    (sentence,) = parse(text, read_layout(text)).sents
    assert [(c.kind, c.low, c.high) for c in find_counts(sentence)] == expected


@pytest.mark.parametrize(
    ("number", "entity", "expected"),
    [("41", "41", 41), ("1944", "1944", None), ("41", "to 41", None)],
)
def test_a_number_alone_is_no_date_unless_it_is_a_year(
    number: str, entity: str, expected: int | None
) -> None:
    rose = tree(
        "The:DT:det:toll death:NN:compound:toll toll:NN:nsubj:rose rose:VBD:ROOT: "
        f"to:IN:prep:rose {number}:CD:pobj:to",
        [(entity, "DATE")],
    )
    assert [c.low for c in find_counts(rose[:])] == ([] if expected is None else [expected])


def test_the_hurt_are_counted_whatever_their_noun_hangs_on() -> None:
    told = tree(
        "Two:CD:nummod:men men:NNS:nsubjpass:killed were:AUX:auxpass:killed killed:VBN:ROOT: "
        "and:CC:cc:killed 41:CD:nummod:others others:NNS:conj:killed injured:VBN:conj:others"
    )
    assert [(c.kind, c.low) for c in find_counts(told[:])] == [("dead", 2), ("injured", 41)]
