"""Tests of flows/annotate/places/found.py: what the head read and the lists, as spans."""

from dataclasses import replace

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.learned.model import load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.places.found import DOUBT, SURE, read_spans
from flows.annotate.text.layout import read_layout


def spans(text: str, *found: tuple[str, float]) -> list[str]:
    """Return the words at the spans, given what the head found with which score."""
    toponyms = tuple(
        Found(text.index(name), text.index(name) + len(name), "toponym", score)
        for name, score in found
    )
    read = replace(load_model().read(text), toponyms=toponyms)
    return [text[a:b] for a, b in read_spans(text, read_layout(text), read, load_gazetteer())]


def test_a_known_name_counts_however_unsure_the_head_is() -> None:
    assert spans("Rain fell in Nairobi.", ("Nairobi", 0.2)) == ["Nairobi"]


def test_an_unknown_name_counts_only_where_the_head_is_sure() -> None:
    text = "Rebels took Qwxyzburg."
    assert spans(text, ("Qwxyzburg", SURE + 0.01)) == ["Qwxyzburg"]
    assert spans(text, ("Qwxyzburg", SURE - 0.01)) == []


def test_a_doubtful_name_within_a_body_is_part_of_its_name() -> None:
    text = "She studied at Stephen F. Austin University."
    assert spans(text, ("Austin", DOUBT - 0.1)) == []
    assert spans(text, ("Austin", DOUBT + 0.1)) == ["Austin"]


def test_an_article_alone_is_no_place() -> None:
    assert spans("The United States left.", ("The", 0.9), ("United States", 0.9)) == [
        "United States"
    ]


def test_a_part_with_a_capital_belongs_to_a_units_own_name() -> None:
    text = "Northern Cape Governor Ana Namah spoke. Southern Ohio was spared."
    assert spans(text, ("Cape", 0.95), ("Ohio", 0.95)) == ["Northern Cape", "Ohio"]
    assert spans("A South Richmond man left.", ("Richmond", 0.95)) == ["Richmond"]


def test_an_island_or_a_lake_may_go_by_its_bare_name() -> None:
    assert spans("Snow fell on Tahoe and on Rikers.", ("Tahoe", 0.6), ("Rikers", 0.6)) == [
        "Tahoe",
        "Rikers",
    ]


def test_the_first_word_of_a_name_is_no_name_alone() -> None:
    assert spans("They won at Old Trafford.", ("Old", 0.5)) == []
    assert spans("They won in Old Harbour.", ("Old", 0.5)) == ["Old Harbour"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The White House denied it.", ["White House"]),
        ("The Kremlin's answer came late.", ["Kremlin"]),
        ("KYIV, Ukraine (AP) — Rains killed ten people on Monday.", ["KYIV"]),
        ("A white house burned down.", []),
        ("Amazon said it would hire. Shares in Amazon rose.", []),
        ("Brazil sent troops to the Amazon.", ["Amazon"]),
        ("The European Union said so. European Union leaders met.", ["European Union"] * 2),
        ("He said no.", []),
        ("Fires burned across the Florida Keys.", ["Florida Keys"]),
        ("The ship sank in the Sea of Okhotsk.", ["Sea of Okhotsk"]),
        ("LAHORE: The minister left.", ["LAHORE"]),
        ("The Vatican said so.", ["Vatican"]),
        ("Police in Transnistria left.", ["Transnistria"]),
        ("PNG Prime Minister Ana Namah left.", ["PNG"]),
        ("The PNG-born player left.", []),
        ("TOKYO, Jun. 26 (AP) — Rains killed ten people.", ["TOKYO"]),
        ("The barge sank in the Susquehanna River.", ["Susquehanna River"]),
        ("PORT-AU-PRINCE, Haiti (AP) — Gangs came.", ["PORT-AU-PRINCE"]),
        ("Nothing of Auschwitz may be forgotten.", ["Auschwitz"]),
    ],
)
def test_lists_add_what_the_head_passes_over(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The U.N. envoy met him in Damascus.", ("U.N.", "Damascus"), ["Damascus"]),
        (
            "Trains left Newcastle upon Tyne for Hull and Goole.",
            ("Newcastle", "Tyne", "Hull", "Goole"),
            ["Newcastle upon Tyne", "Hull", "Goole"],
        ),
        ("He left Papua New Guinea.", ("Papua", "New Guinea"), ["Papua New Guinea"]),
        ("He left Guinea-Bissau.", ("Guinea",), ["Guinea-Bissau"]),
        ("The Moscow-Kyiv talks ended.", ("Moscow", "Kyiv"), ["Moscow", "Kyiv"]),
        (
            "The Democratic People's Republic of Korea left.",
            ("Korea",),
            ["Democratic People's Republic of Korea"],
        ),
        ("The Republic of Ireland lost.", ("Ireland",), ["Republic of Ireland"]),
        ("The Republic of Congo lost.", ("Congo",), ["Republic of Congo"]),
        ("He visited ten Kentucky counties.", ("Kentucky",), ["Kentucky"]),
        ("It fell in Barrow and Hall counties.", ("Barrow", "Hall"), ["Barrow", "Hall counties"]),
        ("No U.S. county grew faster.", ("U.S.",), ["U.S."]),
        ("He fled Helmand province.", ("Helmand",), ["Helmand province"]),
        ("SIR – The bridge in Wells is unsafe.", ("Wells",), ["Wells"]),
        ("The rebels met the IS – a jihadist group – in Mosul.", ("Mosul",), ["Mosul"]),
    ],
)
def test_no_village_is_meant_by_letters_that_stand_for_others(
    text: str, found: tuple[str, ...], expected: list[str]
) -> None:
    assert spans(text, *((name, 0.99) for name in found)) == expected


def test_names_grow_by_their_type_words_and_following_states() -> None:
    text = "Shells hit the Kharkiv region, and a teacher from Troy, N.C., won."
    assert spans(text, ("Kharkiv", 0.9), ("Troy", 0.9)) == ["Kharkiv region", "Troy", "N.C."]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("A Myrtle Beach paper said so.", ("Myrtle", 0.66), ["Myrtle Beach"]),
        ("Fighting resumed in West Darfur.", ("Darfur", 0.77), ["West Darfur"]),
        ("The Dublin City Council met.", ("Dublin", 0.99), ["Dublin"]),
        ("Cans were found in St. Marys River.", ("St. Marys River", 0.99), ["St. Marys River"]),
        ("He was born in Tennessee Colony.", ("Tennessee Colony", 0.99), ["Tennessee Colony"]),
    ],
)
def test_a_head_in_doubt_is_read_wider_and_none_is_cut(
    text: str, found: tuple[str, float], expected: list[str]
) -> None:
    assert spans(text, found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("He is from Waco, Texas. She left.", "Texas"), ("He is from Troy, Mo. She left.", "Mo.")],
)
def test_the_stop_of_a_sentence_is_no_part_of_a_state(text: str, expected: str) -> None:
    name = text.split()[3].strip(",")
    assert spans(text, (name, 0.9))[-1] == expected


def test_an_unknown_name_within_a_building_or_body_is_no_place() -> None:
    text = "She works at Qwxyz House. The bus to Qwxyz was late."
    at = text.index("Qwxyz")
    house = Found(at, at + len("Qwxyz House"), "ORG", 0.9)
    inner = Found(at, at + len("Qwxyz"), "toponym", SURE + 0.1)
    read = replace(load_model().read(text), toponyms=(inner,), entities=(house,))
    assert not read_spans(text, read_layout(text), read, load_gazetteer())
    town = Found(text.rindex("Qwxyz"), text.rindex("Qwxyz") + len("Qwxyz"), "toponym", SURE + 0.1)
    read = replace(read, toponyms=(inner, town))
    assert len(read_spans(text, read_layout(text), read, load_gazetteer())) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan's king met the emir.", ["Jordan"]),
        ("Jordan's manager met the press.", []),
        ("Sam Jordan was late. Jordan's officer met him.", []),
    ],
)
def test_a_country_is_told_by_its_office(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "count"), [("The Java platform is old.", 0), ("Rain fell over the Java.", 1)]
)
def test_a_product_has_no_article_to_itself(text: str, count: int) -> None:
    firm = Found(text.index("Java"), text.index("Java") + 4, "ORG", 0.4)
    read = replace(load_model().read(text), toponyms=(), entities=(firm,))
    assert len(read_spans(text, read_layout(text), read, load_gazetteer())) == count


def test_articles_and_possessives_stay_outside() -> None:
    assert spans("The Netherlands' dykes held.", ("The Netherlands'", 0.9)) == ["Netherlands"]


def test_a_woman_called_georgia_is_no_place_unless_something_happens_in_it() -> None:
    text = "Georgia Stevens skates for Edmonton. Today Georgia skates at home."
    found = ("Edmonton", 0.9), ("Georgia skates"[:7], 0.9)
    assert spans(text, *found) == ["Edmonton"]
    other = text + " She was born in Georgia."
    assert spans(other, *found) == ["Georgia", "Edmonton"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She grew up in Ohio, Ms. Doe said.", ["Ohio"]),
        ("She grew up in Troy, Miss., and left.", ["Troy", "Miss."]),
        ("She grew up in Troy, MS, and left.", ["Troy", "MS"]),
    ],
)
def test_a_title_behind_a_comma_is_no_state(text: str, expected: list[str]) -> None:
    assert spans(text, (expected[0], 0.99)) == expected


def test_an_unknown_road_or_building_is_no_place_however_sure_the_head_is() -> None:
    text = "The crash happened on Nairobi Road near the Bella Qwxyz in Nairobi."
    assert spans(text, ("Nairobi Road", 0.99)) == []
    assert spans("Police closed Oxford Circus.", ("Oxford", 0.99)) == []


def test_a_news_agency_is_no_town_of_its_name() -> None:
    assert spans("An officer told Xinhua by phone.", ("Xinhua", 0.99)) == []
    assert spans("They live near Scranton PA now.", ("PA", 0.99)) == ["PA"]


def test_a_building_that_nobody_knows_is_no_place() -> None:
    text = "The crash happened on Nairobi Road near the Bella Qwxyz in Nairobi."
    read = load_model().read(text)
    building = Found(text.index("Bella"), text.index(" in"), "FAC", 0.9)
    toponym = building._replace(label="toponym", score=0.99)
    read = replace(read, toponyms=(toponym,), entities=(building,))
    assert read_spans(text, read_layout(text), read, load_gazetteer()) == []


def test_hyphens_glue_what_is_one_name_together() -> None:
    text = "Gangs left Port-au-Prince."
    assert spans(text, ("Port-au", SURE - 0.1)) == ["Port-au-Prince"]
    assert spans(text, ("Port-au-", SURE + 0.1)) == ["Port-au-Prince"]


def test_a_part_and_its_place_are_one_name() -> None:
    text = "Rain fell in Northern England."
    assert spans(text, ("Northern", 0.9), ("England", 0.9)) == ["Northern England"]
    text = "Rain fell in the South of France."
    assert spans(text, ("South", 0.9), ("France", 0.9)) == ["France"]
    assert spans("He came from Central Region.", ("Central", 0.9)) == ["Central Region"]
    assert spans("Rain fell in rural England.", ("England", 0.9)) == ["England"]


def test_the_stop_and_the_dash_behind_a_country_stay_outside() -> None:
    assert spans("Rebels took Kidal, Mali. A priest fled.", ("Mali.", 0.9)) == ["Mali"]
    assert spans("He left the U.S. yesterday.", ("U.S.", 0.9)) == ["U.S."]
    assert spans("The Chad-Sudan border is open.", ("Chad-", 0.9), ("Sudan", 0.9)) == [
        "Chad",
        "Sudan",
    ]


def test_a_topic_before_a_colon_is_no_village_unless_the_head_is_sure() -> None:
    assert spans("Graft: ex-minister jailed", ("Graft", 0.6)) == []
    assert spans("Goma: thousands flee", ("Goma", SURE + 0.05)) == ["Goma"]
    assert spans("Rain fell in Graft: 12 mm", ("Graft", 0.6)) == ["Graft"]


def entity(text: str, name: str, label: str, *, last: bool = False) -> Found:
    start = text.rindex(name) if last else text.index(name)
    return Found(start, start + len(name), label, 0.9)


@pytest.mark.parametrize(("label", "expected"), [("ORG", []), ("GPE", ["Qwxyz"])])
def test_an_unknown_name_that_reads_as_a_firm_elsewhere_is_no_place(
    label: str, expected: list[str]
) -> None:
    text = "Qwxyz shares rose. Its users praise Qwxyz."
    read = replace(
        load_model().read(text),
        entities=(entity(text, "Qwxyz", label),),
        toponyms=(entity(text, "Qwxyz", "toponym", last=True),),
    )
    found = read_spans(text, read_layout(text), read, load_gazetteer())
    assert [text[a:b] for a, b in found] == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("A bus burned in the Oaxaca municipality of Juchitan.", "Oaxaca", "Oaxaca"),
        ("Rain hit the Guerrero municipality of Tixtla.", "Guerrero", "Guerrero"),
        ("Rain hit the municipality of Guerrero.", "Guerrero", "Guerrero"),
        ("Rain hit the Guerrero municipality.", "Guerrero", "Guerrero municipality"),
        ("Guns fell silent in Farah province of Afghanistan.", "Farah", "Farah province"),
    ],
)
def test_a_municipality_of_a_name_is_not_the_states_before_it(
    text: str, found: str, expected: str
) -> None:
    assert expected in spans(text, (found, 0.95))
