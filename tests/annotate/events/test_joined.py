"""Patterns and the learned head joined, on readings written for the tests."""

from dataclasses import replace

import pytest

from flows.annotate.actors.actors import read_cast
from flows.annotate.events.events import find_events
from flows.annotate.events.joined import PLAIN, join
from flows.annotate.events.triggers import find_triggers
from flows.annotate.events.trusts import UNKNOWN, keys_of, trust
from flows.annotate.grammar.parse import parse, sentences
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.model import load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, Event


def piece(text: str, words: str, label: str = "", score: float = 0.9) -> Found:
    start = text.index(words)
    return Found(start, start + len(words), label, score)


def happening(
    text: str,
    label: str,
    trigger: str,
    source: str = "",
    target: str = "",
    score: float = 0.9,
    hinted: str | None = None,
) -> Happening:
    """Return an event of the head; without `hinted` words any word may be of a side."""
    sources = (piece(text, source, "source"),) if source else ()
    targets = (piece(text, target, "target"),) if target else ()
    own = piece(text, trigger, label)
    hints = (piece(text, text if hinted is None else hinted),)
    return Happening(0, len(text), label, score, own, score, sources, targets, hints, hints)


def read(text: str, *happenings: Happening) -> list[Event]:
    layout = read_layout(text)
    reading = replace(load_model().read(text), events=happenings)
    doc = parse(text, layout, reading)
    article = ArticleText("a", 1, text, None)
    cast = read_cast(article, layout, doc, ())
    return find_events(article, layout, doc, (), (), (), cast, read=reading)


def test_what_both_find_is_surer_and_keeps_the_words_of_the_pattern() -> None:
    text = "Rebel fighters attacked the army base."
    (doubted,) = read(text, happening(text, "ASSAULT", "attacked", score=0.4))
    (both,) = read(text, happening(text, "ASSAULT", "attacked", "Rebel", "base"))
    assert (both.trigger_text, both.sources[0].text) == ("attacked", "Rebel fighters")
    assert (doubted.event_type, both.event_type) == ("ASSAULT", "ASSAULT")
    assert both.confidence > doubted.confidence


def test_the_head_fills_the_side_that_a_pattern_leaves_open() -> None:
    text = "Fighting continued on Sunday around the town, the rebels said of the army."
    found = read(text, happening(text, "ASSAULT", "Fighting", "rebels", "army"))[0]
    assert [a.text for a in found.sources] == ["the rebels"]
    assert [a.text for a in found.targets] == ["the army"]


def test_things_give_way_to_the_people_that_the_head_names() -> None:
    text = "The union agreed to a plan for hungry children."
    found = read(text, happening(text, "AGREE", "agreed", "union", "hungry children"))[0]
    assert [a.text for a in found.targets] == ["hungry children"]


def test_a_side_is_no_trigger_and_ends_with_no_preposition() -> None:
    text = "Flooding has displaced 900 people in Juba."
    (found,) = read(text, happening(text, "DISASTER", "Flooding", "Flooding", "900 people in"))
    assert not found.sources
    assert [a.text for a in found.targets] == ["900 people"]
    text = "A blaze hurt four people in Lagos."
    found = read(text, happening(text, "DISASTER", "blaze", "", "four people in"))[0]
    assert [a.text for a in found.targets] == ["four people"]


def test_a_verb_lends_its_own_subject_where_the_head_names_no_side() -> None:
    text = "Two ministers said they quit the cabinet."
    (found,) = read(text, happening(text, "CONCEDE", "quit"))
    assert [a.text for a in found.sources] == ["Two ministers"]


def test_the_troops_that_somebody_offers_are_nobody_addressed() -> None:
    text = "Two ministers have also offered troops."
    (found,) = read(text, happening(text, "AGREE", "offered", "ministers"))
    assert ([a.text for a in found.sources], found.targets) == (["Two ministers"], ())


def test_one_verb_and_the_noun_that_it_carries_are_one_event() -> None:
    text = "The nurses' union has suspended its strike."
    found = read(text, happening(text, "SANCTION", "suspended", "union"))
    assert len(found) == 1


def test_a_title_is_no_side_without_its_name() -> None:
    text = "Two mayors have endorsed Senator Ruiz."
    (found,) = read(text, happening(text, "SUPPORT", "endorsed", "mayors", "Senator"))
    assert [a.text for a in found.targets] == ["Senator Ruiz"]
    text = "After a call with the Emir, President Macron said that it had rained."
    (found,) = read(text, happening(text, "CONSULT", "call", "President", "the Emir"))
    assert [a.text for a in found.sources] == ["President Macron"]


def test_the_town_of_a_protest_is_not_whom_it_is_against() -> None:
    text = "Teachers called off a strike in Lagos."
    (found,) = read(text, happening(text, "PROTEST", "strike", "Teachers", "Lagos"))
    assert ([a.text for a in found.targets], found.occurrence) == ([], "denied")


def test_what_a_pattern_is_about_stands_where_the_pattern_does_not() -> None:
    text = "Nurses called off a four-day strike."
    (found,) = read(text, happening(text, "PROTEST", "strike", "Nurses", ""))
    assert (found.event_type, found.trigger_text, found.occurrence) == (
        "PROTEST",
        "strike",
        "denied",
    )
    text = "Norway's premier cancelled a visit to Mali."
    (found,) = read(text, happening(text, "CONSULT", "visit", "premier", "Mali"))
    assert (found.event_type, found.trigger_text) == ("REJECT", "cancelled")


def test_a_type_that_no_pattern_knows_stands_where_the_head_is_sure() -> None:
    text = "Norway showed Mali the door."
    assert read(text) == []
    (found,) = read(text, happening(text, "SANCTION", "showed", "Norway", "Mali"))
    assert (found.event_type, found.trigger_text) == ("SANCTION", "showed")
    assert ([a.text for a in found.sources], [a.text for a in found.targets]) == (
        ["Norway"],
        ["Mali"],
    )
    assert read(text, happening(text, "SANCTION", "showed", "Norway", "Mali", score=0.02)) == []


def test_a_bare_pattern_goes_where_the_head_finds_nothing() -> None:
    text = "Farmers protested in Lyon."
    assert [e.event_type for e in read(text, happening(text, "PROTEST", "protested"))] == [
        "PROTEST"
    ]
    assert read(text) == []


def test_a_pattern_alone_stands_where_the_head_tells_of_some_event() -> None:
    text = "A train derailed near Lyon, and police closed the line."
    found = read(text, happening(text, "COERCE", "closed", "police", "the line"))
    assert [e.event_type for e in found] == ["ACCIDENT", "COERCE"]
    assert read(text) == []


def test_of_two_types_at_the_same_words_one_stands() -> None:
    text = "The committee attacked the minister over the budget."
    assert len(read(text, happening(text, "ACCUSE", "attacked"))) == 1


def test_what_an_agreement_is_about_is_no_second_row() -> None:
    text = "The rebels agreed to free the hostages."
    agreed = happening(text, "AGREE", "agreed", "rebels")
    found = read(text, agreed, happening(text, "YIELD", "free", "rebels", "hostages"))
    assert [e.event_type for e in found] == ["AGREE"]


def test_what_somebody_pledges_is_no_second_row_where_only_the_head_knows_the_pledge() -> None:
    text = "Ms Ostrander pledged to sell her company."
    found = read(text, happening(text, "AGREE", "pledged"), happening(text, "ECONOMY", "sell"))
    assert [e.event_type for e in found] == ["AGREE"]


def test_what_is_only_urged_is_no_row_whoever_finds_it() -> None:
    text = "Three generals urged Congress to reject the sale."
    assert read(text, happening(text, "REJECT", "reject", "Congress")) == []


def test_the_dead_of_a_crash_are_no_second_row_whoever_finds_them() -> None:
    text = "Eleven people died when a bus overturned near the lake."
    found = read(
        text,
        happening(text, "ASSAULT", "died", target="Eleven people"),
        happening(text, "ACCIDENT", "overturned"),
    )
    assert [e.event_type for e in found] == ["ACCIDENT"]


def test_a_joined_verb_lends_no_object() -> None:
    text = "The council withdrew a study of migrants and suspended its author."
    aims = replace(
        happening(text, "OTHER", "suspended"),
        targets=(piece(text, "migrants"), piece(text, "its author")),
    )
    (found,) = [e for e in read(text, aims) if e.trigger_text == "suspended"]
    assert [a.text for a in found.targets] == ["its author"]


def test_yielding_ground_and_lifting_a_ban_are_told_apart() -> None:
    truce = "The clan let its truce run."
    ban = "The clan let the ban run."
    assert [e.event_type for e in read(truce, happening(truce, "YIELD", "let", "clan"))] == [
        "RETREAT"
    ]
    assert [e.event_type for e in read(ban, happening(ban, "YIELD", "let", "clan"))] == ["CONCEDE"]


def test_the_sides_of_a_clause_are_no_other_clauses() -> None:
    text = "Nurses marched on Monday and police arrested two drivers in Braga."
    nurses = replace(
        happening(text, "PROTEST", "marched"),
        sources=(piece(text, "Nurses"), piece(text, "police")),
        targets=(piece(text, "two drivers"),),
    )
    arrest = replace(nurses, label="COERCE", trigger=piece(text, "arrested"))
    protest, coerce = read(text, nurses, arrest)
    assert [a.text for a in (*protest.sources, *protest.targets)] == ["Nurses"]
    assert [a.text for a in (*coerce.sources, *coerce.targets)] == ["police", "two drivers"]


def test_a_passive_takes_no_agent_from_the_clause_before() -> None:
    text = "Protesters blocked a bridge on Monday, and officials said 30 people were arrested."
    both = [
        happening(text, "PROTEST", "blocked", "Protesters", "30 people"),
        happening(text, "COERCE", "arrested", "Protesters", "30 people"),
    ]
    protest, coerce = read(text, *both)
    assert [a.text for a in protest.targets] == ["a bridge"]
    assert (coerce.sources, [a.text for a in coerce.targets]) == ((), ["30 people"])


def test_what_the_head_alone_finds_takes_no_side_of_another_clause() -> None:
    text = "Norway showed Mali the door and Togo closed the pier."
    sides = replace(
        happening(text, "SANCTION", "showed"),
        sources=(piece(text, "Norway"), piece(text, "Togo")),
        targets=(piece(text, "Mali"), piece(text, "the pier")),
    )
    other = replace(sides, label="COERCE", trigger=piece(text, "closed"))
    first, second = read(text, sides, other)
    assert [a.text for a in (*first.sources, *first.targets)] == ["Norway", "Mali"]
    assert [a.text for a in (*second.sources, *second.targets)] == ["Togo", "the pier"]


def test_the_sides_that_the_head_reads_at_other_words_are_theirs() -> None:
    text = "Rebels shelled the town, which had seen an attack on its mosque in May."
    told = happening(text, "ASSAULT", "shelled", "Rebels", "the town")
    other = happening(text, "ASSAULT", "attack", "", "its mosque")
    found = {e.trigger_text: [a.text for a in e.sources] for e in read(text, told, other)}
    assert found == {"shelled": ["Rebels"], "attack": []}


def test_who_only_reports_an_attack_is_no_side_of_it() -> None:
    text = "The governor said two nurses had died in an attack on the clinic."
    (found,) = read(text, happening(text, "ASSAULT", "attack", "The governor", "the clinic"))
    assert not found.sources


def test_what_somebody_demands_or_aims_at_is_no_second_row() -> None:
    text = "The marchers demanded the arrest of the two officers."
    told = happening(text, "REQUEST", "demanded", "The marchers", "the two officers")
    found = read(text, told, happening(text, "COERCE", "arrest", "The marchers"))
    assert [event.event_type for event in found] == ["REQUEST"]
    text = "Police fired tear gas to disperse the crowd."
    found = read(text, happening(text, "COERCE", "fired"), happening(text, "PROTEST", "disperse"))
    assert [event.trigger_text for event in found] == ["fired"]


def test_of_a_vote_and_its_deed_the_deed_is_the_row() -> None:
    text = "Deputies voted to back the new cabinet."
    told = (happening(text, "ELECTION", "voted"), happening(text, "SUPPORT", "back", "Deputies"))
    (found,) = read(text, *told)
    assert (found.event_type, found.occurrence, found.assertion) == (
        "SUPPORT", "happened", "asserted",
    )  # fmt: skip


def test_what_members_voted_against_is_no_row() -> None:
    text = "The council voted against a ban on scooters."
    told = happening(text, "COERCE", "ban", "The council", "scooters")
    assert [event.trigger_text for event in read(text, told)] == ["voted"]


def test_who_hands_back_prisoners_frees_them_and_retreats_from_nowhere() -> None:
    types = []
    for what in ("captives", "hills"):
        text = f"Militiamen handed back nine {what} on Monday."
        types += [e.event_type for e in read(text, happening(text, "YIELD", "handed"))]
    assert types == ["CONCEDE", "RETREAT"]


def test_a_verb_that_only_carries_an_attack_is_no_second_row() -> None:
    text = "Rebels have stepped up their attacks on the port."
    told = happening(text, "ASSAULT", "attacks", "Rebels", "the port")
    (found,) = read(text, told, happening(text, "YIELD", "stepped up", "Rebels", score=0.6))
    assert found.trigger_text == "attacks"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The landslides injured 30 people.", ["DISASTER"]),
        ("The attack killed one guard.", ["ASSAULT"]),
        ("The attack injured one guard.", []),  # a player may be hurt in one
        ("Leaders mourned the guard whom an attack killed.", []),
        ("At least nine people died.", []),
    ],
)
def test_counted_victims_speak_for_a_pattern(text: str, types: list[str]) -> None:
    assert [event.event_type for event in read(text)] == types


def test_deaths_alone_are_told_of_the_harm_before() -> None:
    text = "A train derailed near Lyon. At least nine people died."
    found = read(text, happening("A train derailed near Lyon.", "ACCIDENT", "derailed"))
    assert [(e.event_type, e.dead_min) for e in found] == [("ACCIDENT", None), ("OTHER", 9)]


def test_what_a_court_orders_and_who_is_ready_to_do_what_is_no_second_row() -> None:
    text = "A court sentenced the farmer to die."
    (found,) = read(text, happening(text, "JUSTICE", "sentenced"), happening(text, "OTHER", "die"))
    assert found.event_type == "JUSTICE"
    text = "Kenya is ready to send 400 soldiers to Chad."
    told = (happening(text, "AGREE", "ready", "Kenya"), happening(text, "MOBILIZE", "send"))
    (found,) = read(text, *told)
    assert found.event_type == "AGREE"


def test_a_town_that_came_under_attack_did_not_attack() -> None:
    text = "The town of Bria came under attack."
    (found,) = read(text, happening(text, "ASSAULT", "attack", "The town of Bria"))
    assert ([a.text for a in found.sources], len(found.targets)) == ([], 1)


def test_a_pattern_that_is_seldom_right_gives_way() -> None:
    text = "Rebel fighters attacked the army base."
    layout = read_layout(text)
    reading = replace(load_model().read(text), events=())
    (sentence,) = sentences(parse(text, layout, reading), layout)
    found = find_triggers(sentence)
    (pattern,) = {f"{f.event_type} {f.mode}" for f in found}
    sure, unsure = (join(found, (), sentence, PLAIN, {pattern: share}) for share in (0.95, 0.02))
    assert [f.event_type for f in sure] == ["ASSAULT"]
    assert unsure == [] or unsure[0].confidence < sure[0].confidence


def test_a_word_of_a_pattern_has_a_trust_of_its_own() -> None:
    text = "Rebel fighters attacked the army base."
    layout = read_layout(text)
    doc = parse(text, layout, load_model().read(text))
    (found,) = find_triggers(next(iter(sentences(doc, layout))))
    pattern, word = keys_of(found, doc)
    assert word == f"{pattern} attack"
    assert trust(found, doc, {"": 0.1, pattern: 0.2, word: 0.3}) == 0.3
    assert trust(found, doc, {"": 0.1, pattern: 0.2}) == 0.2
    assert trust(found, doc, {"": 0.1}) == 0.1
    assert trust(found, doc, {}) == UNKNOWN


def test_the_head_says_which_strikes_an_army_launched() -> None:
    text = "The army launched strikes on the town."
    (found,) = read(text, happening(text, "ASSAULT", "strikes", "The army", "the town", 0.98))
    assert (found.event_type, found.trigger_text) == ("ASSAULT", "strikes")


def test_a_side_that_the_head_rules_out_goes() -> None:
    text = "Ana Costa won the primary in Ohio."
    told = happening(text, "ELECTION", "won", source="Ana Costa", hinted="Ana Costa")
    (event,) = read(text, told)
    assert [side.text for side in event.sources] == ["Ana Costa"]
    assert event.targets == ()


def test_what_is_received_is_the_event_and_not_its_receipt() -> None:
    text = "The ministry received complaints from aid workers."
    (found,) = read(
        text, happening(text, "ACCUSE", "complaints", "aid workers", "The ministry", score=0.99)
    )
    assert found.trigger_text == "complaints"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway pledged $5 million for Chad.", ["AGREE"]),
        ("Ana pledged $5 million for Chad.", []),
        ("Norway issued a travel warning for Chad.", ["SANCTION"]),
        ("Norway issued a storm warning for Bergen.", []),
    ],
)
def test_what_leaves_no_doubt_stands_by_its_pattern_alone(text: str, expected: list[str]) -> None:
    assert [event.event_type for event in read(text)] == expected


def test_a_protest_that_is_lodged_is_one_event() -> None:
    text = "Togo lodged a protest with Chad."
    (found,) = read(text, happening(text, "ACCUSE", "protest", "Togo", "Chad", score=0.99))
    assert (found.event_type, found.trigger_text) == ("ACCUSE", "protest")
