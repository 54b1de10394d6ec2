"""Events of short texts written for the tests: type, sides, occurrence, assertion, counts."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from flows.annotate.actors.actors import read_cast
from flows.annotate.article import annotate_article
from flows.annotate.events.events import find_events
from flows.annotate.grammar.parse import parse
from flows.annotate.learned.model import load_model
from flows.annotate.text.layout import read_layout
from flows.keys import row_key
from flows.records import ArticleText, DateMention, Event, Place, PlaceMention, Statement

DAY = datetime(2026, 3, 6, 12, tzinfo=UTC)


def read(
    text: str,
    *,
    statements: tuple[Statement, ...] = (),
    dates: tuple[DateMention, ...] = (),
    places: tuple[PlaceMention, ...] = (),
    published_at: datetime | None = None,
) -> list[Event]:
    layout = read_layout(text)
    doc = parse(text, layout)
    article = ArticleText("a", 1, text, published_at)
    cast = read_cast(article, layout, doc, places)
    return find_events(article, layout, doc, statements, dates, places, cast)


@dataclass(frozen=True)
class Case:
    """The first event of a text."""

    text: str
    event_type: str
    trigger: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    occurrence: str = "happened"


CASES = [
    Case(
        "Rebel fighters attacked the army base.",
        "ASSAULT",
        "attacked",
        ("Rebel fighters",),
        ("the army base",),
    ),  # noqa: E501
    Case(
        "The army carried out an air strike on a depot.",
        "ASSAULT",
        "air strike",
        ("The army",),
        ("a depot",),
    ),  # noqa: E501
    Case("A convoy came under attack near the border.", "ASSAULT", "attack", (), ("A convoy",)),
    Case(
        "There were no attacks on the port last night.",
        "ASSAULT",
        "attacks",
        (),
        ("the port",),
        "denied",
    ),  # noqa: E501
    Case(
        "Police shot dead two protesters in the town of Kisumu.",
        "ASSAULT",
        "shot",
        ("Police",),
        ("two protesters",),
    ),
    Case(
        "Rebels freed a football coach in Arauca.",
        "CONCEDE",
        "freed",
        ("Rebels",),
        ("a football coach",),
    ),
    Case(
        "A court in Manila cleared Maria Ressa of tax evasion.",
        "JUSTICE",
        "cleared",
        ("A court in Manila",),
        ("Maria Ressa",),
    ),
    Case("Flights were delayed by 31 hours.", "ECONOMY", "delayed", (), ("Flights",)),
    Case(
        "Thousands rallied against Viktor Ormos's media law.",
        "PROTEST",
        "rallied",
        ("Thousands",),
        ("Viktor Ormos",),
    ),
    Case(
        "Two men plotted an attack on the port.",
        "ASSAULT",
        "attack",
        (),
        ("the port",),
        "attempted",
    ),
    Case("The two leaders spoke by phone.", "CONSULT", "spoke", ("The two leaders",), ()),
    Case(
        "Norway and Finland met in Oslo.",
        "CONSULT",
        "met",
        ("Norway", "Finland"),
        ("Norway", "Finland"),
    ),  # noqa: E501
    Case("Brazil accused Uruguay of lying.", "ACCUSE", "accused", ("Brazil",), ("Uruguay",)),
    Case(
        "The government plans to release 40 prisoners.",
        "CONCEDE",
        "release",
        ("The government",),
        ("40 prisoners",),
        "planned",
    ),  # noqa: E501
    Case(
        "Police arrested three journalists in Minsk.",
        "COERCE",
        "arrested",
        ("Police",),
        ("three journalists",),
    ),  # noqa: E501
    Case("Police arrested nobody.", "COERCE", "arrested", ("Police",), ("nobody",), "denied"),
    Case(
        "The teachers' union went on strike over pay.",
        "PROTEST",
        "strike",
        ("The teachers' union",),
        (),
    ),  # noqa: E501
    Case("Iran threatened to attack ships.", "THREATEN", "threatened", ("Iran",), ("ships",)),
    Case(
        "Canada has lifted sanctions on the ministry.",
        "CONCEDE",
        "lifted",
        ("Canada",),
        ("the ministry",),
    ),  # noqa: E501
    Case(
        "Germany provided $20 million in aid to Sudan.", "AID", "provided", ("Germany",), ("Sudan",)
    ),  # noqa: E501
    Case(
        "Rebels tried to seize the airport.",
        "ASSAULT",
        "seize",
        ("Rebels",),
        ("the airport",),
        "attempted",
    ),  # noqa: E501
    Case(
        "Ethiopia has refused to allow aid workers into the region.",
        "REJECT",
        "refused",
        ("Ethiopia",),
        ("aid workers",),
    ),  # noqa: E501
    Case(
        "Talks between the rebels and the government are expected to resume in May.",
        "CONSULT",
        "Talks",
        ("the rebels", "the government"),
        ("the rebels", "the government"),
        "planned",
    ),  # noqa: E501
    Case(
        "Militants kidnapped 12 students from a school.",
        "COERCE",
        "kidnapped",
        ("Militants",),
        ("12 students",),
    ),  # noqa: E501
    Case(
        "The troops have begun withdrawing from the valley.",
        "RETREAT",
        "withdrawing",
        ("The troops",),
        ("the valley",),
    ),  # noqa: E501
    Case("Turkey has suspended aid to Chad.", "SANCTION", "suspended", ("Turkey",), ("Chad",)),
    Case(
        "A strong earthquake struck the coast of Peru.",
        "DISASTER",
        "earthquake",
        (),
        ("the coast of Peru",),
    ),  # noqa: E501
    Case(
        "Voters elected Maria Lopez on Sunday.",
        "ELECTION",
        "elected",
        ("Voters",),
        ("Maria Lopez",),
    ),  # noqa: E501
    Case(
        "The court sentenced the driver to nine years in prison.",
        "JUSTICE",
        "sentenced",
        ("The court",),
        ("the driver",),
    ),  # noqa: E501
    Case(
        "Russian missiles hit a hospital.", "ASSAULT", "hit", ("Russian missiles",), ("a hospital",)
    ),  # noqa: E501
    Case(
        "The ministry demanded that Italy return the paintings.",
        "REQUEST",
        "demanded",
        ("The ministry",),
        ("Italy",),
    ),  # noqa: E501
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_an_event_has_its_type_its_sides_and_its_occurrence(case: Case) -> None:
    found = read(case.text)[0]
    assert (found.event_type, found.trigger_text) == (case.event_type, case.trigger)
    assert tuple(a.text for a in found.sources) == case.sources
    assert tuple(a.text for a in found.targets) == case.targets
    assert found.occurrence == case.occurrence


ORDINARY = [
    "Okafor, speaking by phone from Lagos, was glad.",
    "The striker scored twice as the visitors won.",
    "She charged her phone and called her mother.",
    "The company was founded in 1987 and employs 300 people.",
    "He attacked the problem with enthusiasm.",
    "Chefs met their match when the soufflé collapsed.",
    "The film was shot in Morocco over six weeks.",
    "The bank charged customers a monthly fee.",
    "Doctors back the new diet.",
    "Her mother accused him of forgetting the milk.",
    "The clock strikes twelve and the play begins.",
    "The garden is best visited in May.",
    "Both sides of the leaf are green.",
    "The novel follows a family through three summers.",
    "The team will launch its attack down the left wing.",
    "Bake the bread until it is golden.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sentence_holds_no_event(text: str) -> None:
    assert [e.trigger_text for e in read(text)] == []


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Teachers went on strike in Lyon.", "PROTEST"),
        ("Israeli jets struck a warehouse in Tyre.", "ASSAULT"),
        ("Prosecutors charged the senator with bribery.", "ACCUSE"),
        ("South Korean troops fired shots at a boat.", "ASSAULT"),
        ("The club fired its manager on Friday.", "OTHER"),
    ],
)
def test_one_verb_is_told_apart_by_what_stands_beside_it(text: str, event_type: str) -> None:
    assert [e.event_type for e in read(text)] == [event_type]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Kenya insisted that Chad return the ships.", "REQUEST"),
        ("Pilots at the airport ended their strike.", "CONCEDE"),
        ("The union is angry. The strike in Chile closed two ports.", "PROTEST"),
        ("The army is angry. The strike in Chile closed two ports.", "ASSAULT"),
        ("The school suspended two teachers.", "OTHER"),
        ("The African Union suspended Niger.", "SANCTION"),
        ("Kenya and Chad ended a summit in Nairobi.", "CONSULT"),
        ("Kenya and Chad ended talks without agreement.", "REJECT"),
        ("The town hired Ana Costa as mayor.", "OTHER"),
        ("Kenya sent a frigate to Togo.", "MOBILIZE"),
        ("He pleaded to two counts of fraud.", "JUSTICE"),
        ("Police fired tear gas at the marchers.", "COERCE"),
        ("The army fired shells at the marchers.", "ASSAULT"),
        ("Togo fired a ballistic missile into the sea.", "MOBILIZE"),
        ("A jury acquitted the banker of fraud.", "JUSTICE"),
        ("Two bankers got five years in prison.", "JUSTICE"),
        ("She was refused bail.", "JUSTICE"),
        ("Kenya withdrew from the climate accord.", "REJECT"),
        ("Kenya withdrew from the talks.", "SANCTION"),
        ("The premier was ousted in a no-confidence vote.", "OTHER"),
        ("Colonels ousted the premier.", "COERCE"),
        ("Three medical workers were killed in a second strike on the clinic.", "ASSAULT"),
        ("An aid convoy arrived in the town.", "AID"),
        ("The pair met to discuss trade.", "CONSULT"),
        ("A protest march in Lima closed the bridge.", "PROTEST"),
        ("Kenya and Chad could not agree on a border.", "REJECT"),
        ("Kenyan troops ended their combat mission in Chad.", "RETREAT"),
        ("Kenya ended its trade mission in Chad.", "SANCTION"),
        ("Kenya and Chad traded accusations.", "ACCUSE"),
        ("Ministers gathered in Nairobi.", "CONSULT"),
        ("The mayor declared a state of calamity.", "DISASTER"),
        ("Soldiers moved 40 families to a relief camp.", "AID"),
        ("The candidate was declared the winner.", "ELECTION"),
        ("Her party won with 61% of the votes.", "ELECTION"),
        ("Her party won 52% of the votes.", "ELECTION"),
        ("The general declared himself the winner of the poll.", "ELECTION"),
        ("The army has stepped up patrols along the border.", "MOBILIZE"),
        ("Chad annexed the valley.", "ASSAULT"),
        ("Industrial action by tram drivers closed two lines.", "PROTEST"),
    ],
)
def test_a_word_means_what_stands_beside_it(text: str, event_type: str) -> None:
    assert read(text)[0].event_type == event_type


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Floods left 300 people homeless.", "Floods"),
        ("Flash floods killed two hikers.", "Flash floods"),
        ("The tornado struck a school.", "tornado"),
        ("The court's conviction of the banker was thrown out by a judge.", "thrown out"),
        ("Miners staged a series of strikes.", "strikes"),
        ("Shares were down 2%.", "down"),
        ("Five men died in air strikes on the market.", "air strikes"),
        ("Teachers stage a one-day walkout over pay.", "walkout"),
        ("Kenya is willing to share the water.", "willing"),
    ],
)
def test_a_trigger_is_the_word_that_names_what_happened(text: str, trigger: str) -> None:
    assert read(text)[0].trigger_text == trigger


@pytest.mark.parametrize(
    "text",
    [
        "An outbreak of violence killed three people.",
        "Soldiers left the police in charge.",
        "The council funded a study.",
        "Sharma annexed the title.",
        "Lyndon rallied from a 12-point deficit to beat Hale 71-68.",
        "Hale had two chances in a 51-49 loss to Lyndon by a point.",
        "The minister said the authorities must be responsible.",
    ],
)
def test_a_word_with_other_company_tells_of_no_event(text: str) -> None:
    assert read(text) == []


def test_a_failed_accord_has_failed_and_one_that_may_fail_has_not() -> None:
    failed, open_ = "Kenya and Chad could not agree on it.", "Lawmakers may not agree to the plan."
    assert [read(t)[0].occurrence for t in (failed, open_)] == ["happened", "hypothetical"]


def test_who_harms_only_themselves_is_no_target() -> None:
    (found,) = read("A bomber blew himself up at the gate.")
    assert "himself" not in [a.text for a in found.targets]


def test_what_is_known_to_have_happened_has() -> None:
    (found,) = read("At least 89 people were known to have been killed.")
    assert (found.occurrence, found.dead_min) == ("happened", 89)
    assert [a.text for a in found.targets] == ["At least 89 people"]


def test_they_are_all_of_those_who_say_so() -> None:
    (found,) = read("Kenya and Chad said they would not release the prisoners.")
    assert [a.text for a in found.sources] == ["Kenya", "Chad"]


def test_between_many_is_between_them_all() -> None:
    found = read("Clashes between the rival gangs closed the road.")[0]
    assert ([a.text for a in found.targets], found.is_reciprocal) == (["the rival gangs"], True)


@pytest.mark.parametrize(
    "text",
    [
        "Her parents pleaded with drivers to look at their maps.",
        "The minister insisted that she had the numbers.",
        "The minister insists she will win.",
        "The palace refused to be drawn on the report.",
        "He brushed off talk of a coup against him.",
        "The railway warned passengers to take water along.",
    ],
)
def test_who_only_speaks_does_nothing(text: str) -> None:
    assert read(text) == []


def test_who_calls_a_strike_a_farce_does_not_strike() -> None:
    text = "The transport minister called the pilots' strike a farce."
    assert all("minister" not in a.text for e in read(text) for a in e.sources)


def test_an_hour_of_a_live_page_and_a_stray_quotation_mark_are_no_part_of_a_side() -> None:
    (found,) = read("17:45 Rebel fighters attacked “the army base”.")
    assert [a.text for a in found.sources] == ["Rebel fighters"]
    assert found.targets[0].text.strip("“") == "the army base"


def test_a_mutual_event_has_both_sides_on_both_sides() -> None:
    (found,) = read("Norway and Finland met in Oslo.")
    assert found.is_reciprocal
    assert found.sources == found.targets


def test_who_agrees_to_help_somebody_does_not_agree_with_them() -> None:
    (found,) = read("African leaders agreed to send troops to Somalia.")
    assert not found.is_reciprocal
    (other,) = read("Norway agreed on a budget with Finland.")
    assert other.is_reciprocal


def test_coordinated_actors_are_a_list_in_one_row() -> None:
    (found,) = read("France, Spain and Italy condemned the coup leaders.")
    assert [a.text for a in found.sources] == ["France", "Spain", "Italy"]


def test_the_dead_belong_to_the_blast_that_killed_them() -> None:
    text = "A bomb exploded in the market, killing at least five people and injuring dozens."
    (found,) = read(text)
    assert (found.dead_min, found.dead_max) == (5, None)
    assert (found.injured_min, found.injured_max) == (24, 99)


def test_what_a_strike_did_is_told_by_the_strike_that_somebody_used() -> None:
    found = read_whole("Chad accused Mali of using airstrikes on a village, killing 30 people.")
    (strike,) = (e for e in found if e.event_type == "ASSAULT")
    assert (strike.trigger_text, strike.dead_min) == ("airstrikes", 30)


def test_who_will_return_promises_nothing_but_who_will_return_ships() -> None:
    assert not read("The minister will return to Chile.")
    assert read("Kenya will return two ships to Chad.")[0].event_type == "AGREE"


def test_an_accident_and_its_dead_are_one_event() -> None:
    (found,) = read("Two people were killed and five injured when a bus overturned on a road.")
    assert (found.event_type, found.dead_min, found.injured_min) == ("ACCIDENT", 2, 5)


def test_a_condition_makes_both_clauses_hypothetical() -> None:
    found = read("If Kenya closes the border, Uganda will expel its ambassador.")
    assert [e.occurrence for e in found] == ["hypothetical", "hypothetical"]


def test_the_content_of_a_threat_is_hypothetical() -> None:
    threat, content = read("Iran threatened to attack ships in the strait.")
    assert (threat.event_type, threat.occurrence) == ("THREATEN", "happened")
    assert (content.event_type, content.occurrence) == ("ASSAULT", "hypothetical")


def test_what_somebody_only_urges_is_no_event() -> None:
    assert read("Analysts hope to lift the ban one day.") == []


def test_an_accusation_names_the_accuser_of_its_content() -> None:
    accusation, content = read("Brazil accused Uruguay of bombing a dam.")
    assert (accusation.event_type, accusation.assertion) == ("ACCUSE", "asserted")
    assert (content.assertion, content.claimant_name) == ("accused", "Brazil")
    assert [a.text for a in content.sources] == ["Uruguay"]


def said(text: str, content: str, act: str = "say") -> Statement:
    start = text.index(content)
    return Statement(
        statement_id="s1", kind="indirect", content_spans=((start, start + len(content)),),
        content=content, speaker_text="Officials", speaker_start=0, speaker_end=9, actor_id="x1",
        speaker_name="Officials", speaker_role=None,
        other_speakers=(), is_anonymous=True, cue_text=None,
        cue_start=None, cue_end=None, cue_lemma=None, act=act, is_negated=False,
        addressee_text=None, venue_text=None, said_date_start=None, said_date_end=None,
        said_date_basis=None, parent_statement_id=None, confidence=0.9, method="test",
    )  # fmt: skip


def test_what_men_are_accused_of_is_accused_though_nobody_is_named() -> None:
    found = read("A court acquitted two men accused of bombing a dam.")
    content = next(e for e in found if e.trigger_text == "bombing")
    assert (content.assertion, content.claimant_name) == ("accused", None)


def test_an_event_inside_a_statement_is_claimed_by_its_speaker() -> None:
    text = "Officials said that rebels attacked the town."
    (found,) = read(text, statements=(said(text, "that rebels attacked the town"),))
    assert (found.assertion, found.claimant_name) == ("claimed", "Officials")
    assert (found.claimant_actor_id, found.statement_id) == ("x1", "s1")


def test_an_order_is_the_outlets_to_tell_though_its_noun_is_ordered() -> None:
    text = "Officials ordered the evacuation of 40 villagers."
    statement = said(text, "the evacuation of 40 villagers", act="demand")
    (found,) = read(text, statements=(statement,))
    assert (found.event_type, found.assertion) == ("AID", "asserted")


def test_what_a_vote_does_is_no_claim_of_the_voters() -> None:
    text = "Officials voted to expel the Chadian envoy."
    statement = replace(
        said(text, "to expel the Chadian envoy", act="intend"), cue_start=text.index("voted")
    )
    (found,) = read(text, statements=(statement,))
    assert (found.occurrence, found.assertion) == ("happened", "asserted")


def test_what_a_letter_says_is_claimed_by_the_letter_and_not_by_which() -> None:
    text = "The town received a letter, which said that rebels had attacked the bridge."
    start = text.index("which")
    spoken = replace(
        said(text, "that rebels had attacked the bridge"), speaker_name=None, actor_id=None,
        speaker_text="which", speaker_start=start, speaker_end=start + len("which"),
    )  # fmt: skip
    (found,) = (e for e in read(text, statements=(spoken,)) if e.event_type == "ASSAULT")
    assert (found.assertion, found.claimant_name) == ("claimed", "a letter")


def test_what_nobody_says_is_claimed_by_nobody() -> None:
    text = "It is expected that rebels will attack the town."
    nobody = replace(
        said(text, "that rebels will attack the town"), speaker_text=None, actor_id=None
    )
    (found,) = read(text, statements=(nobody,))
    assert (found.assertion, found.claimant_name) == ("asserted", None)


def test_a_denial_keeps_who_denies() -> None:
    text = "Officials denied that troops had attacked the town."
    statement = said(text, "that troops had attacked the town", act="deny")
    (found,) = read(text, statements=(statement,))
    assert (found.occurrence, found.claimant_name) == ("denied", "Officials")


def test_an_alleged_event_is_possible() -> None:
    (found,) = read("Rebels reportedly attacked the town.")
    assert found.assertion == "possible"


def day(text: str, words: str, when: date) -> DateMention:
    start = text.index(words)
    return DateMention(
        f"d{start}", start, start + len(words), words, "DATE", when.isoformat(), when, when,
        "day", "explicit",
    )  # fmt: skip


def test_the_date_that_governs_the_trigger_wins_over_the_nearest() -> None:
    text = "On Monday, after Friday's summit in Oslo, rebels attacked the town."
    monday, friday = date(2026, 3, 2), date(2026, 2, 27)
    dates = (day(text, "Monday", monday), day(text, "Friday", friday))
    found = {e.event_type: e for e in read(text, dates=dates, published_at=DAY)}
    assert found["ASSAULT"].date_start == monday
    assert found["CONSULT"].date_start == friday
    assert found["CONSULT"].date_text_start == text.index("Friday")


def test_without_a_date_the_publication_stands_in_and_says_so() -> None:
    (found,) = read("Rebels attacked the town.", published_at=DAY)
    assert (found.date_start, found.date_precision) == (DAY.date(), "none")
    assert found.date_basis == "publication"


def test_a_day_ahead_of_another_clause_plans_nothing() -> None:
    text = "The farmers said they would march on 9 April, accusing the council of fraud."
    dates = (day(text, "9 April", date(2026, 4, 9)),)
    found = next(e for e in read(text, dates=dates, published_at=DAY) if e.event_type == "ACCUSE")
    assert (found.occurrence, found.date_basis) == ("happened", "publication")


def test_what_is_still_to_come_borrows_no_date_of_publication() -> None:
    (found,) = read("The government plans to release 40 prisoners.", published_at=DAY)
    assert (found.date_start, found.date_basis) == (None, "none")


def test_what_the_text_dates_after_its_publication_is_planned() -> None:
    text = "The trial of two brothers opens in Vienna on 9 March."
    dates = (day(text, "9 March", date(2026, 3, 9)),)
    (found,) = read(text, dates=dates, published_at=DAY)
    assert (found.occurrence, found.date_start) == ("planned", date(2026, 3, 9))


def test_the_day_of_an_inquiry_is_not_that_of_what_it_is_about() -> None:
    text = "A trial over the killing of two officers will begin in Oslo on 20 March."
    dates = (day(text, "20 March", date(2026, 3, 20)),)
    found = {e.event_type: e for e in read(text, dates=dates, published_at=DAY)}
    assert (found["JUSTICE"].occurrence, found["JUSTICE"].date_start) == (
        "planned",
        dates[0].date_start,
    )
    killing = found["ASSAULT"]
    assert (killing.occurrence, killing.date_basis) == ("happened", "publication")


def test_a_past_verb_takes_no_later_date() -> None:
    text = "The rebels agreed with the army to keep the truce until 9 April."
    dates = (day(text, "9 April", date(2026, 4, 9)),)
    found = next(e for e in read(text, dates=dates, published_at=DAY) if e.event_type == "AGREE")
    assert (found.occurrence, found.date_basis) == ("happened", "publication")


def test_history_told_beside_news_keeps_its_own_date() -> None:
    text = "Russia halted the exchanges despite the progress at the talks in Turkey in 2025."
    year = replace(day(text, "2025", date(2025, 1, 1)), date_end=date(2025, 12, 31))
    found = {e.trigger_text: e for e in read(text, dates=(year,), published_at=DAY)}
    assert (found["talks"].occurrence, found["talks"].date_start) == ("happened", date(2025, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "The rebels often attack the road.",
        "The council usually meets the mayor in the old hall.",
    ],
)
def test_what_is_done_time_and_again_is_no_event(text: str) -> None:
    assert read(text) == []


def test_the_same_words_told_once_are_one() -> None:
    assert len(read("The rebels attacked the road.")) == 1


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Envoys from Oman held talks with the Houthis in Sanaa.", "talks"),
        ("The governor imposed a curfew on the city.", "curfew"),
        ("The miners gave the company an ultimatum on Wednesday.", "ultimatum"),
    ],
)
def test_a_light_verb_gives_its_place_to_the_noun(text: str, trigger: str) -> None:
    assert [e.trigger_text for e in read(text)] == [trigger]


def town(text: str, name: str, *, is_metonym: bool = False) -> PlaceMention:
    start = text.index(name)
    place = Place(f"gn:{start}", name, "city", 1.0, 2.0, "PE")
    return PlaceMention(f"p{start}", start, start + len(name), name, place, is_metonym)


def test_the_country_of_an_office_is_no_place_of_an_event() -> None:
    text = "The foreign ministers of Norway and Iceland met at the Palais on Monday."
    [met] = read(text, places=(town(text, "Norway"), town(text, "Iceland")))
    assert met.place_id is None


def test_a_metonym_is_no_place_of_an_event() -> None:
    text = "Lima said rebels attacked a base in Cusco."
    places = (town(text, "Lima", is_metonym=True), town(text, "Cusco"))
    (found,) = read(text, places=places)
    assert (found.place_id, found.place_basis) == (f"gn:{text.index('Cusco')}", "clause")


def test_headings_hold_no_event_and_the_lead_is_the_first_sentence_of_the_story() -> None:
    text = "Rebels Attack Town\nTroops arrested a journalist.\nRebels attacked a base."
    found = read(text)
    assert [(e.event_type, e.is_lead) for e in found] == [("COERCE", True), ("ASSAULT", False)]


def test_offsets_reproduce_the_text_and_the_key_follows_from_the_row() -> None:
    text = "Ünïcödé news.  Rebels attacked\nthe old town, killing 12.\n\nPolice arrested a man."
    found = read(text)
    assert len(found) == 2
    for event in found:
        start, end = event.trigger_start, event.trigger_end
        assert text[start:end] == event.trigger_text
        assert event.event_id == row_key("event", "a", 1, event.event_type, start, end)
        assert text[event.sentence_start].isupper()
        assert text[event.sentence_end - 1] == "."
        for actor in (*event.sources, *event.targets):
            assert text[actor.start : actor.end] == actor.text


def test_types_carry_their_root_class_and_intensity() -> None:
    (found,) = read("Rebels attacked the town.")
    assert (found.cameo_root, found.quad_class, found.intensity) == ("19", 4, -10.0)
    (quake,) = read("A strong earthquake struck the coast of Peru.")
    assert (quake.cameo_root, quake.quad_class, quake.intensity) == (None, None, None)


def read_whole(text: str) -> list[Event]:
    layout, learned = read_layout(text), load_model().read(text)
    doc = parse(text, layout, learned)
    article = ArticleText("a", 1, text, None)
    return find_events(
        article, layout, doc, (), (), (), read_cast(article, layout, doc, ()), read=learned
    )


@pytest.mark.parametrize(
    "text",
    [
        "Foreign ministers of both countries will meet on Friday at Lerwick Town Hall.",
        "The two sides met at the Palais des Nations in Geneva on Monday.",
    ],
)
def test_where_people_meet_is_none_of_them(text: str) -> None:
    [met] = read_whole(text)
    assert (met.event_type, met.targets) == ("CONSULT", ())


@pytest.mark.parametrize(
    "text",
    [
        "Floods hit villages in Provence on Monday.",
        "Typhoon Kalmaegi killed at least 58 people in the central Philippines.",
    ],
)
def test_what_nature_does_is_no_assault(text: str) -> None:
    assert {event.event_type for event in read_whole(text)} == {"DISASTER"}


def test_a_warning_of_weather_is_no_threat() -> None:
    assert not read_whole("The Met Office has warned that winds will batter the west coast.")


def test_an_illness_commits_no_assault() -> None:
    found = read_whole(
        "The Marburg virus has killed eight people in Tanzania, health officials said."
    )
    assert [event.event_type for event in found] == ["HEALTH"]


def test_the_subject_of_a_clause_is_its_source() -> None:
    [attack] = read_whole("If Russia attacks a NATO member, Britain would respond, he said.")
    assert [source.text for source in attack.sources] == ["Russia"]


def test_a_match_won_is_no_assault() -> None:
    assert not read("They beat Torry Rovers 4-3 on penalties on Sunday.")


def test_what_is_blocked_does_not_happen() -> None:
    _, deporting = read("The court blocked the army from deporting 400 nurses.")
    assert deporting.occurrence == "denied"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets bombed the town of Idlib and nine people were killed.", [("ASSAULT", 9)]),
        (
            "Five rebels were killed as troops moved into the town of Marawi.",
            [("ASSAULT", 5), ("ASSAULT", None)],
        ),
        (
            "Two students were killed as police broke up a protest in Dhaka.",
            [("ASSAULT", 2), ("COERCE", None)],
        ),
        ("Thirty villagers drowned on Monday in the flood in Nepal.", [("DISASTER", 30)]),
        ("Four men were killed and dozens injured in a crash near Pune.", [("ACCIDENT", 4)]),
        ("A fire killed nine people in a hotel in Porto.", [("ACCIDENT", 9)]),
        (
            "Gunmen raided a village in Plateau and two people were killed in Jos.",
            [("ASSAULT", None), ("ASSAULT", 2)],
        ),
        (
            "Police arrested four men and two guards were killed.",
            [("COERCE", None), ("ASSAULT", 2)],
        ),
    ],
)
def test_the_dead_of_a_clause_without_cause_are_those_of_the_clause_before(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert [(e.event_type, e.dead_min) for e in read(text)] == expected


def test_a_death_toll_is_no_economy_and_tells_of_what_it_counts() -> None:
    text = "The death toll from the landslide in Sumatra rose to 23 on Tuesday."
    rose = day(text, "Tuesday", date(2026, 3, 3))
    (found,) = read(text, dates=(rose,), published_at=DAY)
    assert (found.event_type, found.trigger_text, found.dead_min) == ("DISASTER", "landslide", 23)
    assert (found.date_basis, found.date_precision) == ("publication", "none")
    assert read("Road deaths fell by 4% last year.") == []


def whole(text: str) -> list[Event]:
    """Return the events by patterns and head, places and statements among what is known."""
    return list(annotate_article(ArticleText("a", 1, text, DAY)).events)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on a bus, leaving four dead.",
        "Rebels shelled the town, leaving it in ruins.",
        "The army bombed the market and left scores of people maimed.",
    ],
)
def test_who_leaves_others_dead_does_not_retreat(text: str) -> None:
    assert [e.event_type for e in whole(text)] == ["ASSAULT"]


@pytest.mark.parametrize("text", ["The army left the city at dawn.", "French troops left Mali."])
def test_who_leaves_a_place_retreats(text: str) -> None:
    assert [e.event_type for e in whole(text)] == ["RETREAT"]


def test_fire_exchanged_is_a_fight_of_both() -> None:
    (event,) = whole("Indian and Pakistani troops traded fire across the border on Monday.")
    assert (event.event_type, event.is_reciprocal) == ("ASSAULT", True)
    assert [side.text for side in event.targets] == ["Indian", "Pakistani troops"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya edged out Ghana to reach the final.",
        "England will meet France in the final.",
        "Zambia and Malawi lock horns in the qualifier in Lusaka on Saturday.",
    ],
)
def test_matches_are_no_meetings_and_no_votes(text: str) -> None:
    assert whole(text) == []


@pytest.mark.parametrize(
    ("text", "occurrence"),
    [
        ("The rebels have yet to lay down their arms.", "denied"),
        ("Talks between Chad and Mali have yet to begin.", "denied"),
        ("Peace talks in Doha have yet to bring a ceasefire.", "happened"),
    ],
)
def test_what_one_has_yet_to_do_has_not_happened(text: str, occurrence: str) -> None:
    (event,) = whole(text)
    assert event.occurrence == occurrence


def test_a_court_that_hears_something_claims_nothing() -> None:
    (event,) = whole("The court heard that the gang had robbed three banks.")
    assert (event.assertion, event.claimant_name) == ("claimed", None)
    assert event.statement_id is not None


def test_a_market_is_no_place_of_its_rows_but_of_a_march() -> None:
    (market,) = whole("Stocks on Wall Street rose 2 percent on Thursday.")
    (march,) = whole("Protesters marched on Wall Street on Thursday.")
    assert (market.place_id, march.place_id) == (None, "gn:5128581")
    (first, *_) = whole("Stocks on Wall Street rose 2 percent. A judge in Delaware spoke.")
    assert first.place_id is None  # the judge's is no place of theirs


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("“We blame the government for the flood,” a villager said.", ["ACCUSE"]),
        ("“I accuse the minister of lying,” the senator said.", ["ACCUSE"]),
        ("“I could ask the bank for money,” she said.", []),
        ("“I asked my mother to lend me some money,” the singer said.", []),
    ],
)
def test_what_one_says_he_asked_of_an_organised_side_stands(text: str, types: list[str]) -> None:
    assert [e.event_type for e in whole(text)] == types


def sides(event: Event) -> tuple[list[str], list[str]]:
    return [s.text for s in event.sources], [s.text for s in event.targets]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Clashes broke out between farmers and herders.", ["farmers", "herders"]),
        ("Fighting broke out between the army and the rebels.", ["the army", "the rebels"]),
        ("Chad and Mali accused each other of fraud.", ["Chad", "Mali"]),
    ],
)
def test_what_two_do_to_each_other_has_both_on_both_sides(text: str, both: list[str]) -> None:
    event = whole(text)[0]
    assert event.is_reciprocal
    assert sides(event) == (both, both)


def test_what_breaks_out_is_one_row_and_a_row_is_no_eruption() -> None:
    assert [e.event_type for e in whole("Fighting erupted in Malakal on Monday.")] == ["ASSAULT"]
    assert whole("A row erupted between the two ministers.") == []
    assert [e.event_type for e in whole("A riot broke out at the jail.")] == ["PROTEST"]


def test_what_a_jury_was_told_is_claimed_by_nobody_known() -> None:
    (event,) = whole("The jury was told that he had stabbed her nine times.")
    assert (event.assertion, event.claimant_name) == ("claimed", None)


def test_whom_something_is_taken_from_does_not_take_it() -> None:
    (event,) = whole("Rebels seized the town of Bunia from government troops.")
    assert sides(event) == (["Rebels"], ["the town of Bunia"])


def test_what_a_sentence_is_for_is_no_crime_and_no_side() -> None:
    (event,) = whole("She was given a life sentence on Friday for the murder of her husband.")
    assert (event.event_type, sides(event)) == ("JUSTICE", ([], ["She"]))


def test_what_was_before_has_sides_of_its_own() -> None:
    riot, arrest = whole("Opposition supporters rioted in Dakar after the arrest of their leader.")
    assert sides(riot) == (["Opposition supporters"], [])
    assert sides(arrest) == ([], ["their leader"])


@pytest.mark.parametrize(
    "text",
    [
        "She received a two-year jail term for fraud.",
        "He received a suspended sentence for his part in the riot.",
        "The court gave the minister a suspended sentence on Monday.",
    ],
)
def test_a_sentence_is_one_row_of_whoever_gets_it(text: str) -> None:
    (event,) = whole(text)
    assert event.event_type == "JUSTICE"
    assert [side.text for side in event.targets] in (["She"], ["He"], ["the minister"])


@pytest.mark.parametrize(
    "text",
    ["He is serving a life sentence in Kampala.", "The editor faces a jail term of two years."],
)
def test_a_sentence_served_or_feared_is_no_row(text: str) -> None:
    assert whole(text) == []


@pytest.mark.parametrize(
    ("text", "is_threat"),
    [
        ("Unions warned that 900 jobs would go.", False),
        ("The trade body warned that shops would close.", False),
        ("China warned that sanctions would follow.", True),
        ("The governor warned that protesters would be arrested.", True),
        ("The president warned that the army would respond.", True),
        ("Unless Peru moves its rig, Chile warned, the coastguard will seize it.", True),
    ],
)
def test_what_comes_by_itself_is_a_forecast(text: str, is_threat: bool) -> None:
    assert ("THREATEN" in [e.event_type for e in whole(text)]) is is_threat


@pytest.mark.parametrize("plaintiff", ["museum", "airline", "insurer", "foundation"])
def test_bodies_of_many_kinds_go_to_court(plaintiff: str) -> None:
    text = f"The {plaintiff} filed a lawsuit against its former owner on Friday."
    found = annotate_article(ArticleText("a", 1, text)).events
    assert [(e.event_type, [s.text for s in e.sources]) for e in found] == [
        ("ACCUSE", [f"The {plaintiff}"])
    ]


def test_a_suit_and_the_verb_that_files_it_are_one_row() -> None:
    text = "Greenpeace filed a lawsuit against the oil company in a Dutch court."
    found = annotate_article(ArticleText("a", 1, text)).events
    assert [each.event_type for each in found] == ["ACCUSE"]


@pytest.mark.parametrize(
    "text",
    ["The minister said he would not support the bill.", "Norway will not back the plan."],
)
def test_a_refusal_by_not_has_happened(text: str) -> None:
    (found,) = annotate_article(ArticleText("a", 1, text)).events
    assert (found.event_type, found.occurrence) == ("REJECT", "happened")


def test_an_attack_called_again_behind_its_dead_is_one_row() -> None:
    text = "A bomber rammed a convoy, killing 16 people in the deadliest suicide attack for years."
    found = annotate_article(ArticleText("a", 1, text)).events
    assert [(e.trigger_text, e.dead_min) for e in found] == [("rammed", 16)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Shares fell on Friday, their lowest this year, before closing down.", 13),
        ("Shares fell to their lowest level this year on Friday.", 13),
    ],
)
def test_the_year_of_a_record_dates_nothing(text: str, start: int) -> None:
    at = datetime(2026, 3, 18, 12, tzinfo=UTC)
    found = annotate_article(ArticleText("a", 1, text, at)).events
    assert {each.date_start for each in found} == {date(2026, 3, start)}
