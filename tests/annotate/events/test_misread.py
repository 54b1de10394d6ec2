"""What the head alone found and its words deny, in trees spelled out."""

from dataclasses import replace

import pytest

from flows.annotate.events.found import Found
from flows.annotate.events.misread import is_misread
from tests.trees import tree, word

SAID = (
    "Lund:NNP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:{verb} would:MD:aux:{verb} "
    "{verb}:VB:ccomp:said shops:NNS:dobj:{verb}"
)
UNLESS = " unless:IN:mark:pay they:PRP:nsubj:pay pay:VBP:advcl:{verb}"


def found(event_type: str, head: int, sources: tuple[int, ...] = ()) -> Found:
    spans = tuple((i, i + 1) for i in sources)
    return Found(event_type, "", head, (0, 1), spans, (), False, 0.9, frozenset(), sources)


@pytest.mark.parametrize(
    ("event_type", "spelled", "verb", "expected"),
    [
        ("THREATEN", SAID, "paint", True),
        ("THREATEN", SAID, "shut", False),
        ("THREATEN", SAID + UNLESS, "paint", False),
        ("AGREE", SAID, "paint", True),
        ("AGREE", SAID, "help", False),
        ("ECONOMY", SAID, "paint", False),
    ],
)
@pytest.mark.parametrize("at", ["said", "plan"])
def test_what_somebody_plainly_says_they_will_do_is_no_threat_and_no_promise(
    event_type: str, spelled: str, verb: str, at: str, expected: bool
) -> None:
    doc = tree(spelled.format(verb=verb))
    head = word(doc, "said" if at == "said" else verb).i
    assert is_misread(found(event_type, head), None, doc) is expected


def test_a_vow_is_left_to_the_head() -> None:
    doc = tree(SAID.format(verb="paint").replace("said", "vowed"))
    assert not is_misread(found("THREATEN", word(doc, "paint").i), None, doc)


@pytest.mark.parametrize(("who", "expected"), [("Cholera", True), ("Rebels", False)])
def test_an_illness_attacks_nobody(who: str, expected: bool) -> None:
    doc = tree(f"{who}:NN:nsubj:killed killed:VBD:ROOT: men:NNS:dobj:killed")
    assert is_misread(found("ASSAULT", 1, (0,)), None, doc) is expected


def test_a_storm_attacks_nobody_and_threatens_nobody() -> None:
    doc = tree("Storms:NNS:nsubj:hit hit:VBD:ROOT: towns:NNS:dobj:hit")
    assert is_misread(found("ASSAULT", 1), found("DISASTER", 1), doc)
    assert not is_misread(found("ASSAULT", 1), found("ACCIDENT", 1), doc)
    assert is_misread(found("THREATEN", 1), None, doc)


@pytest.mark.parametrize(("who", "expected"), [("Trawlers", True), ("Warships", False)])
def test_a_ship_that_sails_yields_no_ground(who: str, expected: bool) -> None:
    doc = tree(f"{who}:NNS:nsubj:left left:VBD:ROOT: Bergen:NNP:dobj:left")
    assert is_misread(found("RETREAT", 1), None, doc) is expected


@pytest.mark.parametrize(("who", "expected"), [("president", True), ("troops", False)])
def test_who_goes_home_yields_no_ground(who: str, expected: bool) -> None:
    doc = tree(f"The:DT:det:{who} {who}:NNS:nsubj:left left:VBD:ROOT: Bergen:NNP:dobj:left")
    assert is_misread(found("RETREAT", 2), None, doc) is expected


@pytest.mark.parametrize(("what", "expected"), [("", True), (" land:NN:dobj:returned", False)])
def test_who_returns_concedes_nothing_and_who_returns_land_does(what: str, expected: bool) -> None:
    doc = tree("Envoys:NNS:nsubj:returned returned:VBD:ROOT:" + what)
    assert is_misread(found("CONCEDE", 1), None, doc) is expected


@pytest.mark.parametrize(("link", "expected"), [("in", True), ("with", False)])
def test_who_speaks_to_many_meets_nobody(link: str, expected: bool) -> None:
    doc = tree(f"He:PRP:nsubj:spoke spoke:VBD:ROOT: {link}:IN:prep:spoke Lima:NNP:pobj:{link}")
    assert is_misread(found("CONSULT", 1), None, doc) is expected


@pytest.mark.parametrize(("verb", "expected"), [("told", True), ("held", False)])
def test_a_meeting_that_is_told_something_is_an_audience(verb: str, expected: bool) -> None:
    doc = tree(f"He:PRP:nsubj:{verb} {verb}:VBD:ROOT: a:DT:det:meeting meeting:NN:dobj:{verb}")
    assert is_misread(found("CONSULT", 3), None, doc) is expected


@pytest.mark.parametrize(
    ("who", "rest", "expected"),
    [
        ("Councillors", "", True),
        ("Greenlanders", "", False),
        ("Senators", " in:IN:prep:voted elections:NNS:pobj:in", False),
    ],
)
def test_only_voters_make_an_election(who: str, rest: str, expected: bool) -> None:
    doc = tree(f"{who}:NNS:nsubj:voted voted:VBD:ROOT:{rest}")
    assert is_misread(found("ELECTION", 1), None, doc) is expected


@pytest.mark.parametrize(("what", "expected"), [("toll", True), ("price", False)])
def test_a_toll_that_rises_is_no_price(what: str, expected: bool) -> None:
    doc = tree(f"The:DT:det:{what} {what}:NN:nsubj:rose rose:VBD:ROOT:")
    assert is_misread(found("ECONOMY", 2), None, doc) is expected


@pytest.mark.parametrize(("score", "expected"), [("71-68", True), ("71", False)])
def test_a_team_that_rallies_moves_no_market(score: str, expected: bool) -> None:
    doc = tree(f"Hale:NNP:nsubj:rallied rallied:VBD:ROOT: {score}:CD:npadvmod:rallied")
    assert is_misread(found("ECONOMY", 1), None, doc) is expected


def test_a_monsoon_that_withdraws_yields_no_ground() -> None:
    doc = tree("Monsoons:NNS:nsubj:withdrew withdrew:VBD:ROOT: early:RB:advmod:withdrew")
    assert is_misread(found("RETREAT", 1), None, doc)


@pytest.mark.parametrize(("verb", "expected"), [("comment", True), ("resign", False)])
def test_who_refuses_only_to_speak_rejects_nothing(verb: str, expected: bool) -> None:
    doc = tree(f"Ruiz:NNP:nsubj:refused refused:VBD:ROOT: to:TO:aux:{verb} {verb}:VB:xcomp:refused")
    assert is_misread(found("REJECT", 1), None, doc) is expected


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("Ruiz:NNP:nsubj:denied denied:VBD:ROOT: lying:VBG:xcomp:denied", True),
        ("Ruiz:NNP:nsubj:denied denied:VBD:ROOT: them:PRP:dative:denied "
         "entry:NN:dobj:denied", False),
        ("Crews:NNS:nsubj:called called:VBD:ROOT: off:RP:prt:called a:DT:det:walkout "
         "walkout:NN:dobj:called", True),
        ("Crews:NNS:nsubj:called called:VBD:ROOT: off:RP:prt:called a:DT:det:dinner "
         "dinner:NN:dobj:called", False),
    ],
)  # fmt: skip
def test_who_denies_a_fact_or_calls_a_protest_off_rejects_nothing(
    spelled: str, expected: bool
) -> None:
    assert is_misread(found("REJECT", 1), None, tree(spelled)) is expected


@pytest.mark.parametrize(("what", "expected"), [("violence", True), ("measles", False)])
def test_an_outbreak_of_unrest_is_no_illness(what: str, expected: bool) -> None:
    doc = tree(
        "An:DT:det:outbreak outbreak:NN:nsubj:began of:IN:prep:outbreak "
        f"{what}:NN:pobj:of began:VBD:ROOT:"
    )
    assert is_misread(found("HEALTH", 1), None, doc) is expected


@pytest.mark.parametrize(("kind", "expected"), [("DATE", True), ("", False)])
def test_a_quarter_that_ended_moves_no_market(kind: str, expected: bool) -> None:
    doc = tree(
        "The:DT:det:quarter quarter:NN:nsubj:went ended:VBN:acl:quarter went:VBD:ROOT: "
        "well:RB:advmod:went",
        [("The quarter", kind)] if kind else (),
    )
    assert is_misread(found("ECONOMY", 2), None, doc) is expected


@pytest.mark.parametrize(("told", "expected"), [("", True), (" gutting:VBG:acl:arson", False)])
def test_what_somebody_is_only_jailed_for_is_no_row(told: str, expected: bool) -> None:
    doc = tree(
        "Ruiz:NNP:nsubjpass:jailed was:AUX:auxpass:jailed jailed:VBN:ROOT: for:IN:prep:jailed "
        "arson:NN:pobj:for" + told
    )
    assert is_misread(found("CRIME", 4), None, doc) is expected


@pytest.mark.parametrize(("aux", "expected"), [("were", True), ("will", False)])
def test_who_is_meeting_has_agreed_to_nothing(aux: str, expected: bool) -> None:
    doc = tree(f"Envoys:NNS:nsubj:meeting {aux}:AUX:aux:meeting meeting:VBG:ROOT:")
    beside = replace(found("CONSULT", 2), mode="meet")
    assert is_misread(found("AGREE", 2), beside, doc) is expected


@pytest.mark.parametrize(
    ("pattern", "mode", "learned", "expected"),
    [
        ("CONSULT", "host", "SUPPORT", True),
        ("CONSULT", "meet", "SUPPORT", False),
        ("MOBILIZE", "test", "ASSAULT", True),
        ("JUSTICE", "bail", "REJECT", True),
        ("AID", "provide", "MOBILIZE", True),
        ("AID", "provide", "ASSAULT", False),
    ],
)
def test_a_pattern_may_be_plainer_than_the_company_of_its_words(
    pattern: str, mode: str, learned: str, expected: bool
) -> None:
    doc = tree("Ruiz:NNP:nsubj:met met:VBD:ROOT: Lund:NNP:dobj:met")
    beside = replace(found(pattern, 1), mode=mode)
    assert is_misread(found(learned, 1), beside, doc) is expected


@pytest.mark.parametrize(("whom", "expected"), [("motorists", True), ("rebels", False)])
def test_who_warns_the_public_threatens_nobody(whom: str, expected: bool) -> None:
    doc = tree(
        f"Police:NNS:nsubj:warned warned:VBD:ROOT: {whom}:NNS:dobj:warned to:TO:aux:stop "
        "stop:VB:xcomp:warned"
    )
    assert is_misread(found("THREATEN", 1), None, doc) is expected


@pytest.mark.parametrize(
    ("event_type", "whom", "expected"),
    [("ACCUSE", "survivors", True), ("ACCUSE", "bribes", False), ("AID", "survivors", False)],
)
def test_a_search_for_survivors_accuses_nobody(event_type: str, whom: str, expected: bool) -> None:
    doc = tree(
        "Crews:NNS:nsubj:searched searched:VBD:ROOT: ships:NNS:dobj:searched "
        f"for:IN:prep:searched {whom}:NNS:pobj:for"
    )
    assert is_misread(found(event_type, 1), None, doc) is expected


@pytest.mark.parametrize(("whom", "expected"), [("sons", True), ("laws", False)])
def test_who_welcomes_people_praises_nobody(whom: str, expected: bool) -> None:
    doc = tree(f"Towns:NNS:nsubj:welcomed welcomed:VBD:ROOT: {whom}:NNS:dobj:welcomed")
    assert is_misread(found("SUPPORT", 1), None, doc) is expected


@pytest.mark.parametrize(("thing", "expected"), [("", True), ("ships:NNS:dobj:return", False)])
def test_who_will_come_home_promises_nothing(thing: str, expected: bool) -> None:
    doc = tree(f"Lund:NNP:nsubj:return will:MD:aux:return return:VB:ROOT: {thing}")
    assert is_misread(found("AGREE", 2), None, doc) is expected


@pytest.mark.parametrize(("link", "expected"), [("for", True), ("against", False)])
def test_a_vote_for_it_is_no_refusal(link: str, expected: bool) -> None:
    doc = tree(f"They:PRP:nsubj:voted voted:VBD:ROOT: {link}:IN:prep:voted bills:NNS:pobj:{link}")
    assert is_misread(found("REJECT", word(doc, "voted").i), None, doc) is expected


def test_a_vote_in_favour_is_none_either() -> None:
    doc = tree("They:PRP:nsubj:voted voted:VBD:ROOT: in:IN:prep:voted favour:NN:pobj:in")
    assert is_misread(found("REJECT", word(doc, "voted").i), None, doc)


def test_who_expels_reporters_imposes_no_sanction() -> None:
    doc = tree("Chad:NNP:nsubj:expelled expelled:VBD:ROOT: reporters:NNS:dobj:expelled")
    pattern = replace(found("COERCE", 1), mode="expel")
    assert is_misread(found("SANCTION", 1), pattern, doc)


@pytest.mark.parametrize(
    ("kind", "behind", "expected"),
    [
        ("cabinet:NN:compound", "", True),
        ("annual:JJ:amod", "", True),
        ("cabinet:NN:compound", " with:IN:prep:meeting Mali:NNP:pobj:with", False),
        ("private:JJ:amod", "", False),
    ],
)
def test_a_body_that_meets_with_itself_consults_nobody(
    kind: str, behind: str, expected: bool
) -> None:
    doc = tree(f"They:PRP:nsubj:held held:VBD:ROOT: {kind}:meeting meeting:NN:dobj:held{behind}")
    assert is_misread(found("CONSULT", word(doc, "meeting").i), None, doc) is expected


@pytest.mark.parametrize(("verb", "expected"), [("serving", True), ("getting", False)])
def test_a_penalty_that_is_served_was_given_before(verb: str, expected: bool) -> None:
    doc = tree(
        f"He:PRP:nsubj:{verb} is:VBZ+AUX:aux:{verb} {verb}:VBG:ROOT: a:DT:det:sentence "
        f"sentence:NN:dobj:{verb}"
    )
    assert is_misread(found("JUSTICE", word(doc, "sentence").i), None, doc) is expected
