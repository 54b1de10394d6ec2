import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.places.places import find_places, place_spans
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, PlaceMention


def read(text: str, url: str | None = None) -> dict[str, PlaceMention]:
    """Return the first mention of each surface name."""
    article = ArticleText("a", 1, text, url=url)
    layout = read_layout(text)
    found = find_places(article, layout, parse(text, layout))
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    return {m.text: m for m in reversed(found)}


def place_id(mention: PlaceMention) -> str | None:
    return mention.place.place_id if mention.place else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # Washington is not always the state, nor always the capital
        ("Talks between Washington and Beijing failed on Friday.", "Washington", "gn:4140963"),
        ("A fire burned near Spokane, Washington, and Seattle.", "Washington", "gn:5815135"),
        # Troy, N.C. is not in Turkey
        ("Police in Troy, N.C., arrested a man.", "Troy", "gn:4495714"),
        ("Police in Troy, N.C., arrested a man.", "N.C.", "gn:4482348"),
        ("A teacher from Paris, Texas, won the prize.", "Paris", "gn:4717560"),
        ("The mayor of Paris met President Macron of France.", "Paris", "gn:2988507"),
        ("Police in London, Ontario, closed a road.", "London", "gn:6058560"),
        ("Riots in Birmingham spread to Leeds and London.", "Birmingham", "gn:2655603"),
        ("Rains in Birmingham and Montgomery soaked Alabama.", "Birmingham", "gn:4049979"),
        ("A fire in Scarborough, Ontario, killed two.", "Scarborough", "dl:scarborough"),
        ("Boats from Scarborough searched the Yorkshire coast.", "Scarborough", "gn:2638419"),
        ("A crane fell in North York, Toronto, on Friday.", "North York", "dl:north-york"),
        ("A bus burned in Kibera, Nairobi's largest slum.", "Kibera", "dl:kibera"),
        (
            "Police shot at a crowd in Baghdad's Tahrir Square.",
            "Tahrir Square",
            "dl:tahrir-square-baghdad",
        ),
        ("A bomb exploded near Tahrir Square in Cairo.", "Tahrir Square", "dl:tahrir-square"),
        # country or state
        ("The Republic of Congo signed the loan.", "Republic of Congo", "gn:2260494"),
        ("Congolese troops left Brazzaville on Sunday.", "Congolese", "gn:2260494"),
        ("Congolese troops fired on the crowd.", "Congolese", "gn:203312"),
        ("Central African troops fought near Bangui.", "Central African", "gn:239880"),
        (
            "Central African leaders met about the bloc's army.",
            "Central African",
            "dl:central-africa",
        ),
        ("The Dominican government closed the border.", "Dominican", "gn:3508796"),
        ("North Ossetian officials met in Beslan.", "North Ossetian", "gn:519969"),
        ("The East German government resigned in 1989.", "East German", "gn:2921044"),
        ("The Virgin Islands reported 12 deaths.", "Virgin Islands", "gn:4796775"),
        ("Tbilisi and Moscow fought over Georgia in 2008.", "Georgia", "gn:614540"),
        ("A jury in Atlanta, Georgia, heard the case.", "Georgia", "gn:4197000"),
        # type words
        ("Shells hit the Zaporizhzhia region in Ukraine.", "Zaporizhzhia region", "gn:687699"),
        ("Shells hit the Kharkiv region in Ukraine.", "Kharkiv region", "gn:706482"),
        ("Shells hit the Dnipro region in Ukraine.", "Dnipro region", "gn:709929"),
        ("The mayor of Banana Shire in Queensland left.", "Banana Shire", "gn:7839557"),
        ("Niger State Governor Ana Bello spoke in Minna.", "Niger State", "gn:2328925"),
        ("Dublin City Council met.", "Dublin", "gn:2964574"),
        ("Quebec left the talks, said a source in Quebec City.", "Quebec", "gn:6115047"),
        ("The village of Staryi Saltiv in Ukraine burned.", "Staryi Saltiv", "gn:692703"),
        # regions and waters of the news
        ("Fighting in the Donbas went on, Ukraine said.", "Donbas", "dl:donbas"),
        ("A tanker in the Strait of Hormuz was hit.", "Strait of Hormuz", "dl:hormuz"),
        ("Ships left the Black Sea.", "Black Sea", "gn:6640396"),
        ("A quake shook the island of Java in Indonesia.", "Java", "dl:java"),
        ("Police in Yorkshire arrested a man.", "Yorkshire", "dl:yorkshire"),
        ("Snow fell in the Hudson Valley.", "Hudson Valley", "dl:hudson-valley"),
        # no town is a valley
        ("Police closed the Bakersfield Valley.", "Bakersfield Valley", None),
        # historic and other names
        ("He was born in Bombay, India.", "Bombay", "gn:1275339"),
        ("Troops left Kiev in Ukraine.", "Kiev", "gn:703448"),
        ("Refugees fled Burma for Thailand.", "Burma", "gn:1327865"),
        ("Bombs hit Tal Afar in northern Iraq on Friday, police said.", "Tal Afar", "gn:90393"),
        # places that the world knows, and their namesakes
        ("Survivors met at Buchenwald on Sunday.", "Buchenwald", "dl:buchenwald"),
        ("The reactor at Chernobyl exploded in 1986.", "Chernobyl", "gn:710403"),
        ("Pilgrims went to Lourdes by train.", "Lourdes", "gn:2997395"),
        ("A bomb hit a bus in Kashmir, Indian police said.", "Kashmir", "dl:kashmir"),
        # abbreviations
        ("The U.S. and the U.K. signed it.", "U.K.", "gn:2635167"),
        ("She lives in Sacramento, Calif., with her son.", "Calif.", "gn:5332921"),
    ],
)
def test_name_means_the_place_its_text_tells(text: str, name: str, expected: str | None) -> None:
    assert place_id(read(text)[name]) == expected


def test_the_outlets_country_decides_where_the_text_does_not() -> None:
    text = "Police in Cambridge closed the road on Tuesday."
    british = read(text, "https://www.cambridge-times.co.uk/story")["Cambridge"]
    assert british.place is not None and british.place.country_code == "GB"


def test_an_earlier_full_form_decides_for_later_ones() -> None:
    text = "Police in Athens, Georgia, closed a bar.\nA student said Athens was quiet."
    article = ArticleText("a", 1, text)
    layout = read_layout(text)
    found = find_places(article, layout, parse(text, layout))
    ids = {place_id(m) for m in found if m.text == "Athens"}
    assert len([m for m in found if m.text == "Athens"]) == 2
    assert len(ids) == 1 and ids != {"gn:264371"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow said the attack failed.", "Moscow"),
        ("Zelensky is counting on Washington to help Ukraine.", "Washington"),
        ("The Washington-led talks stalled.", "Washington"),
        ("Relations between Kyiv and Moscow are cold.", "Kyiv"),
        ("Beijing accused the firm of spying.", "Beijing"),
        ("The prisoner swap between Kyiv and Moscow was praised.", "Moscow"),
    ],
)
def test_a_capital_that_acts_is_a_metonym(text: str, name: str) -> None:
    assert read(text)[name].is_metonym


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Strikes on Kyiv killed four.", "Kyiv"),
        ("He was born in Moscow.", "Moscow"),
        ("A new round of talks in Abu Dhabi begins.", "Abu Dhabi"),
    ],
)
def test_a_capital_where_things_happen_is_none(text: str, name: str) -> None:
    assert not read(text)[name].is_metonym


def test_a_seat_of_government_is_a_metonym_of_its_city() -> None:
    kremlin = read("The Kremlin denied it.")["Kremlin"]
    assert kremlin.is_metonym and place_id(kremlin) == "gn:524901"


def test_a_demonym_is_flagged_and_means_its_country() -> None:
    found = read("Russian forces shelled a village, and Ukrainians fled.")
    assert found["Russian"].is_demonym and place_id(found["Russian"]) == "gn:2017370"
    assert found["Ukrainians"].is_demonym
    assert not read("Russia shelled a village.")["Russia"].is_demonym


def test_a_half_of_a_double_demonym_means_its_country() -> None:
    article = ArticleText("a", 1, "Sino-Japanese ties froze.")
    layout = read_layout(article.text)
    (found,) = place_spans(article, layout, parse(article.text, layout), [(0, 4)])
    assert found.is_demonym and place_id(found) == "gn:1814991"


def test_an_unknown_name_keeps_its_words_and_harms_no_other() -> None:
    article = ArticleText("a", 1, "Rebels took Qwxyzburg and marched on Kyiv in Ukraine.")
    layout = read_layout(article.text)
    spans = [(12, 21), (37, 41), (45, 52)]
    found = place_spans(article, layout, parse(article.text, layout), spans)
    assert [m.text for m in found] == ["Qwxyzburg", "Kyiv", "Ukraine"]
    assert [place_id(m) for m in found] == [None, "gn:703448", "gn:690791"]


def test_a_text_of_unknown_names_alone_is_read() -> None:
    article = ArticleText("a", 1, "Rebels took Qwxyzburg.")
    layout = read_layout(article.text)
    found = place_spans(article, layout, parse(article.text, layout), [(12, 21)])
    assert [place_id(m) for m in found] == [None]


@pytest.mark.parametrize(
    "text", ["Storm Ulla hit the coast.", "The Marburg virus killed a man.", "Typhoon Paris came."]
)
def test_the_name_of_a_storm_or_an_illness_is_no_place(text: str) -> None:
    assert not read(text)


def test_a_persons_name_is_no_place() -> None:
    found = read("Jack London wrote it, and Chelsea Clinton read it.")
    assert not {"London", "Chelsea", "Clinton"} & set(found)


def test_a_body_named_for_a_place_names_that_place() -> None:
    found = read("The Bank of England raised rates, and England cheered.")
    assert place_id(found["England"]) == "gn:6269131"


def test_the_two_countries_are_not_a_place() -> None:
    assert read("The two countries agreed to talk.") == {}


def test_the_dateline_is_told_apart() -> None:
    text = "NAIROBI, Kenya (AP) — Rains killed ten people on Monday.\nA dam broke near Mombasa."
    found = read(text)
    assert found["NAIROBI"].role == "dateline"
    assert found["Mombasa"].role == "other"


def test_empty_and_placeless_texts_give_nothing() -> None:
    assert read("") == {}
    assert read("He said no.") == {}
