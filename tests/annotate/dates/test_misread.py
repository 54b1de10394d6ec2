"""Tests of flows/annotate/dates/misread.py: words that look like a time and name something else."""

import pytest

from flows.annotate.dates.dates import find_expressions
from flows.annotate.dates.misread import is_described
from tests.trees import tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lost in the quarter-finals.", []),
        ("A third-quarter touchdown put Lindale ahead 21-14.", []),
        ("The Otters outscored them 9-2 in the quarter.", []),
        ("Rios scored twice in the fourth quarter. Coach and referee met at halftime.", []),
        ("Profit of $3 million beat the 2-1 odds of a coach in the quarter.", ["the quarter"]),
        ("The coach was busy in the third quarter.", ["the third quarter"]),
        ("They lost in the quarter.", ["the quarter"]),
        ("Rain fell on Swift Current again.", []),
        ("Current prices are high.", ["Current"]),
        ("POLICE NOW SAY SO", ["NOW"]),
        ("Comrade Sunday Okoro and Mr. Friday Ade left.", []),
        ("They left on Sunday Okoro said.", ["Sunday"]),
        ("She ran it in 2:15.41 again.", []),
        ("He scored with 1:10 left in the half.", []),
        ("The race began at 2:15.", ["2:15"]),
        ("Almaz won in 2:15:40 on Sunday.", ["Sunday"]),
        ("The clock stopped at 2:15:40.", ["2:15:40"]),
        ("A ferry left Friday Harbor at noon.", ["noon"]),
        ("A culvert on Sunday Creek burst.", []),
        ("On Sunday Creek County deputies left.", ["Sunday"]),
        ("She taught Sunday school.", []),
        ("Economists put the fall down to a smaller workforce.", []),
        ("Nobody has lived there since the fall of the town.", []),
        ("Schools will open in the fall.", ["the fall"]),
        ("It came eleven days later than usual.", ["eleven days"]),
        ("It was the third landslide in as many weeks.", []),
        ("The star lies four light years away, tens of light-years from us.", []),
        ("Critics of SB1070's author left.", []),
        ("Highs will be in the mid-80s with lows in the upper 60s.", []),
        ("The duo was big in the 80s.", ["the 80s"]),
        ("Temperatures have risen since the 1980s.", ["the 1980s"]),
        ("The raid killed two, the Dawn reported.", []),
        ("They left in the morning.", ["the morning"]),
        ("Lind scored at 7:14 and Berg added a goal at 19:56.", []),
        ("The game began at 19:45 and Lind scored.", ["19:45"]),
        ("He preached on Romans 15:13 and John 3:16.", []),
        ("Two were honored. June Carr was first, April Reed, 32, second.", []),
        ("June Revenue Rises", ["June"]),
        ("In June Carr left.", ["June"]),
        ("Crews have had many weeks of rain.", ["many weeks"]),
        ("The port shipped 1200 MT of rice and 1400 mt.", []),
        ("It struck at 1200 GMT.", ["1200 GMT"]),
        ("It came eleven days later.", ["eleven days later"]),
        ("They met on the B1224 near York.", []),
        ("The governor signed SB1070.", []),
        ("The house passed HB 1984 and H.R. 2012.", []),
        ("Profits of FY2015 fell.", ["2015"]),
        ("It closed in2015.", ["2015"]),
        ("Some 1500 soldiers and 2000 people crossed.", []),
        ("In 2010 people crossed.", ["2010"]),
        ("They left shortly afterwards.", []),
    ],
)
def test_what_stands_around_a_time_tells_a_name(text: str, expected: list[str]) -> None:
    assert [text[e.start : e.end] for e in find_expressions(text)] == expected


def test_a_part_of_the_day_that_describes_a_thing_is_no_time() -> None:
    doc = tree("the:DT:det:sun evening:NN:compound:sun sun:NN:nsubj:set set:VBD:ROOT:")
    (found,) = find_expressions(doc.text)
    assert is_described(doc, found)
    doc = tree(
        "in:IN:prep:set the:DT:det:evening evening:NN:pobj:in it:PRP:nsubj:set set:VBD:ROOT:"
    )
    (found,) = find_expressions(doc.text)
    assert not is_described(doc, found)


@pytest.mark.parametrize(
    ("words", "is_count"),
    [
        ("At:RB:advmod:least least:RBS:advmod:1400 1400:CD:nummod:goats goats:NNS:ROOT:", True),
        ("They:PRP:nsubj:lost lost:VBD:ROOT: 1400:CD:nummod:goats goats:NNS:dobj:lost", True),
        ("the:DT:det:wars 1848:CD:nummod:wars wars:NNS:ROOT:", False),
        ("in:IN:prep:rose 1848:CD:pobj:in wars:NNS:nsubj:rose rose:VBD:ROOT:", False),
        ("about:RB:advmod:1400 1400:CD:npadvmod:rose it:PRP:nsubj:rose rose:VBD:ROOT:", False),
        ("some:DT:det:votes 2008:CD:nummod:votes votes:NNS:ROOT:", False),
    ],
)
def test_a_number_of_things_is_no_year(words: str, *, is_count: bool) -> None:
    doc = tree(words)
    (found,) = find_expressions(doc.text)
    assert is_described(doc, found) == is_count


def test_the_current_of_a_sea_is_no_time() -> None:
    doc = tree("the:DT:det:current current:NN:nsubj:turned turned:VBD:ROOT:")
    (found,) = find_expressions(doc.text)
    assert is_described(doc, found)
    doc = tree("the:DT:det:law current:JJ:amod:law law:NN:nsubj:stays stays:VBZ:ROOT:")
    (found,) = find_expressions(doc.text)
    assert not is_described(doc, found)
