"""Who any words of an article mean."""

import pytest

from flows.annotate.actors.actors import read_cast
from flows.annotate.actors.cast import Cast
from flows.annotate.actors.names import find_names
from flows.annotate.article import annotate_article
from flows.annotate.grammar.parse import parse
from flows.annotate.text.layout import read_layout
from flows.records import Actor, ArticleText, Place, PlaceMention
from tests.trees import tree


def cast_of(text: str, places: dict[str, Place] | None = None) -> Cast:
    layout = read_layout(text)
    mentions = [
        PlaceMention(
            "m",
            text.index(word),
            text.index(word) + len(word),
            word,
            place,
            is_demonym=place.name != word,
        )
        for word, place in (places or {}).items()
    ]
    return read_cast(ArticleText("a", 1, text), layout, parse(text, layout), mentions)


def who(text: str, words: str, *, last: bool = False) -> Actor | None:
    start = text.rindex(words) if last else text.index(words)
    return cast_of(text).resolve(start, start + len(words))


def name(text: str, words: str, *, last: bool = False) -> str | None:
    actor = who(text, words, last=last)
    return actor.name if actor else None


TWO = "President Volodymyr Shevchenko met Prime Minister Olga Marchuk on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (TWO + "Shevchenko said so.", "Shevchenko", "Volodymyr Shevchenko"),
        (TWO + "Marchuk said so.", "Marchuk", "Olga Marchuk"),
        (TWO + "He said so.", "He", "Volodymyr Shevchenko"),
        (TWO + "She said so.", "She", "Olga Marchuk"),
        (TWO + "The president said so.", "The president", "Volodymyr Shevchenko"),
        (TWO + "Volodymyr Shevchenko left.", "Volodymyr Shevchenko", "Volodymyr Shevchenko"),
    ],
)  # fmt: skip
def test_surnames_pronouns_and_titles(text: str, words: str, meant: str) -> None:
    assert name(text, words, last=True) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Scott Randall ran off. Patrick Snelling loved sports, he said.", "Scott Randall"),
        ("Leo Brandt spoke of a rival, Otto Klein. Klein, he said, is a rogue.", "Leo Brandt"),
        ("Tomas Marchuk was late. After Marchuk resigned, he said he would rest.", "Tomas Marchuk"),
    ],
)  # fmt: skip
def test_who_tells_of_a_man_by_name_is_another(text: str, meant: str) -> None:
    said = text.index("he said")
    actor = cast_of(text).resolve(said, said + 2)
    assert actor is not None and actor.name == meant


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Kwaku Obiri Danso came. Obiri Danso left.", "Obiri Danso", "Kwaku Obiri Danso"),
        ("Rui Lopes da Mata met the pope. Lopes said so.", "Lopes", "Rui Lopes da Mata"),
        ("Jan van Hoeven came. Van Hoeven said so.", "Van Hoeven", "Jan van Hoeven"),
        ("Al Gorman came. Gorman said so.", "Gorman", "Al Gorman"),
        (
            "Lieutenant Hamad Ali Mohammad Ali Al Hadidi came. Al Hadidi said so.",
            "Al Hadidi",
            "Hamad Ali Mohammad Ali Al Hadidi",
        ),
        (
            "Brigadier Jamal Salem Al-Jallaf came. Al-Jallaf said so.",
            "Al-Jallaf",
            "Jamal Salem Al-Jallaf",
        ),
        (
            "Robert Kenneth Marsh and his son Kenneth Marsh came. Kenneth Marsh said so.",
            "Kenneth Marsh",
            "Kenneth Marsh",
        ),
    ],
)
def test_some_words_of_a_long_name_are_its_bearer(text: str, words: str, meant: str) -> None:
    assert name(text, words, last=True) == meant


def test_the_court_is_the_one_named_last() -> None:
    text = "An appeals court ruled first. The Supreme Court ruled later. The court said so."
    assert name(text, "The court", last=True) == "Supreme Court"
    text = "The Supreme Court ruled first. An appeals court ruled later. The court said so."
    assert name(text, "The court", last=True) == "Appeals court"


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Spokesman Musa Abubakar said guards took a farmer, Abubakar Umaru, home. Abubakar"
         " spoke.", "Abubakar", "Musa Abubakar"),
        ("Tom Lane, the husband of senator Ann Lane, spoke. Lane had left.", "Lane", "Tom Lane"),
        ("Tom Lane met senator Ann Lane in the yard. Lane had left.", "Lane", "Ann Lane"),
    ],
)  # fmt: skip
def test_a_name_alone_is_rather_a_surname_and_of_who_the_text_is_about(
    text: str, words: str, meant: str
) -> None:
    assert name(text, words, last=True) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A study of the Senate's bill was published on Monday. It found faults.", None),
        ("The Senate published a study of the bill on Monday. It found faults.", "Senate"),
    ],
)
def test_it_may_take_up_a_text_that_is_nobody(text: str, meant: str | None) -> None:
    assert name(text, "It", last=True) == meant


def test_surname_before_the_full_name_is_the_same_man() -> None:
    text = "Shevchenko spoke on Monday. President Volodymyr Shevchenko later left."
    assert name(text, "Shevchenko") == "Volodymyr Shevchenko"


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("President of Kenya William Otieno left.", "Otieno", "William Otieno"),
        ("Mayor of London Sadiq Ali said the bridge was safe.", "Ali", "Sadiq Ali"),
        ("Secretary of State for Health Wes Smith said it was late.", "Smith", "Wes Smith"),
        ("Georgia Stevens left.", "Stevens", "Georgia Stevens"),
    ],
)
def test_what_an_office_is_of_is_no_part_of_the_name(text: str, words: str, meant: str) -> None:
    assert name(text, words) == meant


def test_first_person_in_a_quote_is_its_speaker() -> None:
    assert name(TWO + "Marchuk said: “I asked him to stay.”", "I ", last=True) == "Olga Marchuk"


def test_two_bearers_of_a_surname_are_kept_apart() -> None:
    text = "Jerome Powell met Laura Powell. Jerome Powell said so."
    assert name(text, "Laura Powell") == "Laura Powell"
    assert name(text, "Jerome Powell", last=True) == "Jerome Powell"


def test_role_comes_from_title_or_appositive() -> None:
    before = who("Kremlin spokesman Dmitry Orlov said so.", "Dmitry Orlov")
    behind = who("Dmitry Orlov, the chief spokesman, said so.", "Dmitry Orlov")
    assert before is not None and before.role == "Kremlin spokesman"
    assert behind is not None and behind.role == "chief spokesman"


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("The Commissioner of Police, Mr Ibrahim Danjuma, left. Police said so.", "Police", None),
        ("He joined the firm of Jens Madsen, whose daughter he married.", "Jens Madsen", None),
        ("Rudy Gant, an aide to Donald Trump, left.", "Rudy Gant", "aide to Donald Trump"),
        (
            "PM SAYS HELP IS ON THE WAY\nPrime Minister Farida Hossain said it had sent rice.",
            "Farida Hossain",
            "Prime Minister",
        ),
        ("Irish Taoiseach Niamh Byrne said it was over.", "Niamh Byrne", "Irish Taoiseach"),
        ("US Secretary of State Ana Costa left.", "Ana Costa", "US Secretary of State"),
        ("An adviser of President Ana Costa left.", "Ana Costa", "President"),
        ("Dr Ana Costa, a radiologist, left.", "Ana Costa", "radiologist"),
        ("Dr Ana Costa left.", "Ana Costa", "Dr"),
        ("The minority leader, Ana Costa of Erie County, left.", "Ana Costa", "minority leader"),
        ("Supervisor Ana Costa said it was wet.", "Ana Costa", "Supervisor"),
        ("A Justice Department spokeswoman said so.", "spokeswoman", None),
    ],
)
def test_neither_another_person_nor_another_line_is_a_role(
    text: str, words: str, role: str | None
) -> None:
    actor = who(text, words, last=True)
    assert actor is not None and actor.role == role


def test_country_and_sector_come_from_the_words_around() -> None:
    ukraine = Place("gn:690791", "Ukraine", "country", 49.0, 32.0, "UA")
    cast = cast_of("Ukrainian troops left. Officials said so.", {"Ukrainian": ukraine})
    troops = cast.resolve(0, len("Ukrainian troops"))
    assert troops is not None
    assert (troops.name, troops.country_code, troops.sector) == (
        "Ukrainian troops",
        "UA",
        "military",
    )


def test_place_that_speaks_is_a_government_under_its_own_name() -> None:
    moscow = Place("gn:524901", "Moscow", "city", 55.75, 37.62, "RU")
    actor = cast_of("Moscow said so.", {"Moscow": moscow}).resolve(0, 6)
    assert actor is not None
    assert (actor.name, actor.kind, actor.country_code) == ("Moscow", "government", "RU")


def test_abbreviation_is_the_organisation_that_it_stands_for() -> None:
    text = "The National Rescue Agency (NRA) spoke. The NRA said so."
    assert name(text, "The NRA") == "National Rescue Agency"


def test_words_for_things_mean_nobody() -> None:
    assert name("The old wooden bridge fell.", "The old wooden bridge") is None


def test_key_depends_on_kind_and_name_alone() -> None:
    one = who("Olga Marchuk spoke.", "Olga Marchuk")
    other = who("On Friday, President Olga Marchuk left.", "Olga Marchuk")
    assert one is not None and other is not None and one.actor_id == other.actor_id


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Her spokesman, Diego Paz, said so.", "Her spokesman, Diego Paz", "Diego Paz"),
        ("The firm, Petronorte, said it was late.", "The firm, Petronorte", "Petronorte"),
        ("The Peru mission said so.", "The Peru mission", "Peru mission"),
        ("Director of Trials Keir Hill said so.", "Director of Trials Keir Hill", "Keir Hill"),
        ("Head of NATO Mark Hill said so.", "Head of NATO Mark Hill", "Mark Hill"),
    ],
)  # fmt: skip
def test_named_phrase_means_the_one_it_names(text: str, words: str, meant: str) -> None:
    assert name(text, words) == meant


def test_the_country_named_beside_a_body_is_not_its_own() -> None:
    text = "Israel and Hamas met. Hamas left; the Israeli military said it had stayed."
    assert name(text, "the Israeli military") != "Hamas"


def test_somebodys_lawyer_is_no_other_bodys_attorney() -> None:
    text = "U.S. Attorney Vanessa Hill spoke of Anthony Reed. Reed's lawyer said nothing."
    assert name(text, "Reed's lawyer") != "Vanessa Hill"
    text = "Ana Costa, Reed's lawyer, spoke of Anthony Reed. Reed's lawyer left."
    assert name(text, "Reed's lawyer", last=True) == "Ana Costa"


def test_an_apostrophe_makes_no_other_body() -> None:
    one = who("The Norwegian Fishermen's League left.", "The Norwegian Fishermen's League")
    other = who("The Norwegian Fishermen’s League left.", "The Norwegian Fishermen’s League")
    assert one is not None and other is not None and one.actor_id == other.actor_id


def test_a_body_of_a_body_is_another() -> None:
    text = "The UN left. The UN refugee agency said so."
    assert name(text, "The UN refugee agency") != "UN"
    text = "Nordbank grew. The Nordbank company said so."
    assert name(text, "The Nordbank company") == "Nordbank"


def test_where_a_body_sits_is_not_the_body() -> None:
    assert who("The RCMP in Burnaby said so.", "The RCMP in Burnaby") is None


def test_it_follows_the_organisation_that_spoke() -> None:
    text = "The company Petronorte said so. Nobody answered. It said this again."
    assert name(text, "It said"[:2]) == "Petronorte"


COMPANY = (
    "Oakline Bank said it would close forty branches. The bank blamed falling visits. "
    "Its chairwoman, Ruth Adeyemi, told staff on Friday. The lender’s shares rose. "
    "“It hurts,” the chairwoman wrote."
)
SENATE = (
    "Former senator Mark Holloway is back. He said the party had lost its way. Senator Gina "
    "Torres, who took his seat, laughed. “He fishes,” the senator said. The former senator "
    "said he would run again."
)
COUPLE = (
    "A neighbour, Fiona Marsh, said she heard a bang. Her husband, Neil Marsh, ran outside. "
    "He said the roof was gone. Mrs Marsh said nobody was hurt. Mr Marsh said the cat was missing."
)
MATCH = (
    "Italian champion Chiara Bonetti beat Hungary’s Zsofia Varga. The Italian said she had slept "
    "badly. The Hungarian said she had not slept at all. Varga, 24, likes Rome. “I like Rome,” "
    "the 24-year-old said."
)
COURT = (
    "Sen. Mia Horvat said the man accused of it, Rami Saleh, was her driver. He denied it. "
    "The senator left. Saleh, who repairs boats, said: “I was at sea.” The repairer had a witness."
)


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (COMPANY, "The bank", "Oakline Bank"),
        (COMPANY, "The lender", "Oakline Bank"),
        (COMPANY, "the chairwoman", "Ruth Adeyemi"),
        (SENATE, "He said", "Mark Holloway"),
        (SENATE, "the senator", "Gina Torres"),
        (SENATE, "The former senator", "Mark Holloway"),
        (COUPLE, "Her husband", "Neil Marsh"),
        (COUPLE, "He said", "Neil Marsh"),
        (COUPLE, "Mrs Marsh", "Fiona Marsh"),
        (COUPLE, "Mr Marsh", "Neil Marsh"),
        (MATCH, "the 24-year-old", "Zsofia Varga"),
        (COURT, "the man accused of it", "Rami Saleh"),
        (COURT, "The senator", "Mia Horvat"),
        (COURT, "I was", "Rami Saleh"),
        (COURT, "The repairer", "Rami Saleh"),
    ],
)  # fmt: skip
def test_descriptions_mean_whom_the_text_calls_so(text: str, words: str, meant: str) -> None:
    assert name(text, words.removesuffix(" said").removesuffix(" was")) == meant


def test_demonym_means_the_one_of_that_country() -> None:
    italy = Place("gn:1", "Italy", "country", 43.0, 12.0, "IT")
    hungary = Place("gn:2", "Hungary", "country", 47.0, 19.0, "HU")
    cast = cast_of(MATCH, {"Hungarian": hungary, "Hungary": hungary, "Italian": italy})
    start = MATCH.index("The Hungarian")
    actor = cast.resolve(start, start + len("The Hungarian"))
    assert actor is not None and actor.name == "Zsofia Varga"


def test_office_that_nobody_in_the_text_holds_means_nobody_named() -> None:
    text = "Ana Costa said the bridge was safe. The president was not asked."
    assert name(text, "The president") != "Ana Costa"


def test_first_name_alone_is_its_bearer() -> None:
    text = "Viktor Hruby and Pavla Hruba run the mill. Viktor said so. Pavla agreed."
    assert name(text, "Viktor", last=True) == "Viktor Hruby"
    assert name(text, "Pavla", last=True) == "Pavla Hruba"


def test_spellings_of_a_name_share_one_actor() -> None:
    text = "President Volodymyr Zelenskyy spoke. Zelensky said so. They met Zelenskiy."
    assert name(text, "Zelensky ") == "Volodymyr Zelenskyy"
    assert name(text, "Zelenskiy") == "Volodymyr Zelenskyy"
    one = who("Volodymyr Zelenskyy spoke.", "Volodymyr Zelenskyy")
    other = who("Volodymyr Zelenskiy spoke.", "Volodymyr Zelenskiy")
    assert one is not None and other is not None and one.actor_id == other.actor_id


def test_ministries_of_two_countries_are_two() -> None:
    keys = set()
    for code, country in (("PE", "Peru"), ("GH", "Ghana")):
        text = f"{country}’s Ministry of Roads said the bridge was safe."
        cast = cast_of(text, {country: Place("gn:" + code, country, "country", 0.0, 0.0, code)})
        start = text.index("Ministry")
        actor = cast.resolve(start, start + len("Ministry of Roads"))
        assert actor is not None
        keys.add(actor.actor_id)
    assert len(keys) == 2


def test_peoples_and_parties_are_groups() -> None:
    actor = who("Republicans said the bridge was safe.", "Republicans")
    assert actor is not None and (actor.name, actor.kind) == ("Republicans", "group")


def test_a_place_that_explains_a_person_is_a_person() -> None:
    son = tree(
        "The:DT:det:son son:NN:nsubj:left Abu:NNP:compound:Sesay Sesay:NNP:appos:son "
        "left:VBD:ROOT:",
        [("Abu Sesay", "GPE")],
    )
    found = find_names(son, read_layout(son.text), list(son))
    assert [(n.text, n.kind) for n in found] == [("Abu Sesay", "person")]


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        (
            "Governor of the Bank of England Andrew Bale left.",
            "Andrew Bale",
            "Governor of the Bank of England",
        ),
        (
            "British ambassador to Paris Dame Ana Low left.",
            "Ana Low",
            "British ambassador to Paris",
        ),
        ("The president of the senate, Ana Costa, left.", "Ana Costa", "president of the senate"),
        ("The minister of works, Dr Ade Obi, left.", "Ade Obi", "minister of works"),
        ("After talks with the mayor of Porto, Ana Costa left.", "Ana Costa", None),
        ("The father of the teenager Ana Costa left.", "Ana Costa", "teenager"),
        ("The lawyer for Palestinian Ana Costa spoke on Friday.", "Ana Costa", None),
        ("Papaya farmer Ana Costa left.", "Ana Costa", "Papaya farmer"),
        ("Ecologist Dr Ana Costa left.", "Ana Costa", "Ecologist"),
        ("Ana Costa, 71, a retired seamstress, left.", "Ana Costa", "retired seamstress"),
        ("Their counsel, Mr Ade Obi, left.", "Ade Obi", "counsel"),
        ("Farmers’ leader Ade Obi left.", "Ade Obi", "Farmers’ leader"),
        ("Ade Obi, a careful man, left.", "Ade Obi", None),
    ],
)
def test_a_title_takes_what_it_is_of(text: str, words: str, role: str | None) -> None:
    actor = who(text, words)
    assert actor is not None and actor.role == role


@pytest.mark.parametrize("seat", ["The Vatican", "The Holy See"])
def test_the_vatican_is_a_government(seat: str) -> None:
    found = annotate_article(ArticleText("a", 1, f"{seat} said it would publish the minutes."))
    (actor,) = found.actors
    assert (actor.kind, actor.country_code) == ("government", "VA")


def test_a_name_behind_a_noun_of_firms_is_a_firms() -> None:
    actor = who("Retailer Hanamaru said it would shut sixty stores.", "Hanamaru")
    assert actor is not None and actor.kind == "organisation"


def test_an_adverbial_behind_a_name_is_no_role() -> None:
    actor = who("Ana Costa, to general astonishment, left.", "Ana Costa")
    assert actor is not None and actor.role is None


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Union leader Ana Costa left.", "civilians"),
        ("Rebel leader Ana Costa left.", "rebels"),
        ("Party leader Ana Costa left.", "government"),
        ("President Ana Costa left.", "government"),
        ("Geologist Ana Costa left.", "civilians"),
        ("Union secretary Ana Costa left.", "civilians"),
        ("Defence Secretary Ana Costa left.", "government"),
    ],
)
def test_a_leader_has_the_sector_of_those_led(text: str, sector: str) -> None:
    actor = who(text, "Ana Costa")
    assert actor is not None and actor.sector == sector


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Governor Seo Min-ho left.", "Seo Min-ho", "Seo Min-ho"),
        ("Seo Min-ho left. He said Min-ho was his name.", "He", "Seo Min-ho"),
        ("Director Ana Costa-Lund left.", "Ana Costa-Lund", "Ana Costa-Lund"),
        (
            "The county’s top official, Judge-Executive Ana Costa, left.",
            "The county’s top official, Judge-Executive Ana Costa",
            "Ana Costa",
        ),
        ("Government-led talks failed, Ana Costa said.", "Ana Costa", "Ana Costa"),
    ],
)
def test_a_hyphen_joins_the_halves_of_a_name(text: str, words: str, name: str) -> None:
    actor = who(text, words)
    assert actor is not None and actor.name == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The rural affairs minister, Lowri Bangor, left.", "Lowri Bangor", "Lowri Bangor"),
        ("The chief spokeswoman, Valencia Peeters, left.", "Valencia Peeters", "Valencia Peeters"),
        (
            "Police Scotland said a body was found in the river on Friday.",
            "Police Scotland",
            "Police Scotland",
        ),
        ("Fishermen are unsure. They left.", "They", "Fishermen"),
        ("A minister left. The home secretary stayed. She is ill.", "She", "Home secretary"),
        ("The judge said it was late. He was tired.", "He", "Judge"),
        (
            "A witness spoke. Attorney Ana Costa asked him. Then the witness left.",
            "the witness",
            "Witness",
        ),
        (
            "“We sang,” said Ana Costa, 12. The driver of the bus left.",
            "The driver of the bus",
            "Driver of the bus",
        ),
        (
            "Health Atlantis said so. The nurses' organisation left.",
            "The nurses' organisation",
            "Nurses' organisation",
        ),
        ("The Swiss food company Alpenquell left.", "food company Alpenquell", "Alpenquell"),
        ("“I saw it,” said one, Ana Costa, 30.", "one, Ana Costa, 30", "Ana Costa"),
        ("Another of them, Ana Costa, left.", "Another of them, Ana Costa,", "Ana Costa"),
        (
            "Judge Ana Costa wrote that it was unfair. The dissenting judge said it was not.",
            "The dissenting judge",
            "Dissenting judge",
        ),
        ("The second suspect, Bo Ray, left. The second suspect ran.", "second suspect", "Bo Ray"),
    ],
)
def test_who_is_meant_by_names_and_descriptions(text: str, words: str, name: str | None) -> None:
    actor = who(text, words)
    assert (actor.name if actor is not None else None) == name


FRANCE = Place("gn:3017382", "France", "country", 46.0, 2.0, "FR")
CHINA = Place("gn:1814991", "China", "country", 35.0, 105.0, "CN")


@pytest.mark.parametrize(
    ("text", "places", "country"),
    [
        ("President of France Emile Roux left.", {"France": FRANCE}, "FR"),
        ("The president of France, Emile Roux, left.", {"France": FRANCE}, "FR"),
        ("Emile Roux, the president of France, left.", {"France": FRANCE}, "FR"),
        ("King Emile Roux of France left.", {"France": FRANCE}, "FR"),
        ("Emile Roux, France's envoy to China, left.", {"France": FRANCE, "China": CHINA}, "FR"),
        ("The envoy to China, Emile Roux, left.", {"China": CHINA}, None),
        ("Actor Emile Roux France left.", {"France": FRANCE}, None),
    ],
)
def test_a_persons_country_is_that_of_the_role(
    text: str, places: dict[str, Place], country: str | None
) -> None:
    start = text.index("Emile Roux")
    actor = cast_of(text, places).resolve(start, start + len("Emile Roux"))
    assert actor is not None and actor.country_code == country


def test_two_words_of_one_title_have_its_sector() -> None:
    for text, sector in (
        ("Texas Attorney General Ken Prue left.", "government"),
        ("Chief Executive Officer Ken Prue left.", "business"),
        ("Major General Ken Prue left.", "military"),
    ):
        actor = who(text, "Ken Prue")
        assert actor is not None and actor.sector == sector


def test_a_word_within_a_title_is_nobody() -> None:
    cast = cast_of("Deputy Prime Minister of Fiji Biman Prasad said he would resign.")
    assert [actor.name for actor in cast.actors if actor.kind == "person"] == ["Biman Prasad"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The trawler Mary Anne sank. The Mary Anne had six crew.", []),
        ("The yacht Sir Winston was found by police.", []),
        ("Hurricane Maria damaged the home of Maria Lopez.", ["Maria Lopez"]),
        ("Ferry passenger Anne Cole left.", ["Anne Cole"]),
        ("The coach Ron Allen left.", ["Ron Allen"]),
        ("The train driver Anne Cole left.", ["Anne Cole"]),
    ],
)
def test_ships_and_storms_are_nobody(text: str, people: list[str]) -> None:
    assert [a.name for a in cast_of(text).actors if a.kind == "person"] == people


@pytest.mark.parametrize(
    ("text", "words", "named", "country"),
    [
        ("France’s king said so.", "France’s king", "France’s king", "FR"),
        ("The king of France said so.", "The king of France", "King of France", "FR"),
        ("Officials of France said so.", "Officials of France", "Officials of France", "FR"),
        ("The president of the board said so. France left.", "The president", "President", None),
    ],
)
def test_an_office_without_a_name_has_its_country(
    text: str, words: str, named: str, country: str | None
) -> None:
    actor = cast_of(text, {"France": FRANCE}).resolve(0, len(words))
    assert actor is not None and (actor.name, actor.country_code) == (named, country)


def test_whom_a_noun_calls_a_person_is_no_firm() -> None:
    text = "Counsel for the airline, senior advocate Rohan Seth, spoke."
    people = [(a.name, a.role) for a in cast_of(text).actors if a.kind == "person"]
    assert people == [("Rohan Seth", "senior advocate")]


def test_a_degree_behind_a_trade_is_no_part_of_the_role() -> None:
    actor = who("Lead author Dr Fiona Marsh left.", "Fiona Marsh")
    assert actor is not None and actor.role == "Lead author"


def test_whom_a_spokesman_speaks_for_is_not_the_spokesman() -> None:
    text = "A spokesman for the owner of the mill, Aire Estates, declined to comment on Friday."
    assert name(text, "A spokesman for the owner of the mill, Aire Estates,") != "Aire Estates"
    assert (
        name(
            "A spokesman for the club, Ana Costa, said so.", "A spokesman for the club, Ana Costa,"
        )
        == "Ana Costa"
    )


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Lu Wei of Jinan said so. Lu added that it rained.", "Lu", "Lu Wei"),
        ("Sunil De spoke. Ana de Sousa left. De was late.", "De", "Sunil De"),
        ("Mr Justice Birss dismissed it. The judge was late.", "The judge", "Birss"),
        ("Volkswagen boss Oliver Blume left. The carmaker was late.", "The carmaker", "Volkswagen"),
        (
            "Harold Finch has died. His daughter, Emma Finch, wrote a note. Finch was an actor.",
            "Finch",
            "Harold Finch",
        ),
        ("Ana Finch left. Emma Finch wrote a note. Finch was late.", "Finch", "Emma Finch"),
        (
            "The council met. Its leader, Conservative councillor Graham Plant, was late.",
            "Its leader, Conservative councillor Graham Plant",
            "Graham Plant",
        ),
    ],
)
def test_names_short_shared_and_behind_a_title(text: str, words: str, meant: str | None) -> None:
    assert name(text, words, last=True) == meant


def test_a_pronoun_looks_past_what_somebody_says_at_length() -> None:
    said = " ".join(["The bread was good."] * 8)
    text = f"Ines Duarte lives in Faro. “{said}”\n\n“{said}” she said."
    assert name(text, "she", last=True) == "Ines Duarte"


def test_a_star_is_no_first_name_and_a_state_has_no_trade() -> None:
    text = "TV Star Norbert Lee Butz came. Norbert Lee Butz left. Later he said so."
    assert name(text, "he") == "Norbert Lee Butz"
    texas = Place("gn:4736286", "Texas", "admin1", 31.0, -100.0, "US")
    text = "She is a nurse from Brownsville, Texas. Texas sued, and Texas said it was right."
    cast = cast_of(text, {"Texas": texas})
    assert all(actor.role is None for actor in cast.actors if actor.name == "Texas")


def speakers(*texts: str) -> list[str | None]:
    """Return the key of who says the first thing in each text, by the whole annotator."""
    read = [annotate_article(ArticleText("a", 1, text)) for text in texts]
    return [each.statements[0].actor_id if each.statements else None for each in read]


def test_a_government_is_one_whatever_its_country_is_called() -> None:
    long, short, state, town = speakers(
        "The United States said on Monday that its envoy would leave Nairobi.",
        "The US said on Monday that its envoy would leave Nairobi.",
        "Kenya said on Monday that its envoy would leave Washington.",
        "Nairobi said on Monday that its envoy would leave Washington.",
    )
    assert long == short
    assert len({long, state, town} - {None}) == 3


def test_a_government_that_a_text_calls_by_two_names_is_in_it_once() -> None:
    text = "The United States said on Monday that its envoy would leave. The US said he was ill."
    read = annotate_article(ArticleText("a", 1, text))
    assert len({statement.actor_id for statement in read.statements}) == 1
    (actor,) = [each for each in read.actors if each.kind == "government"]
    assert (actor.name, actor.aliases) == ("United States", ("US",))


def test_a_seat_of_government_is_not_the_town_it_stands_in() -> None:
    town, seat = speakers(
        "Moscow said on Monday that the talks had failed.",
        "The Kremlin said on Monday that the talks had failed.",
    )
    assert None not in (town, seat)
    assert town != seat


@pytest.mark.parametrize(
    ("ours", "same", "other"),
    [
        ("Kenya's Supreme Court", "The Kenyan Supreme Court", "The Ugandan Supreme Court"),
        ("Kenyan officials", "Kenya's officials", "Officials"),
        ("Burkina Faso's army", "The Burkinabe army", "The army"),
        ("Kenyan police", "Kenya's police", "Nairobi police"),
    ],
)
def test_a_body_of_a_state_is_one_however_its_country_stands_before_it(
    ours: str, same: str, other: str
) -> None:
    said = "{} said on Monday that nobody had been hurt."
    one, two, three = speakers(*(said.format(who) for who in (ours, same, other)))
    assert None not in (one, three)
    assert one == two != three


def test_a_counterpart_has_the_office_of_the_other() -> None:
    text = "Foreign Minister Javad Zarifi met his Iraqi counterpart Ibrahim Jaafar. "
    iraq = Place("gn:99237", "Iraq", "country", 33.0, 44.0, "IQ")
    text += "The Iraqi foreign minister said so."
    start = text.index("The Iraqi")
    actor = cast_of(text, {"Iraqi": iraq}).resolve(start, start + len("The Iraqi foreign minister"))
    assert actor is not None and actor.name == "Ibrahim Jaafar"


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Prosecution counsel Fiona Brady SC spoke. Ms Brady said so.", "Ms Brady", "Fiona Brady"),
        ("Niall Coyne BL, defending, spoke. Mr Coyne said so.", "Mr Coyne", "Niall Coyne"),
        ("Louise Daly TD spoke. Deputy Daly said so.", "Deputy Daly", "Louise Daly"),
        ("Det Garda Orla Keane ran. Garda Keane said so.", "Garda Keane", "Orla Keane"),
        ("Det Sgt Tom Reidy ran. Det Sgt Reidy said so.", "Det Sgt Reidy", "Tom Reidy"),
        ("Grower Piet van Dam spoke. Van Dam said so.", "Van Dam", "Piet van Dam"),
        ("Shire president Patrick Hill spoke. Cr Hill said so.", "Cr Hill", "Patrick Hill"),
        ("Rev Fr Luke Das spoke. Fr Das said so.", "Fr Das", "Luke Das"),
        ("Kollam District Collector Rajan Nair spoke. Nair said so.", "Nair", "Rajan Nair"),
        ("Al Gore spoke. Joe Hart met him. Gore said so.", "Gore", "Al Gore"),
    ],
)
def test_titles_and_letters_around_a_name_are_no_part_of_it(
    text: str, words: str, meant: str
) -> None:
    assert name(text, words, last=True) == meant


def test_the_pm_is_the_prime_minister() -> None:
    text = (
        "Prime Minister Anna Holt flew to Perth. Health Minister Bo Lind met her. The PM said so."
    )
    assert name(text, "The PM") == "Anna Holt"
    other = "Chief Minister Ila Sen was there. The PM said he was glad. The CM said so."
    assert name(other, "The PM") != "Ila Sen"
    assert name(other, "The CM") == "Ila Sen"


def test_a_name_behind_a_body_and_a_title_is_who_speaks() -> None:
    words = "Wairoa Federated Farmers immediate past president Hamish Cole"
    assert name(f"“I say just a little wind,” {words} said.", words) == "Hamish Cole"


def test_the_title_of_several_is_no_name() -> None:
    assert name("“It rained,” said Senators Ruiz and Lund.", "Senators Ruiz") == "Ruiz"


def test_whose_mother_she_is_taken_for_is_the_mother_herself() -> None:
    text = (
        "Nora Lund kept things moving, her mother, Ana Lund, said. Nora Lund was an answer to "
        "prayers, her mother said. She was the second of three. It was a gift, her mother said."
    )
    assert name(text, "her mother", last=True) == "Ana Lund"


def test_a_name_behind_a_comma_is_the_first_persons() -> None:
    text = (
        "Giving evidence, a cousin of the accused man, Ms Nora Tully, said she met Mr Dunne on the "
        "Friday. Ms Tully was scared of Mr Dunne. She said he was drinking."
    )
    assert name(text, "a cousin of the accused man, Ms Nora Tully,") == "Nora Tully"
    assert name(text, "She") == "Nora Tully"
    text = "The mother of the boy, Ana Cole, said so. A friend of the mayor, Bo Lund, said so too."
    assert name(text, "The mother of the boy, Ana Cole,") == "Ana Cole"
    assert name(text, "the boy") != "Ana Cole"
    assert name(text, "the mayor") == "Bo Lund"


def test_who_asks_is_not_who_answers() -> None:
    text = "Questioned by prosecuting counsel Rita Lacey, the witness agreed that it was dark."
    assert name(text, "the witness") != "Rita Lacey"


def test_a_name_behind_a_mark_without_its_space_is_read() -> None:
    text = '"The office is shut this week,"Dube said. Spokesperson Sipho Dube was sorry.'
    assert name(text, "Dube") == "Sipho Dube"


def test_a_hyphen_ends_no_name_of_a_group() -> None:
    text = "Tenants of a popular and long-running pub say they are leaving."
    assert name(text, "Tenants of") == "Tenants of a popular and long-running pub"


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Agriculture and Rural Communities Minister Damien Shea said so.", "Damien Shea",
         "Agriculture and Rural Communities Minister"),
        ("France and Foreign Minister Ana Cole agree.", "Ana Cole", "Foreign Minister"),
        ("Bank of England governor Ana Costa said so.", "Ana Costa", "Bank of England governor"),
        ("President of France Luc Moreau said so.", "Luc Moreau", "President of France"),
        ("The head of research at Kew, Ana Cole, said so.", "Ana Cole", "head of research at Kew"),
        ("Geoff Shaw, Sky Sports’ chief touchline reporter, said so.", "Geoff Shaw",
         "Sky Sports’ chief touchline reporter"),
    ],
)  # fmt: skip
def test_a_role_keeps_its_words_around_an_and_or_an_owner(text: str, words: str, role: str) -> None:
    actor = who(text, words)
    assert actor is not None and actor.role == role


def test_mr_and_ms_tell_a_gender_for_sure() -> None:
    assert name("Mr Cole was ill. She said so.", "She") is None
    assert name("Ms Jordan Reid left. He said so.", "He") is None
    assert name("Mr Jordan Reid left. He said so.", "He") == "Jordan Reid"
    assert name("Mr Ruiz sold it. Mrs Ruiz wept. She said so.", "She") == "Ruiz"


def test_an_official_before_anothers_name_is_another() -> None:
    text = (
        "According to a senior official, Marsh made the promise. “About 300 came,” said the "
        "official. Chief Minister Helen Marsh flew home."
    )
    assert name(text, "a senior official") == name(text, "the official") == "Senior official"


@pytest.mark.parametrize(
    ("text", "words", "named", "role"),
    [
        ("The wife of the governor, Ana Costa, said so.", "The wife of the governor, Ana Costa,",
         "Ana Costa", None),
        ("The partner of Mr Dunne, Ms Eve Hart, said so.", "The partner of Mr Dunne, Ms Eve Hart,",
         "Eve Hart", None),
        ("An aide to the senator, Joe Park, said so.", "Joe Park", "Joe Park", "senator"),
        ("Ms Kim Wu MP spoke. The MP said so.", "The MP", "Kim Wu", "MP"),
        ("At 5 PM Ana Ruiz said so.", "Ana Ruiz", "Ana Ruiz", None),
    ],
)  # fmt: skip
def test_a_role_is_the_bearers_own(text: str, words: str, named: str, role: str | None) -> None:
    actor = who(text, words)
    assert actor is not None and (actor.name, actor.role) == (named, role)
    assert "the governor" not in text or name(text, "the governor") != "Ana Costa"


def army_of(text: str, article_id: str = "a") -> Actor:
    found = annotate_article(ArticleText(article_id, 1, text)).actors
    return next(actor for actor in found if actor.name.endswith(("Army", "army")))


SUDAN = "KHARTOUM - The army retook a bridge in Omdurman, residents of Khartoum said."


def test_an_army_is_that_of_the_one_country_that_an_article_is_about() -> None:
    own, named = army_of(SUDAN), army_of("The Sudanese army retook a bridge on Monday.", "b")
    assert own.country_code == "SD"
    assert own.actor_id == named.actor_id


@pytest.mark.parametrize(
    "text",
    [
        "The army retook a bridge on Monday.",
        "The army shelled Omdurman on Friday, and residents fled from Khartoum to Chad.",
        "The army said that the suspect had fled to Madrid.",
    ],
)
def test_an_army_of_no_country_that_is_told_is_of_its_article_alone(text: str) -> None:
    assert army_of(text).country_code is None
    assert army_of(text, "a").actor_id != army_of(text, "b").actor_id


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("South Korea said North Korea had closed the road.", "South Korea"),
        ("North Korea closed the road. South Korea said it was open.", "South Korea"),
        ("The Republic of the Congo said rain fell in Gabon.", "Republic of the Congo"),
        ("Lindsey North spoke in Durban. North said the South Coast was dry.", "Lindsey North"),
    ],
)
def test_a_place_of_several_words_speaks_as_itself(text: str, speaker: str) -> None:
    assert annotate_article(ArticleText("a", 1, text)).statements[-1].speaker_name == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru's air force lost a jet. The air force said it burned.", "Peru's air force"),
        ("The Kenyan Red Cross came. The Red Cross said all were safe.", "Kenyan Red Cross"),
        ("The Irish Times told of the deal. The Times said it was off.", "Times"),
        ("Malian rebels took a bridge. The rebels said it stood.", "Malian rebels"),
        ("Malian rebels met Chadian rebels. The rebels said it was late.", "Rebels"),
        ("Peru's air force met Chile's air force. The air force said it won.", "Air force"),
    ],
)
def test_a_noun_for_several_or_a_body_is_whoever_was_named_with_it(text: str, speaker: str) -> None:
    assert annotate_article(ArticleText("a", 1, text)).statements[-1].speaker_name == speaker


def said_by(who: str, article_id: str, where: str = "") -> str | None:
    text = f"{where}{who} said on Monday that nobody had been hurt."
    return annotate_article(ArticleText(article_id, 1, text)).statements[0].actor_id


@pytest.mark.parametrize("who", ["Rebels", "Officials", "The judge", "The company"])
def test_who_bears_no_name_is_nobody_of_another_article(who: str) -> None:
    assert said_by(who, "a") is not None
    assert said_by(who, "a") != said_by(who, "b")


@pytest.mark.parametrize("who", ["Republicans", "Hamas militants", "Kenyan rebels"])
def test_a_name_or_a_country_makes_many_the_same_everywhere(who: str) -> None:
    assert said_by(who, "a") == said_by(who, "b") is not None


def test_many_of_a_kind_are_one_in_articles_of_one_country() -> None:
    where = "NAKURU, Kenya - Rain fell in Nairobi. "
    assert said_by("Residents", "a", where) == said_by("Residents", "b", where) is not None
    assert said_by("The nurse", "a", where) != said_by("The nurse", "b", where)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("The Duval County Sheriff's Office", "Duval County Sheriff's Office"),
        ("A shopkeeper", "Sheriff's office"),
    ],
)
def test_a_sheriffs_office_is_the_one_named_in_full(told: str, name: str) -> None:
    text = f"{told} said a man was hurt. The shop was shut, the sheriff's office said."
    said = annotate_article(ArticleText("a", 1, text)).statements[-1]
    assert said.speaker_name is not None
    assert said.speaker_name.casefold() == name.casefold()
