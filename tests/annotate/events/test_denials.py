"""What is denied or blamed on somebody in words that name no event themselves."""

from datetime import UTC, datetime

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText, Event

DAY = datetime(2026, 5, 12, 12, tzinfo=UTC)


def events_of(text: str) -> list[Event]:
    return list(annotate_article(ArticleText("a", 1, text, DAY)).events)


def answers(text: str) -> list[tuple[str, str, str | None, str]]:
    """Return the rows that point back: their words, stance and claimant, and what they mean."""
    found = events_of(text)
    words = {event.event_id: event.trigger_text for event in found}
    return [
        (
            e.trigger_text,
            "denied" if e.occurrence == "denied" else e.assertion,
            e.claimant_name,
            words[e.antecedent_event_id],
        )
        for e in found
        if e.antecedent_event_id is not None
    ]


SHELLED = "Ukraine accused Russia of shelling the Velin power plant on Sunday. "
BEATEN = "Opposition leaders said that police had beaten protesters in Tbilisi on Friday. "
TAKEN = "Two aid workers were abducted in Goma on Friday. "


@pytest.mark.parametrize(
    ("text", "words", "who", "meant"),
    [
        (SHELLED + "Moscow denies this.", "denies this", "Moscow", "shelling"),
        (SHELLED + "Moscow denied the accusation.", "denied the accusation", "Moscow", "shelling"),
        (SHELLED + "Moscow denied doing so.", "denied doing so", "Moscow", "shelling"),
        (BEATEN + "The ministry rejected the allegations.", "rejected the allegations",
         "Ministry", "beaten"),
        ("Venezuela said that a Guyanese patrol boat had fired on fishermen. Georgetown called "
         "the allegation a complete fabrication.", "called the allegation a complete fabrication",
         "Georgetown", "fired"),
        ("Belarus accused Lithuania of shooting down a balloon near Grodno. Vilnius dismissed "
         "the accusation as absurd.", "dismissed the accusation", "Vilnius", "shooting down"),
        ("Ukraine said a Russian missile had hit a clinic in Kherson. The Kremlin spokesman, "
         "Dmitry Peskov, said the reports were not true.", "reports were not true",
         "Dmitry Peskov", "hit"),
        ("Washington said Iran had supplied the missiles. \"This is a lie,\" the foreign ministry "
         "in Tehran said.", "This is a lie", "Foreign ministry", "supplied"),
        ("Kenya accused Somalia of arming militants, a claim Mogadishu denies.",
         "claim Mogadishu denies", "Mogadishu", "arming"),
        ("Kenya accused Somalia of arming militants, which Mogadishu denied.",
         "which Mogadishu denied", "Mogadishu", "arming"),
        ("The Colombian army said it had killed nine rebels in Cauca. The guerrillas rejected the "
         "report, saying the dead were farmers.", "rejected the report", "Guerrillas", "killed"),
        (TAKEN + "The M23 denied any involvement.", "denied any involvement", "M23", "abducted"),
        (TAKEN + "The M23 said it had nothing to do with it.", "had nothing to do with it", "M23",
         "abducted"),
        ("A suicide bomber killed eleven people in Kunduz on Friday. The Taliban denied "
         "responsibility.", "denied responsibility", "Taliban", "killed"),
        ("A rocket hit a school in Majdal on Saturday. Both sides deny responsibility.",
         "deny responsibility", "Both sides", "hit"),
    ],
)  # fmt: skip
def test_a_bare_denial_is_a_row_of_what_it_denies(
    text: str, words: str, who: str, meant: str
) -> None:
    assert (words, "denied", who, meant) in answers(text)


def test_a_denial_has_the_type_and_day_of_what_it_denies_and_its_own_words() -> None:
    text = SHELLED + "Moscow denies this."
    _, shelled, denied = events_of(text)
    assert denied.event_type == shelled.event_type == "ASSAULT"
    assert denied.date_start == shelled.date_start
    assert text[denied.trigger_start : denied.trigger_end] == denied.trigger_text == "denies this"
    assert text[denied.sentence_start : denied.sentence_end] == "Moscow denies this."
    assert denied.antecedent_event_id == shelled.event_id != denied.event_id
    assert (denied.occurrence, denied.assertion, denied.is_lead) == ("denied", "claimed", False)


def test_who_denies_responsibility_denies_to_be_the_doer() -> None:
    denied = events_of(TAKEN + "The M23 denied any involvement.")[-1]
    assert [side.text for side in denied.sources] == ["The M23"]
    assert [side.text for side in denied.targets] == ["Two aid workers"]
    assert denied.dead_min is None


@pytest.mark.parametrize(
    "text",
    [
        SHELLED + "Moscow has not commented.",
        SHELLED + "Moscow has neither confirmed nor denied the report.",
        SHELLED + "Moscow has not denied the accusation.",
        SHELLED + "Moscow refused to deny the accusation.",
        SHELLED + "If Moscow denies this, the court will decide.",
        SHELLED + "Moscow would deny the charge, diplomats said.",
        SHELLED + "Ukraine denies this.",
        "The Colombian army killed nine rebels in Cauca on Monday. The mayor denied reports that "
        "he would resign.",
        "Turkey said it had struck Kurdish targets in Syria. The governor rejected the plan.",
        "Farmers said the firm had seized their land. A court in Nairobi dismissed the claim.",
        "Police arrested two men in Leeds on Monday. The bank denied them a loan.",
        "Israel bombed a depot near Homs on Monday. Jordan denied responsibility.",
        "The minister said that inflation would fall. The opposition rejected the claim.",
        "Moscow denies this.",
        "The actor denied the rumours about his marriage.",
        "The rebels bombed a bridge in Cauca. The airline denied involvement in price fixing.",
    ],
)
def test_where_nothing_is_denied_or_it_is_not_clear_what_there_is_no_row(text: str) -> None:
    assert answers(text) == []


def test_what_was_told_long_before_is_not_denied() -> None:
    between = "The river rose. The school reopened. A bridge was painted. A fair was held. "
    assert answers(TAKEN + between + "The M23 denied any involvement.") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Witnesses said the police had fired into the crowd in Conakry, killing two. The "
         "government denied that the police had fired on anybody.", "fired"),
        ("Police arrested three students in Minsk on Sunday, their lawyer said. The interior "
         "ministry denied the arrests.", "arrested"),
        ("A drone hit a depot in Rostov on Tuesday. Kyiv denied that its drones had hit the depot.",
         "hit"),
    ],
)  # fmt: skip
def test_a_denial_in_its_own_words_knows_what_it_denies(text: str, meant: str) -> None:
    assert [(stance, word) for _, stance, _, word in answers(text)] == [("denied", meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Mali said France had violated its airspace. France denied arming the rebels.",
        "Kenya's police said they had killed four bandits in Turkana. The governor denied that "
        "the police had killed villagers in Marsabit in 2019.",
    ],
)
def test_a_denial_of_something_else_is_none_of_what_was_claimed(text: str) -> None:
    assert answers(text) == []


HIT = "A rocket hit a school in Majdal on Saturday, killing 12 children. "


def test_who_is_blamed_for_what_was_told_before_is_accused_of_it() -> None:
    found = answers(HIT + "Israel blamed Hezbollah for the attack. Hezbollah denied it.")
    assert found == [
        ("blamed Hezbollah for the attack", "accused", "Israel", "hit"),
        ("denied it", "denied", "Hezbollah", "hit"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        HIT + "Farmers blamed the drought for the poor harvest.",
        HIT + "The coach blamed the referee for the defeat.",
        "Israel bombed a depot near Homs on Monday. Syria blamed Jordan for the attack.",
    ],
)
def test_blame_for_something_else_points_to_nothing(text: str) -> None:
    assert answers(text) == []


def test_two_sides_that_accuse_each_other_are_two_accusers() -> None:
    text = "Sudan's army and the RSF accused each other of shelling the market in Omdurman."
    first, second = (e for e in events_of(text) if e.event_type == "ASSAULT")
    assert (first.claimant_name, second.claimant_name) == ("Sudan's army", "RSF")
    assert [s.text for e in (first, second) for s in e.sources] == ["the RSF", "Sudan's army"]
    assert second.antecedent_event_id == first.event_id


def test_each_side_is_those_who_fought() -> None:
    text = (
        "Thailand and Cambodia clashed near Preah Vihear on Wednesday. "
        "Each side blamed the other for the attack."
    )
    assert answers(text) == [
        ("blamed the other for the attack", "accused", "Thailand", "clashed"),
        ("blamed the other for the attack", "accused", "Cambodia", "clashed"),
    ]


def test_each_side_stays_unnamed_where_nobody_says_who_they_are() -> None:
    text = HIT + "Each side blamed the other for the attack."
    assert answers(text) == [("blamed the other for the attack", "accused", "Each side", "hit")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HIT + "The army put the toll at 12, but the rebels put it at 40.",
         [("Army", 12, 12), ("Rebels", 40, 40)]),
        (HIT + "The army put the death toll at 12, while the rebels put it at 40.",
         [("Army", 12, 12), ("Rebels", 40, 40)]),
        (HIT + "The police put the toll at more than 40.", [("Police", 40, None)]),
        (HIT + "Officials put the damage at $40m.", []),
        ("The health ministry put the toll at more than 40.", []),
    ],
)  # fmt: skip
def test_a_toll_is_of_what_was_told_before_and_of_who_counts(
    text: str, told: list[tuple[str, int, int | None]]
) -> None:
    found = [e for e in events_of(text) if e.antecedent_event_id is not None]
    assert [(e.claimant_name, e.dead_min, e.dead_max) for e in found] == told
    assert all(e.trigger_text != "put" for e in events_of(text))


def test_nobody_is_accused_of_it_by_themselves() -> None:
    text = "Poland accused Russia of a cyber attack on its railways."
    attack = next(e for e in events_of(text) if e.event_type == "ASSAULT")
    assert [side.text for side in attack.sources] == ["Russia"]


def test_an_accusation_is_not_denied_by_the_clause_that_rejects_it() -> None:
    text = "Kenya accused Somalia of arming militants, a claim Mogadishu denies."
    accused = next(e for e in events_of(text) if e.event_type == "ACCUSE")
    assert accused.occurrence == "happened"


def test_what_is_somebodys_is_of_the_country_that_they_are_of() -> None:
    (hit,) = events_of("Kyiv denied that its drones had hit the depot in Rostov.")
    assert [(side.text, side.country_code) for side in hit.sources] == [("its drones", "UA")]


@pytest.mark.parametrize(
    ("text", "is_refusal"),
    [
        ("Rwanda has repeatedly denied backing the M23 rebels.", False),
        ("Greece rejected Turkey's accusation.", False),
        ("The guerrillas rejected the report, saying the dead were farmers.", False),
        ("Hamas rejected the proposal for a truce.", True),
        ("The governor denied the request on Friday.", True),
        ("The UK denied the oligarch a visa.", True),
    ],
)
def test_who_denies_a_fact_refuses_nothing(text: str, is_refusal: bool) -> None:
    assert any(event.event_type == "REJECT" for event in events_of(text)) == is_refusal
