"""How far a trigger lies from the words that may set it in time or space."""

from datetime import date

import pytest

from flows.annotate.article import annotate_article
from flows.annotate.events.setting import read_where
from flows.annotate.events.steps import SHARED, steps_from
from flows.annotate.events.when import is_state, read_when
from flows.annotate.text.words import Doc
from flows.records import ArticleText, DateMention, Place, PlaceMention
from tests.trees import tree, word


@pytest.mark.parametrize("barriers", [frozenset(), frozenset({1})])
def test_words_that_head_their_own_sentence_set_what_hangs_from_them(
    barriers: frozenset[int],
) -> None:
    doc = Doc(
        "LERWICK police attack",
        ["LERWICK", "police", "attack"],
        [0, 8, 15],
        [("NNP", "PROPN", "LERWICK"), ("NNS", "NOUN", "police"), ("NN", "NOUN", "attack")],
        ["ROOT", "appos", "appos"],
        [0, 0, 0],
    )
    assert steps_from(doc[2], doc[0], barriers) == 0


@pytest.mark.parametrize(
    ("spelled", "trigger", "other", "steps"),
    [
        (
            "Ruiz:NNP:nsubj:resigned who:WP:nsubj:fled fled:VBD:relcl:Ruiz in:IN:prep:fled "
            "2019:CD:pobj:in resigned:VBD:ROOT: on:IN:prep:resigned Monday:NNP:pobj:on",
            "resigned", "2019", None,
        ),
        (
            "Ruiz:NNP:nsubj:resigned who:WP:nsubj:fled fled:VBD:relcl:Ruiz in:IN:prep:fled "
            "2019:CD:pobj:in resigned:VBD:ROOT: on:IN:prep:resigned Monday:NNP:pobj:on",
            "resigned", "Monday", 0,
        ),
        (
            "An:DT:det:attack attack:NN:nsubj:failed that:WDT:nsubj:began began:VBD:relcl:attack "
            "on:IN:prep:began Monday:NNP:pobj:on failed:VBD:ROOT:",
            "attack", "Monday", 0,
        ),
        (
            "Talks:NNS:nsubj:are are:VBP:ROOT: due:JJ:acomp:are to:TO:aux:start "
            "start:VB:xcomp:due on:IN:prep:start Monday:NNP:pobj:on",
            "Talks", "Monday", 0,
        ),
        (
            "Talks:NNS:nsubj:failed held:VBN:acl:Talks by:IN:agent:held Oman:NNP:pobj:by "
            "failed:VBD:ROOT: Monday:NNP:npadvmod:failed",
            "held", "Monday", 1,
        ),
        (  # what a participle tells lies before
            "A:DT:det:pier pier:NN:nsubj:reopened damaged:VBN:acl:pier by:IN:agent:damaged "
            "storms:NNS:pobj:by reopened:VBD:ROOT: Monday:NNP:npadvmod:reopened",
            "damaged", "Monday", None,
        ),
        (
            "Ships:NNS:nsubj:hit carrying:VBG:acl:Ships arms:NNS:dobj:carrying hit:VBD:ROOT: "
            "Crete:NNP:dobj:hit Monday:NNP:npadvmod:hit",
            "carrying", "Monday", 1,
        ),
        (
            "Panels:NNS:nsubjpass:formed formed:VBN:ROOT: in:IN:prep:formed May:NNP:pobj:in "
            "and:CC:cc:formed have:VBP+AUX:aux:met met:VBN:conj:formed",
            "met", "May", None,
        ),
        (
            "Panels:NNS:nsubj:met met:VBD:ROOT: in:IN:prep:met May:NNP:pobj:in and:CC:cc:met "
            "quit:VBD:conj:met",
            "quit", "May", 1,
        ),
        (  # who comes home does so on a day of their own
            "Lund:NNP:nsubj:met met:VBD:ROOT: us:PRP:dobj:met and:CC:cc:met returned:VBD:conj:met "
            "in:IN:prep:returned May:NNP:pobj:in",
            "met", "May", None,
        ),
        (
            "Lund:NNP:nsubj:met met:VBD:ROOT: us:PRP:dobj:met and:CC:cc:met quit:VBD:conj:met "
            "in:IN:prep:quit May:NNP:pobj:in",
            "met", "May", SHARED,
        ),
        (  # but what came of the first verb, or came later, has its own time
            "Lund:NNP:nsubj:met met:VBD:ROOT: Ruiz:NNP:dobj:met and:CC:cc:met quoted:VBD:conj:met "
            "her:PRP:dobj:quoted in:IN:prep:quoted May:NNP:pobj:in",
            "met", "May", None,
        ),
        (
            "Lund:NNP:nsubj:met met:VBD:ROOT: us:PRP:dobj:met and:CC:cc:met later:RB:advmod:quit "
            "quit:VBD:conj:met in:IN:prep:quit May:NNP:pobj:in",
            "met", "May", None,
        ),
        (
            "Lund:NNP:nsubj:met met:VBD:ROOT: us:PRP:dobj:met and:CC:cc:met will:MD:aux:quit "
            "quit:VB:conj:met in:IN:prep:quit May:NNP:pobj:in",
            "met", "May", None,
        ),
        (
            "Lund:NNP:nsubj:met met:VBD:ROOT: us:PRP:dobj:met and:CC:cc:met they:PRP:nsubj:quit "
            "quit:VBD:conj:met in:IN:prep:quit May:NNP:pobj:in",
            "met", "May", None,
        ),
        (  # and what had gone before has its own
            "Shares:NNS:nsubj:fell fell:VBD:ROOT: after:IN:prep:fell having:VBG+AUX:aux:risen "
            "risen:VBN:pcomp:after in:IN:prep:risen May:NNP:pobj:in",
            "fell", "May", None,
        ),
        (  # when somebody did what they are blamed for
            "Unions:NNS:nsubj:blamed blamed:VBD:ROOT: Lund:NNP:dobj:blamed for:IN:prep:blamed "
            "rigging:VBG:pcomp:for polls:NNS:dobj:rigging in:IN:prep:rigging May:NNP:pobj:in",
            "blamed", "May", None,
        ),
        (  # what is demanded has its own time
            "Unions:NNS:nsubj:demanded demanded:VBD:ROOT: that:IN:mark:go cuts:NNS:nsubj:go "
            "of:IN:prep:cuts May:NNP:pobj:of go:VB:ccomp:demanded",
            "demanded", "May", None,
        ),
        (
            "Rivers:NNS:nsubj:fell fell:VBD:ROOT: low:RB:advmod:fell since:IN:mark:began "
            "records:NNS:nsubj:began began:VBD:advcl:fell in:IN:prep:began 1921:CD:pobj:in",
            "fell", "1921", None,
        ),
        (
            "Men:NNS:nsubj:died died:VBD:ROOT: when:WRB:advmod:fell roofs:NNS:nsubj:fell "
            "fell:VBD:advcl:died in:IN:prep:fell May:NNP:pobj:in",
            "died", "May", 0,
        ),
        (  # words behind the verb are not those of a participle before it
            "Men:NNS:nsubjpass:freed seized:VBN:acl:Men were:AUX:auxpass:freed freed:VBN:ROOT: "
            "on:IN:prep:seized Monday:NNP:pobj:on",
            "freed", "Monday", 0,
        ),
        (
            "Men:NNS:nsubjpass:freed seized:VBN:acl:Men were:AUX:auxpass:freed freed:VBN:ROOT: "
            "on:IN:prep:seized Monday:NNP:pobj:on",
            "seized", "Monday", None,
        ),
        (
            "Talks:NNS:nsubj:failed hosted:VBN:acl:Talks failed:VBD:ROOT: on:IN:prep:hosted "
            "Monday:NNP:pobj:on",
            "Talks", "Monday", 0,
        ),
        (
            "Men:NNS:nsubjpass:freed seized:VBN:acl:Men on:IN:prep:seized Monday:NNP:pobj:on "
            "were:AUX:auxpass:freed freed:VBN:ROOT:",
            "seized", "Monday", 0,
        ),
        (
            "Men:NNS:nsubjpass:jailed were:AUX:auxpass:jailed jailed:VBN:ROOT: for:IN:prep:jailed "
            "theft:NN:pobj:for in:IN:prep:theft May:NNP:pobj:in",
            "jailed", "May", None,
        ),
        (  # what somebody told on the way tells of itself
            "Shares:NNS:nsubj:fell fell:VBD:ROOT: after:IN:mark:warned firms:NNS:nsubj:warned "
            "warned:VBD:advcl:fell tariffs:NNS:nsubj:cost would:MD+AUX:aux:cost "
            "cost:VB:ccomp:warned in:IN:prep:cost 2027:CD:pobj:in",
            "fell", "2027", None,
        ),
    ],
)  # fmt: skip
def test_a_relative_clause_about_a_side_has_its_own_setting(
    spelled: str, trigger: str, other: str, steps: int | None
) -> None:
    doc = tree(spelled)
    assert steps_from(word(doc, trigger), word(doc, other), frozenset()) == steps


@pytest.mark.parametrize(("link", "basis"), [("in", "clause"), ("to", "article")])
def test_joined_verbs_share_where_they_stand_and_not_where_one_leads(link: str, basis: str) -> None:
    doc = tree(
        "Guards:NNS:nsubj:beat beat:VBD:ROOT: Lund:NNP:dobj:beat and:CC:cc:beat "
        f"drove:VBD:conj:beat {link}:IN:prep:drove Lima:NNP:pobj:{link}"
    )
    lima = word(doc, "Lima")
    place = Place("gn:1", "Lima", "city", 0.0, 0.0, "PE")
    named = PlaceMention("m", lima.idx, lima.idx + 4, "Lima", place)
    assert read_where(word(doc, "beat"), [named], frozenset()) == ("gn:1", basis)


MOVED = (
    "Jets:NNS:nsubj:{verb} {verb}:VBD:ROOT: people:NNS:dobj:{verb} from:IN:prep:people "
    "Peru:NNP:pobj:from"
)
GOING = (
    "Ruiz:NNP:nsubj:flew flew:VBD:ROOT: to:IN:prep:flew Peru:NNP:pobj:to {link}:WRB:advmod:{told} "
    "{told}:VBD:advcl:flew"
)
CLOSED = (
    "Shares:NNS:nsubj:closed {aux}closed:{tag}:ROOT: at:IN:prep:closed highs:NNS:pobj:at "
    "{link}:IN:prep:{head} June:NNP:pobj:{link}"
)


@pytest.mark.parametrize(
    ("aux", "tag", "link", "head", "is_dated"),
    [
        ("", "VBD", "in", "closed", True),
        ("", "VBD", "since", "highs", False),
        ("", "VBD", "since", "closed", False),
        ("have:VBP+AUX:aux:closed ", "VBN", "since", "closed", True),
        ("", "VBD", "until", "closed", False),
        ("", "VBD", "through", "closed", False),
    ],
)
def test_a_time_that_only_measures_is_not_when_it_happened(
    aux: str, tag: str, link: str, head: str, is_dated: bool
) -> None:
    doc = tree(CLOSED.format(aux=aux, tag=tag, link=link, head=head))
    june = word(doc, "June")
    mention = DateMention(
        "d1", june.idx, june.idx + 4, "June", "DATE", "2025-06", date(2025, 6, 1),
        date(2025, 6, 30), "month", "explicit",
    )  # fmt: skip
    today = date(2026, 3, 12)
    when = read_when(word(doc, "closed"), [mention], frozenset(), "happened", today)
    assert (when.basis == "explicit") is is_dated


@pytest.mark.parametrize(
    ("spelled", "trigger", "expected"),
    [
        ("Ruiz:NNP:nsubj:met met:VBD:ROOT: with:IN:prep:met Peru:NNP:pobj:with", "met", None),
        ("Ruiz:NNP:nsubj:met met:VBD:ROOT: in:IN:prep:met Peru:NNP:pobj:in", "met", "clause"),
        ("Chad:NNP:nsubj:met and:CC:cc:Chad Peru:NNP:conj:Chad met:VBD:ROOT:", "met", None),
        ("men:NNS:nsubj:met from:IN:prep:men Peru:NNP:pobj:from met:VBD:ROOT:", "met", None),
        ("flights:NNS:nsubj:met to:IN:prep:flights Peru:NNP:pobj:to met:VBD:ROOT:", "met", None),
        ("trains:NNS:nsubj:met from:IN:prep:trains Lima:NNP:pobj:from to:IN:prep:from "
         "Peru:NNP:pobj:to met:VBD:ROOT:", "met", None),
        ("talks:NNS:ROOT: from:IN:prep:talks Peru:NNP:pobj:from", "talks", "clause"),
        (MOVED.format(verb="evacuated"), "evacuated", "clause"),
        (MOVED.format(verb="hurt"), "hurt", None),
        (MOVED.format(verb="sent").replace("from", "to"), "sent", "clause"),
        (MOVED.format(verb="hit").replace("people", "flights"), "hit", None),
        ("aid:NN:nsubj:came came:VBD:ROOT: from:IN:prep:came Peru:NNP:pobj:from", "came",
         "clause"),
        ("Ruiz:NNP:nsubj:met who:WP:nsubj:flew flew:VBD:relcl:Ruiz from:IN:prep:flew "
         "Peru:NNP:pobj:from met:VBD:ROOT:", "met", None),
        ("Peru:NNP:compound:police police:NNS:nsubj:met met:VBD:ROOT:", "met", None),
        ("Peru:NNP:compound:hospital hospital:NN:nsubjpass:hit was:VBD+AUX:auxpass:hit "
         "hit:VBN:ROOT:", "hit", "clause"),
        ("Ruiz:NNP:nsubj:visited visited:VBD:ROOT: Peru:NNP:dobj:visited", "visited", "clause"),
        ("Ruiz:NNP:nsubj:warned warned:VBD:ROOT: Peru:NNP:dobj:warned", "warned", None),
        ("a:DT:det:quake quake:NN:nsubj:shook shook:VBD:ROOT: Peru:NNP:dobj:shook", "quake",
         "clause"),
        ("a:DT:det:ban ban:NN:nsubj:hit hit:VBD:ROOT: Peru:NNP:dobj:hit", "ban", None),
        ("Ruiz:NNP:nsubj:died died:VBD:ROOT: at:IN:prep:died Peru:NNP:compound:Hospital "
         "Hospital:NNP:pobj:at", "died", "clause"),
        # a parse that hangs the noun of a firm as its name's part
        ("men:NNS:nsubj:left of:IN:prep:men Peru:NNP:compound:company company:NN:compound:of "
         "left:VBD:ROOT:", "left", None),
        (GOING.format(link="when", told="fell"), "fell", None),
        (GOING.format(link="so", told="fell"), "fell", "clause"),
        (GOING.format(link="when", told="fell"), "flew", "clause"),
        ("a:DT:det:revolt Peru:NNP:npadvmod:style -:HYPH:punct:style style:NN:compound:revolt "
         "revolt:NN:nsubj:began began:VBD:ROOT:", "revolt", None),
    ],
)  # fmt: skip
def test_where_somebody_is_from_is_not_where_it_happened(
    spelled: str, trigger: str, expected: str | None
) -> None:
    doc = tree(spelled)
    peru = word(doc, "Peru")
    place = Place("gn:1", "Peru", "country", 1.0, 2.0, "PE")
    mentions = [PlaceMention("p1", peru.idx, peru.idx + 4, "Peru", place)]
    found = read_where(word(doc, trigger), mentions, frozenset())[1]
    assert (None if found == "article" else found) == expected


def test_the_day_of_a_freeing_is_not_that_of_the_deed() -> None:
    doc = tree(
        "Men:NNS:nsubjpass:freed accused:VBN:acl:Men of:IN:prep:accused burning:VBG:pcomp:of "
        "barns:NNS:dobj:burning were:AUX:auxpass:freed freed:VBN:ROOT: Monday:NNP:npadvmod:freed"
    )
    monday = word(doc, "Monday")
    day = date(2026, 3, 9)
    mention = DateMention(
        "d1", monday.idx, monday.idx + 6, "Monday", "DATE", "2026-03-09", day, day, "day",
        "relative",
    )  # fmt: skip
    today = date(2026, 3, 12)
    found = [
        read_when(word(doc, name), [mention], frozenset(), "happened", today).basis
        for name in ("burning", "freed")
    ]
    assert found == ["publication", "relative"]


@pytest.mark.parametrize(("kind", "expected"), [("country", "article"), ("city", "clause")])
def test_between_two_countries_is_nowhere_and_between_two_towns_is_there(
    kind: str, expected: str
) -> None:
    doc = tree(
        "Snow:NN:nsubj:shut shut:VBD:ROOT: roads:NNS:dobj:shut between:IN:prep:roads "
        "Peru:NNP:pobj:between and:CC:cc:Peru Lima:NNP:conj:Peru"
    )
    lima = word(doc, "Lima")
    place = Place("gn:1", "Lima", kind, 1.0, 2.0, "PE")
    mentions = [PlaceMention("p1", lima.idx, lima.idx + 4, "Lima", place)]
    assert read_where(word(doc, "shut"), mentions, frozenset())[1] == expected


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (("city", "PE", "15"), ("admin1", "PE", "15"), "gn:1"),
        (("city", "PE", "15"), ("country", "PE", None), "gn:1"),
        (("city", "PE", "15"), ("admin1", "PE", "07"), "gn:2"),
        (("city", "PE", None), ("admin1", "PE", None), "gn:2"),
        (("city", "BO", "15"), ("country", "PE", None), "gn:2"),
        (("city", "PE", "15"), ("city", "PE", "15"), "gn:2"),
    ],
)
def test_of_a_place_and_the_country_that_it_lies_in_the_place_is_where(
    inner: tuple[str, str, str | None], outer: tuple[str, str, str | None], expected: str
) -> None:
    doc = tree(
        "In:IN:prep:fell Lima:NNP:pobj:In in:IN:prep:fell Peru:NNP:pobj:in snow:NN:nsubj:fell "
        "fell:VBD:ROOT:"
    )
    mentions = []
    for number, (name, facts) in enumerate((("Lima", inner), ("Peru", outer)), 1):
        kind, country, division = facts
        place = Place(f"gn:{number}", name, kind, 1.0, 2.0, country, division)
        start = word(doc, name).idx
        mentions.append(PlaceMention(f"p{number}", start, start + 4, name, place))
    assert read_where(word(doc, "fell"), mentions, frozenset()) == (expected, "clause")


@pytest.mark.parametrize(
    ("whom", "expected"), [("hostages", True), ("reporters", False), ("talks", False)]
)
def test_whom_somebody_has_is_a_state_and_whom_they_take_is_none(whom: str, expected: bool) -> None:
    doc = tree(
        f"The:DT:det:{whom} {whom}:NNS:nsubjpass:freed held:VBN:acl:{whom} by:IN:agent:held "
        "rebels:NNS:pobj:by were:VBD+AUX:auxpass:freed freed:VBN:ROOT:"
    )
    assert is_state(word(doc, "held")) is expected
    assert not is_state(word(doc, "freed"))


@pytest.mark.parametrize(
    ("kind", "noun", "expected"),
    [("country", "raids", None), ("city", "raids", "clause"), ("country", "floods", "clause")],
)
def test_whose_raids_they_are_is_not_where(kind: str, noun: str, expected: str | None) -> None:
    doc = tree(f"Lima:NNP:compound:{noun} {noun}:NNS:nsubj:began began:VBD:ROOT:")
    start = word(doc, "Lima").idx
    place = Place("gn:1", "Lima", kind, 1.0, 2.0, "PE")
    mentions = [PlaceMention("p1", start, start + 4, "Lima", place)]
    assert read_where(word(doc, noun), mentions, frozenset())[1] == expected


def test_the_day_of_what_a_deed_is_about_is_not_that_of_the_deed() -> None:
    doc = tree(
        "They:PRP:nsubj:struck struck:VBD:ROOT: over:IN:prep:struck the:DT:det:arrest "
        "June:NNP:nmod:arrest arrest:NN:pobj:over"
    )
    june, today = word(doc, "June"), date(2026, 3, 12)
    mention = DateMention(
        "d1", june.idx, june.idx + 4, "June", "DATE", "2025-06", date(2025, 6, 1),
        date(2025, 6, 30), "month", "explicit",
    )  # fmt: skip
    about = read_when(word(doc, "arrest"), [mention], frozenset(), "happened", today)
    struck = read_when(word(doc, "struck"), [mention], frozenset(), "happened", today)
    assert (about.basis, struck.basis) == ("explicit", "publication")


@pytest.mark.parametrize(
    ("spelled", "trigger", "year", "basis"),
    [
        ("They:PRP:nsubj:hold will:MD:aux:hold hold:VB:ROOT: talks:NNS:dobj:hold "
         "that:WDT:nsubjpass:cut were:VBD+AUX:auxpass:cut cut:VBN:relcl:talks in:IN:prep:cut "
         "2018:CD:pobj:in", "talks", 2018, "none"),
        ("It:PRP:nsubj:move will:MD:aux:move move:VB:ROOT: until:IN:mark:ends "
         "trials:NNS:nsubj:ends ends:VBZ:advcl:move in:IN:prep:ends 2029:CD:pobj:in",
         "move", 2029, "none"),
        ("They:PRP:nsubj:agreed agreed:VBD:ROOT: in:IN:prep:agreed 2018:CD:pobj:in "
         "to:TO:aux:meet meet:VB:xcomp:agreed", "meet", 2018, "none"),
        ("They:PRP:nsubj:meet will:MD:aux:meet meet:VB:ROOT: in:IN:prep:meet 2029:CD:pobj:in",
         "meet", 2029, "explicit"),
    ],
)  # fmt: skip
def test_what_is_to_be_has_the_day_of_no_other_clause(
    spelled: str, trigger: str, year: int, basis: str
) -> None:
    doc = tree(spelled)
    at = word(doc, str(year)).idx
    mention = DateMention(
        "d1", at, at + 4, str(year), "DATE", str(year), date(year, 1, 1), date(year, 12, 31),
        "year", "explicit",
    )  # fmt: skip
    when = read_when(word(doc, trigger), [mention], frozenset(), "planned", date(2026, 3, 12))
    assert when.basis == basis


def test_the_country_of_a_town_near_which_it_happened_is_not_its_target() -> None:
    text = "Thousands of farmers blocked roads around Chad's capital Ndjamena on Sunday."
    found = annotate_article(ArticleText("a", 1, text, None)).events
    assert found and all(side.text != "Chad" for event in found for side in event.targets)


def test_a_place_within_an_organisations_name_is_not_where_something_happened() -> None:
    text = "The Bank of England cut interest rates on Thursday."
    found = annotate_article(ArticleText("a", 1, text, None)).events
    assert found and all(event.place_id is None for event in found)


@pytest.mark.parametrize(
    ("told", "basis"),
    [
        ("Gunmen attacked Lingyado village on Friday.", None),
        ("Gunmen killed two men in the village of Qwxyzado on Friday.", None),
        ("Gunmen killed two men on Friday.", "dateline"),
    ],
)
def test_a_village_that_nobody_knows_is_not_the_datelines_town(
    told: str, basis: str | None
) -> None:
    found = annotate_article(ArticleText("a", 1, f"GUSAU, Nigeria (AP) - {told}"))
    assert found.events[0].place_basis == basis
