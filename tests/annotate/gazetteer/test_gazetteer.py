import pytest

from flows.annotate.gazetteer.gazetteer import Gazetteer, as_place, load_gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import DEMONYM, SEAT, candidates, corrected
from flows.annotate.lexicon import read_rows


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("written", "filed"),
    [
        ("São Tomé", "sao tome"),
        ("St. Paul", "st paul"),
        ("Saint-Denis", "st denis"),
        ("N.C.", "nc"),
        ("Staryi  Saltiv", "staryi saltiv"),
        ("Łódź", "lodz"),
        ("Sana'a", "sanaa"),
        ("Київ", ""),
    ],
)
def test_spellings_of_one_name_share_a_key(written: str, filed: str) -> None:
    assert name_key(written) == filed


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Ukraine", "gn:690791"),
        ("Kyiv", "gn:703448"),
        ("Kiev", "gn:703448"),
        ("Burma", "gn:1327865"),
        ("Bombay", "gn:1275339"),
        ("Staryi Saltiv", "gn:692703"),
        ("Oxfordshire", "gn:2640726"),
        ("Puerto Rico", "gn:4566966"),
        ("Donbas", "dl:donbas"),
        ("Strait of Hormuz", "dl:hormuz"),
        ("Black Sea", "gn:6640396"),
        ("Gaza Strip", "gn:281132"),
        ("West Bank", "gn:285153"),
        ("Calif.", "gn:5332921"),
        ("N.C.", "gn:4482348"),
        ("B.C.", "gn:5909050"),
        ("Scarborough", "dl:scarborough"),
        ("Ein el-Hilweh", "dl:ain-el-hilweh"),
        ("Molenbeek", "gn:2791018"),
        ("Republic of Congo", "gn:2260494"),
        ("Northern Rhodesia", "gn:895949"),
        ("Bosnia-Hercegovina", "gn:3277605"),
        ("Antigua", "gn:3576396"),
        ("Tahiti", "dl:tahiti"),
        ("Yugoslavia", "dl:yugoslavia"),
    ],
)
def test_names_of_the_news_are_known(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in {entry.place_id for entry, _ in gazetteer.find(name)}


def test_a_name_nobody_bears_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Qwxyzburg") == []
    assert gazetteer.get("gn:1") is None
    assert gazetteer.get("dl:atlantis") is None
    assert gazetteer.get("post:1") is None
    assert gazetteer.get("gn:Oslo") is None


@pytest.mark.parametrize(
    ("name", "country", "unit"),
    [
        ("Harwinton", "US", "Connecticut"),
        ("Thornton-in-Craven", "GB", "England"),
        ("Lowmead", "AU", "Queensland"),
        ("Sirumalai", "IN", "Tamil Nadu"),
    ],
)
def test_villages_with_a_post_office_are_known(
    gazetteer: Gazetteer, name: str, country: str, unit: str
) -> None:
    (village,) = [entry for entry, _ in gazetteer.find(name)]
    place = as_place(gazetteer, village)
    assert place.place_id.startswith("post:")
    assert (place.country_code, place.admin1_name, place.kind) == (country, unit, "city")
    assert (place.geonames_id, place.population) == (None, None)


def test_a_units_coordinates_lie_inside_it(gazetteer: Gazetteer) -> None:
    russia, alaska = gazetteer.get("gn:2017370"), gazetteer.get("gn:5879092")
    assert russia is not None and 50 < russia.latitude < 65 and 60 < russia.longitude < 110
    assert alaska is not None and 58 < alaska.latitude < 68 and -160 < alaska.longitude < -145


def test_a_place_shows_its_unit_and_leaves_guesses_out(gazetteer: Gazetteer) -> None:
    town, unit = gazetteer.get("gn:692703"), gazetteer.get("gn:706482")
    assert town is not None and unit is not None
    place = as_place(gazetteer, town)
    assert (place.country_code, place.admin1_code, place.kind) == ("UA", "gn:706482", "city")
    assert place.geonames_id == 692703 and place.population == 3776
    assert as_place(gazetteer, unit).population is None  # a sum of its cities ranks, no more


def test_a_quarter_lies_where_its_city_does(gazetteer: Gazetteer) -> None:
    quarter, city = gazetteer.get("dl:kibera"), gazetteer.get("gn:184745")
    assert quarter is not None and city is not None
    place = as_place(gazetteer, quarter)
    assert (place.name, place.kind, place.country_code) == ("Kibera", "city", "KE")
    assert place.admin1_code == city.admin1 and place.geonames_id is None


@pytest.mark.parametrize("place_id", ["dl:kibera", "dl:donbas", "gn:573081"])
def test_a_weight_of_the_lists_is_no_population(gazetteer: Gazetteer, place_id: str) -> None:
    entry = gazetteer.get(place_id)
    assert entry is not None and entry.population > 0
    assert as_place(gazetteer, entry).population is None


def test_type_words_and_parts_are_set_aside(gazetteer: Gazetteer) -> None:
    region = candidates(gazetteer, "Donetsk region")
    assert {c.entry.kind for c in region} == {"admin1"}
    assert candidates(gazetteer, "eastern Ukraine")[0].entry.place_id == "gn:690791"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Trapani province", {("admin2", "IT")}),  # of the second rank, where none is of the first
        ("Kunduz province", {("admin1", "AF")}),
        ("Karu LGA", {("admin2", "NG")}),
        ("Barangay Bagumbayan", {("city", "PH")}),
    ],
)
def test_a_type_names_the_units_of_its_rank(
    gazetteer: Gazetteer, name: str, expected: set[tuple[str, str]]
) -> None:
    found = [c for c in candidates(gazetteer, name) if c.fits_type]
    assert {(c.entry.kind, c.entry.country_code) for c in found} == expected


def test_the_region_of_a_town_is_not_only_anothers_unit_abroad(gazetteer: Gazetteer) -> None:
    assert {c.entry.country_code for c in candidates(gazetteer, "Orel region")} == {"RU", "CZ"}
    assert {c.entry.country_code for c in candidates(gazetteer, "Kharkiv region")} == {"UA"}


def test_demonyms_and_seats_say_what_they_are(gazetteer: Gazetteer) -> None:
    assert [(c.entry.place_id, c.road) for c in candidates(gazetteer, "Ukrainians")] == [
        ("gn:690791", DEMONYM)
    ]
    assert ("gn:524901", SEAT) in {
        (c.entry.place_id, c.road) for c in candidates(gazetteer, "Kremlin")
    }


@pytest.mark.parametrize(
    ("word", "place_id"),
    [
        ("Faroese", "gn:2622320"),
        ("Caymanian", "gn:3580718"),
        ("Wisconsinites", "gn:5279468"),
        ("South Vietnamese", "gn:1562822"),  # of a part, so of the whole
        ("East German", "gn:2921044"),
        ("West Indian", "gn:3572951"),  # of no part of India
    ],
)
def test_a_people_is_of_its_place(gazetteer: Gazetteer, word: str, place_id: str) -> None:
    assert [(c.entry.place_id, c.road) for c in candidates(gazetteer, word)] == [
        (place_id, DEMONYM)
    ]


def test_the_congolese_are_of_either_congo(gazetteer: Gazetteer) -> None:
    found = {c.entry.country_code for c in candidates(gazetteer, "Congolese")}
    assert found == {"CD", "CG"}


def test_a_demonym_that_is_a_byname_too_is_a_demonym(gazetteer: Gazetteer) -> None:
    assert [(c.entry.place_id, c.road) for c in candidates(gazetteer, "Saudi")] == [
        ("gn:102358", DEMONYM)
    ]


def test_a_countrys_own_name_is_no_citys_byname(gazetteer: Gazetteer) -> None:
    found = [c.entry.place_id for c in candidates(gazetteer, "Puerto Rico")]
    assert "gn:4566966" in found
    assert "gn:4568127" not in found  # San Juan, which was called so once
    assert "gn:3598132" in [c.entry.place_id for c in candidates(gazetteer, "Guatemala")]


def test_a_state_is_no_country_in_another_language(gazetteer: Gazetteer) -> None:
    assert [c.entry.country_code for c in candidates(gazetteer, "Sikkim")] == ["IN"]
    assert "OM" not in [c.entry.country_code for c in candidates(gazetteer, "Uman")]


def test_co_is_short_for_county(gazetteer: Gazetteer) -> None:
    assert "gn:2964179" in [c.entry.place_id for c in candidates(gazetteer, "Co. Galway")]


def test_one_line_corrects_a_name(gazetteer: Gazetteer) -> None:
    found = candidates(gazetteer, "Paris")
    texas, elsewhere = frozenset({"gn:4717560"}), frozenset({"gn:703448"})
    assert [c.entry.place_id for c in corrected(found, "only", texas, gazetteer)] == ["gn:4717560"]
    assert len(corrected(found, "never", texas, gazetteer)) == len(found) - 1
    assert [c.entry.name for c in corrected(found, "only", elsewhere, gazetteer)] == ["Kyiv"]


def test_every_quarter_lies_in_a_city_of_the_gazetteer(gazetteer: Gazetteer) -> None:
    rows = list(read_rows("city_quarters"))
    assert len(rows) > 100
    assert [row["name"] for row in rows if gazetteer.get(row["within"]) is None] == []
    assert all(gazetteer.get(row["place_id"]) is not None for row in rows)


def test_an_old_name_is_the_towns_that_bears_it_now(gazetteer: Gazetteer) -> None:
    """Hartford was Newtown, Engels on the Volga Pokrovsk; Vadodara is Baroda to many."""
    met = {c.entry.name for c in candidates(gazetteer, "Newtown")}
    assert "Hartford" not in met and "Newtown" in met
    assert "Engels" not in {c.entry.name for c in candidates(gazetteer, "Pokrovsk")}
    assert "Vadodara" in {c.entry.name for c in candidates(gazetteer, "Baroda")}
    assert "Derry" in {c.entry.name for c in candidates(gazetteer, "Londonderry")}


def test_a_seat_of_government_is_no_citys_name_in_another_language(gazetteer: Gazetteer) -> None:
    met = {c.entry.name for c in candidates(gazetteer, "White House")}
    assert "Casablanca" not in met and "Washington" in met
