"""Every row of the trigger lexicon can be read and asked: its types, places, classes and rules."""

import pytest

from flows.annotate.events.patterns import patterns
from flows.annotate.events.reach import reach
from flows.annotate.events.sides import meets
from flows.annotate.events.triggers import match
from flows.annotate.events.types import event_types
from flows.annotate.grammar.classes import word_class
from flows.annotate.grammar.parse import parse
from flows.annotate.lexicon import read_rows
from flows.annotate.text.layout import read_layout
from tests.trees import tree, word


def test_every_row_names_a_known_type_and_a_part_of_speech() -> None:
    for row in read_rows("event_triggers"):
        assert None not in row.values(), row
        assert row["event_type"] in event_types(), row
        assert row["pos"] in ("v", "n"), row


@pytest.mark.parametrize("pos", ["v", "n"])
def test_every_place_and_every_rule_of_the_lexicon_is_known(pos: str) -> None:
    text = "The army attacked the base."
    verb = parse(text, read_layout(text))[2]
    for rows in patterns(pos).values():
        for pattern in rows:
            paths = [p for c in (*pattern.needs, *pattern.unless) for p in c.places]
            for path in [p for p in (*paths, *pattern.source, *pattern.target) if p != "both"]:
                assert isinstance(reach(verb, path), list)
            assert meets(pattern.who, [], []) in (True, False)


@pytest.mark.parametrize("pos", ["v", "n"])
def test_no_condition_is_swallowed_by_the_words_of_another(pos: str) -> None:
    every = [c for rows in patterns(pos).values() for p in rows for c in (*p.needs, *p.unless)]
    assert [c for c in every if any("=" in word for word in c.words)] == []


def test_a_condition_asks_of_a_pronoun_what_it_asks_of_the_name_before() -> None:
    doc = tree(
        "The:DT:det:union union:NN:nsubj:said said:VBD:ROOT: it:PRP:nsubj:strike "
        "would:MD:aux:strike strike:VB:ccomp:said"
    )
    found = match(word(doc, "strike"))
    assert found is not None
    assert found.event_type == "PROTEST"


@pytest.mark.parametrize(
    ("spelled", "verb", "expected"),
    [
        ("A:DT:det:judge judge:NN:nsubj:blocked blocked:VBD:ROOT: the:DT:det:law "
         "law:NN:dobj:blocked", "blocked", "JUSTICE"),
        ("Thieves:NNS:nsubjpass:jailed were:VBD+AUX:auxpass:jailed jailed:VBN:ROOT:", "jailed",
         "JUSTICE"),
        ("Editors:NNS:nsubjpass:jailed were:VBD+AUX:auxpass:jailed jailed:VBN:ROOT: by:IN:agent:"
         "jailed soldiers:NNS:pobj:by", "jailed", "COERCE"),
        ("Thieves:NNS:nsubj:set set:VBD:ROOT: fire:NN:dobj:set to:IN:prep:set barns:NNS:pobj:to",
         "set", "CRIME"),
        ("Rebels:NNS:nsubj:set set:VBD:ROOT: fire:NN:dobj:set to:IN:prep:set barns:NNS:pobj:to",
         "set", "ASSAULT"),
        ("Dogs:NNS:nsubj:died died:VBD:ROOT:", "died", None),
        ("Aides:NNS:nsubj:disputed disputed:VBD:ROOT: the:DT:det:account "
         "account:NN:dobj:disputed", "disputed", None),
        ("Police:NNS:nsubj:beat beat:VBD:ROOT: Wink:NNP:dobj:beat 34-0:CD:npadvmod:beat", "beat",
         None),
        ("Police:NNS:nsubj:beat beat:VBD:ROOT: Wink:NNP:dobj:beat", "beat", "ASSAULT"),
        ("Ruiz:NNP:nsubj:deplored deplored:VBD:ROOT: the:DT:det:firing firing:NN:dobj:deplored "
         "of:IN:prep:firing a:DT:det:judge judge:NN:pobj:of", "firing", "OTHER"),
        ("Rebels:NNS:nsubj:broke broke:VBD:ROOT: the:DT:det:truce truce:NN:dobj:broke", "broke",
         "REJECT"),
        ("Rebels:NNS:nsubj:struck struck:VBD:ROOT: a:DT:det:deal deal:NN:dobj:struck with:IN:prep:"
         "struck ministers:NNS:pobj:with", "struck", "SUPPORT"),
        ("Talks:NNS:nsubj:broke broke:VBD:ROOT: down:RP:prt:broke", "broke", "REJECT"),
        ("Buses:NNS:nsubj:broke broke:VBD:ROOT: down:RP:prt:broke", "broke", None),
        ("Detectives:NNS:nsubj:raided raided:VBD:ROOT: two:CD:nummod:firms firms:NNS:dobj:raided",
         "raided", "COERCE"),
        ("Rebels:NNS:nsubj:raided raided:VBD:ROOT: two:CD:nummod:farms farms:NNS:dobj:raided",
         "raided", "ASSAULT"),
        ("Colonels:NNS:nsubj:seized seized:VBD:ROOT: power:NN:dobj:seized", "seized", "COERCE"),
        ("Gamblers:NNS:nsubj:seized seized:VBD:ROOT: chances:NNS:dobj:seized", "seized", None),
        ("Militants:NNS:nsubj:set set:VBD:ROOT: off:RP:prt:set a:DT:det:bomb bomb:NN:dobj:set",
         "set", "ASSAULT"),
        ("Rumours:NNS:nsubj:set set:VBD:ROOT: off:RP:prt:set a:DT:det:rush rush:NN:dobj:set",
         "set", None),
        ("Judges:NNS:nsubj:fined fined:VBD:ROOT: the:DT:det:bank bank:NN:dobj:fined", "fined",
         "JUSTICE"),
        ("Regulators:NNS:nsubj:fined fined:VBD:ROOT: the:DT:det:bank bank:NN:dobj:fined", "fined",
         "COERCE"),
        ("Troops:NNS:nsubj:fell fell:VBD:ROOT: back:RB:advmod:fell", "fell", "RETREAT"),
        ("Troops:NNS:nsubj:fell fell:VBD:ROOT: back:RB:advmod:fell on:IN:prep:fell "
         "rations:NNS:pobj:on", "fell", None),
        ("He:PRP:nsubj:gave gave:VBD:ROOT: himself:PRP:dobj:gave up:RP:prt:gave", "gave",
         "RETREAT"),
        ("Crews:NNS:nsubj:plucked plucked:VBD:ROOT: anglers:NNS:dobj:plucked from:IN:prep:plucked "
         "rocks:NNS:pobj:from", "plucked", "AID"),
        ("Cooks:NNS:nsubj:plucked plucked:VBD:ROOT: feathers:NNS:dobj:plucked from:IN:prep:plucked "
         "hens:NNS:pobj:from", "plucked", None),
        ("Sterling:NNP:nsubj:edged edged:VBD:ROOT: up:RP:prt:edged", "edged", "ECONOMY"),
        ("Youths:NNS:nsubj:hurled hurled:VBD:ROOT: stones:NNS:dobj:hurled", "hurled", "PROTEST"),
        ("Youths:NNS:nsubj:hurled hurled:VBD:ROOT: snowballs:NNS:dobj:hurled", "hurled", None),
        ("Voters:NNS:nsubj:unseated unseated:VBD:ROOT: the:DT:det:mayor mayor:NN:dobj:unseated",
         "unseated", "ELECTION"),
        ("Horses:NNS:nsubj:unseated unseated:VBD:ROOT: the:DT:det:jockey "
         "jockey:NN:dobj:unseated", "unseated", None),
        ("Ministers:NNS:nsubj:charged charged:VBD:ROOT: that:IN:mark:lied rivals:NNS:nsubj:lied "
         "lied:VBD:ccomp:charged", "charged", "ACCUSE"),
        ("Pirates:NNS:nsubj:captured captured:VBD:ROOT: six:CD:nummod:sailors "
         "sailors:NNS:dobj:captured", "captured", "COERCE"),
        ("Pirates:NNS:nsubj:captured captured:VBD:ROOT: a:DT:det:port port:NN:dobj:captured",
         "captured", "ASSAULT"),
        ("Constables:NNS:nsubj:nabbed nabbed:VBD:ROOT: a:DT:det:suspect suspect:NN:dobj:nabbed",
         "nabbed", "COERCE"),
        ("Officers:NNS:nsubj:swarmed swarmed:VBD:ROOT: the:DT:det:mill mill:NN:dobj:swarmed",
         "swarmed", "COERCE"),
        ("Bees:NNS:nsubj:swarmed swarmed:VBD:ROOT: the:DT:det:mill mill:NN:dobj:swarmed",
         "swarmed", None),
        ("Auditors:NNS:nsubj:ran ran:VBD:ROOT: raids:NNS:dobj:ran on:IN:prep:raids "
         "offices:NNS:pobj:on", "raids", "COERCE"),
        ("Jets:NNS:nsubj:ran ran:VBD:ROOT: raids:NNS:dobj:ran on:IN:prep:raids "
         "depots:NNS:pobj:on", "raids", "ASSAULT"),
        ("Mali:NNP:nsubj:launched test:NN:advmod:launched -:HYPH:punct:launched "
         "launched:VBD:ROOT: a:DT:det:missile missile:NN:dobj:launched", "launched", "MOBILIZE"),
        ("Ministers:NNS:nsubj:lost lost:VBD:ROOT: their:PRP$:poss:posts posts:NNS:dobj:lost",
         "lost", "OTHER"),
        ("Ministers:NNS:nsubj:lost lost:VBD:ROOT: their:PRP$:poss:seats seats:NNS:dobj:lost "
         "in:IN:prep:lost elections:NNS:pobj:in", "lost", "ELECTION"),
        ("The:DT:det:passage passage:NN:nsubj:came of:IN:prep:passage the:DT:det:bill "
         "bill:NN:pobj:of came:VBD:ROOT:", "passage", "OTHER"),
        ("The:DT:det:passage passage:NN:nsubj:came of:IN:prep:passage the:DT:det:poem "
         "poem:NN:pobj:of came:VBD:ROOT:", "passage", None),
        ("The:DT:det:sabotage sabotage:NN:nsubj:came of:IN:prep:sabotage pumps:NNS:pobj:of "
         "came:VBD:ROOT:", "sabotage", "ASSAULT"),
        ("The:DT:det:closure closure:NN:nsubj:came of:IN:prep:closure roads:NNS:pobj:of "
         "by:IN:prep:closure police:NNS:pobj:by came:VBD:ROOT:", "closure", "COERCE"),
        ("The:DT:det:closure closure:NN:nsubj:came of:IN:prep:closure mills:NNS:pobj:of "
         "by:IN:prep:closure owners:NNS:pobj:by came:VBD:ROOT:", "closure", None),
        ("The:DT:det:king king:NN:nsubj:convened convened:VBD:ROOT: ministers:NNS:dobj:convened",
         "convened", "CONSULT"),
        ("Peru:NNP:nsubj:declared declared:VBD:ROOT: the:DT:det:envoy envoy:NN:dobj:declared "
         "persona:NN:oprd:declared", "declared", "SANCTION"),
        ("The:DT:det:expulsion expulsion:NN:nsubj:came of:IN:prep:expulsion clerks:NNS:pobj:of "
         "of:IN:prep:clerks the:DT:det:embassy embassy:NN:pobj:of came:VBD:ROOT:", "expulsion",
         "SANCTION"),
        ("The:DT:det:expulsion expulsion:NN:nsubj:came of:IN:prep:expulsion clerks:NNS:pobj:of "
         "of:IN:prep:clerks the:DT:det:mill mill:NN:pobj:of came:VBD:ROOT:", "expulsion",
         "COERCE"),
        ("Pupils:NNS:nsubjpass:diagnosed were:VBD+AUX:auxpass:diagnosed diagnosed:VBN:ROOT: "
         "with:IN:prep:diagnosed pertussis:NN:pobj:with", "diagnosed", "HEALTH"),
    ],
)  # fmt: skip
def test_words_beside_a_trigger_say_of_which_type_it_is(
    spelled: str, verb: str, expected: str | None
) -> None:
    found = match(word(tree(spelled), verb))
    assert (found.event_type if found else None) == expected


@pytest.mark.parametrize(
    ("spelled", "verb", "expected"),
    [
        ("Unions:NNS:nsubj:held held:VBD:ROOT: a:DT:det:strike strike:NN:dobj:held", "held",
         "strike"),
        ("Unions:NNS:nsubj:held held:VBD:ROOT: a:DT:det:march march:NN:dobj:held", "held",
         "demonstrate"),
        ("Ruiz:NNP:nsubj:lost lost:VBD:ROOT: the:DT:det:election election:NN:dobj:lost", "lost",
         "lose"),
        ("Ruiz:NNP:nsubj:won won:VBD:ROOT: the:DT:det:election election:NN:dobj:won", "won", "win"),
    ],
)  # fmt: skip
def test_the_finer_kind_tells_a_strike_from_a_march_and_who_lost_from_who_won(
    spelled: str, verb: str, expected: str
) -> None:
    found = match(word(tree(spelled), verb))
    assert found is not None
    assert found.mode == expected


def test_an_emergency_is_a_disaster_only_beside_one() -> None:
    declared = (
        "A:DT:det:state state:NN:nsubjpass:declared of:IN:prep:state emergency:NN:pobj:of "
        "was:VBD+AUX:auxpass:declared declared:VBN:ROOT: after:IN:prep:declared {}:NNS:pobj:after"
    )
    found = [match(word(tree(declared.format(w)), "declared")) for w in ("riots", "floods")]
    assert [f.event_type for f in found if f] == ["COERCE", "DISASTER"]


def test_who_is_dismissed_is_no_part_of_the_trigger() -> None:
    doc = tree(
        "Fans:NNS:nsubj:deplored deplored:VBD:ROOT: the:DT:det:firing firing:NN:dobj:deplored "
        "of:IN:prep:firing a:DT:det:judge judge:NN:pobj:of"
    )
    found = match(word(doc, "firing"))
    assert found is not None
    assert doc.text[slice(*found.trigger)] == "firing"


def test_an_unknown_class_is_named_with_the_remedy() -> None:
    with pytest.raises(KeyError, match="no class 'weather_balloon'"):
        word_class("weather_balloon")
