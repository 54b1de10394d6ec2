"""Hard cases of who said what, each a short text written for it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from flows.annotate.actors.actors import read_cast
from flows.annotate.article import annotate_article
from flows.annotate.grammar.cues import phrase_cue
from flows.annotate.grammar.parse import parse
from flows.annotate.learned.model import load_model
from flows.annotate.statements.finding import run_on
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.statements.statements import act_of, find_statements
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes
from flows.records import ArticleText, Statement
from tests.trees import tree


def read(text: str, *, by_rules: bool = False) -> list[Statement]:
    layout = read_layout(text)
    reading = load_model().read(text)
    doc = parse(text, layout, reading)
    article = ArticleText("a", 1, text)
    cast = read_cast(article, layout, doc, [])
    told = None if by_rules else reading
    return find_statements(article, layout, doc, [], [], cast, read=told)


@dataclass(frozen=True)
class Case:
    """One text, and the statements that it holds among others."""

    name: str
    text: str
    contents: list[str]  # joined spans, in order
    speakers: list[str | None]
    kinds: list[str]


CASES = [
    Case(
        "quote before the cue",
        "“The bridge will reopen in May,” said Mayor Ana Costa.",
        ["“The bridge will reopen in May,”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "cue before the quote",
        "Mayor Ana Costa said: “The bridge will reopen in May. We are late.”",
        ["“The bridge will reopen in May. We are late.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote broken by the cue",
        "“The bridge,” Mayor Ana Costa said, “will reopen in May.”",
        ["“The bridge,” … “will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote that goes on behind the cue's sentence",
        "“The bridge is safe,” said Mayor Ana Costa. “It will reopen in May.”",
        ["“The bridge is safe,” … “It will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote over paragraphs with the opening mark repeated",
        "Mayor Ana Costa said: “The bridge is safe.\n\n“It will reopen in May.”\n\nIt rained.",
        ["“The bridge is safe. … “It will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "mixed",
        "Mayor Ana Costa said that the bridge was “a danger to everybody” in winter.",
        ["that the bridge was “a danger to everybody” in winter"],
        ["Ana Costa"],
        ["mixed"],
    ),
    Case(
        "indirect with that",
        "Mayor Ana Costa said that the bridge would reopen in May.",
        ["that the bridge would reopen in May"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "indirect, cue behind",
        "The bridge will reopen in May, Mayor Ana Costa said.",
        ["The bridge will reopen in May"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "according to, behind",
        "The bridge lost two of its pillars, according to the Roads Ministry.",
        ["The bridge lost two of its pillars"],
        ["Roads Ministry"],
        ["indirect"],
    ),
    Case(
        "according to, in front",
        "According to the Roads Ministry, the bridge lost two of its pillars.",
        ["the bridge lost two of its pillars"],
        ["Roads Ministry"],
        ["indirect"],
    ),
    Case(
        "accusation",
        "Mayor Ana Costa accused the builders of hiding the cracks.",
        ["the builders of hiding the cracks"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "participle that adds a second statement",
        "Mayor Ana Costa said the bridge would reopen in May, adding that the work was cheap.",
        ["the bridge would reopen in May", "that the work was cheap"],
        ["Ana Costa", "Ana Costa"],
        ["indirect", "indirect"],
    ),
    Case(
        "participle with a quote",
        "Mayor Ana Costa had welcomed the news, saying: “We waited for years.”",
        ["“We waited for years.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "nominal cue",
        "Ana Costa's claim that they hid cracks was denied by the builders.",
        ["that they hid cracks"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "straight marks",
        'The bridge is "a danger," said Mayor Ana Costa. "Nobody should use it."',
        ['The bridge is "a danger," … "Nobody should use it."'],
        ["Ana Costa"],
        ["mixed"],
    ),
    Case(
        "German marks",
        "„The bridge is a danger,“ said Mayor Ana Costa.",
        ["„The bridge is a danger,“"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "guillemets",
        "Mayor Ana Costa said: «The bridge is a danger to everybody.»",
        ["«The bridge is a danger to everybody.»"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "single marks",
        "‘The bridge is a danger,’ said Mayor Ana Costa.",
        ["‘The bridge is a danger,’"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "LaTeX marks",
        "``The bridge is a danger,'' said Mayor Ana Costa.",
        ["``The bridge is a danger,''"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "curly mark closed by a straight one",
        'Mayor Ana Costa told reporters: “The bridge is a danger." She then left.',
        ['“The bridge is a danger."'],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "run of quotes with the speaker named once",
        "Mayor Ana Costa was angry. “We have waited for ten years,” she said. “It is enough.”\n\n"
        "“The money is there. The will is not there.”\n\n“Nobody came to help us in winter.”",
        [
            "“We have waited for ten years,” … “It is enough.” … “The money is there. The will is "
            "not there.” … “Nobody came to help us in winter.”"
        ],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "speakers that take turns",
        "“It is late,” said Ana Costa. “It is cold,” replied Jan Novak.",
        ["“It is late,”", "“It is cold,”"],
        ["Ana Costa", "Jan Novak"],
        ["direct", "direct"],
    ),
    Case(
        "guillemets that point inwards",
        "»The bridge is a danger to everybody«, said Mayor Ana Costa.",
        ["»The bridge is a danger to everybody«"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "single marks around a plural's apostrophe",
        "Mayor Ana Costa said: ‘The workers' plan is good and it will last.’",
        ["‘The workers' plan is good and it will last.’"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "straight mark never closed before the paragraph's end",
        'Mayor Ana Costa said: "The bridge is safe.\n\nThe crowd went home.',
        ['"The bridge is safe.'],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "colon style with a quote",
        "The mayor met the press on Monday. Ana Costa: “The bridge is safe.”",
        ["“The bridge is safe.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "colon style of an interview",
        "Is the bridge safe?\n\nAna Costa: Yes, it has been tested twice this year.",
        ["Yes, it has been tested twice this year"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "accusation in the passive",
        "Mayor Ana Costa was accused by the builders of hiding the cracks.",
        ["Mayor Ana Costa … of hiding the cracks"],
        ["builders"],
        ["indirect"],
    ),
    Case(
        "question, direct",
        "“Is the bridge safe?” Mayor Ana Costa asked.",
        ["“Is the bridge safe?”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "question, indirect",
        "Mayor Ana Costa asked whether the bridge was safe.",
        ["whether the bridge was safe"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "statement of a paper",
        "In a statement, the Roads Ministry said the bridge was safe.",
        ["the bridge was safe"],
        ["Roads Ministry"],
        ["indirect"],
    ),
    Case(
        "mark that is never closed",
        "Mayor Ana Costa said: “The bridge is a danger. The crowd went home.",
        ["“The bridge is a danger."],
        ["Ana Costa"],
        ["direct"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_contents_speakers_and_kinds(case: Case) -> None:
    found = [s for s in read(case.text)]
    wanted = [s for s in found if s.content in case.contents]
    assert [s.content for s in wanted] == case.contents
    assert [s.speaker_name for s in wanted] == case.speakers
    assert [s.kind for s in wanted] == case.kinds


def one(text: str, cue: str) -> Statement:
    """Return the only statement of the text whose cue ends with this word."""
    (found,) = [s for s in read(text) if s.cue_text and s.cue_text.endswith(cue)]
    return found


def test_a_dateline_of_any_capitals_is_no_part_of_the_speaker() -> None:
    found = one("BODØ - Odd Rimstad said the trawler had been rammed.", "said")
    assert (found.speaker_text, found.speaker_name) == ("Odd Rimstad", "Odd Rimstad")


def test_offsets_reproduce_every_text() -> None:
    text = "However, “it is late,” said Mayor Ana Costa.\n\nShe added that it “was closed” today."
    found = read(text)
    assert len(found) == 2
    for s in found:
        assert s.content == " … ".join(text[a:b] for a, b in s.content_spans)
        assert s.speaker_start is not None and s.cue_start is not None
        assert text[s.speaker_start : s.speaker_end] == s.speaker_text
        assert text[s.cue_start : s.cue_end] == s.cue_text


def test_scare_quotes_and_titles_are_no_statements() -> None:
    text = (
        "The so-called “bridge to nowhere” was built in 1990.\n"
        "Her film “The Long Way Home” won a prize. Joe “Red” Hill sang."
    )
    assert [s for s in read(text) if s.kind != "indirect"] == []


def test_statement_told_within_a_statement_has_a_parent() -> None:
    text = "Spokesman Jan Novak said that the mayor had said that the bridge was safe."
    outer, inner = read(text)
    assert outer.speaker_name == "Jan Novak"
    assert inner.content == "that the bridge was safe"
    assert inner.parent_statement_id == outer.statement_id
    assert outer.parent_statement_id is None


def test_source_named_within_a_statement_tells_an_inner_one() -> None:
    text = "Spokesman Jan Novak said that, according to the police, the bridge was safe."
    outer, inner = read(text)
    assert (outer.speaker_name, inner.speaker_name) == ("Jan Novak", "Police")
    assert inner.content == "the bridge was safe"
    assert inner.parent_statement_id == outer.statement_id


def test_headline_that_reports_is_a_statement() -> None:
    story = "\n\nThe old bridge over the river has been closed. Nobody was hurt."
    (found,) = read("Mayor Says Bridge Is Unsafe" + story)
    assert (found.content, found.speaker_text) == ("Bridge Is Unsafe", "Mayor")
    assert read("Bridge Over River Closed for a Week" + story) == []


def test_what_somebody_declines_to_say_is_negated() -> None:
    assert one("Mayor Ana Costa would not say who had paid for it.", "say").is_negated


def test_denied_cues_are_negated() -> None:
    assert one("Mayor Ana Costa did not say when the bridge would open.", "say").is_negated
    assert one("Neither Costa nor Novak said when the bridge would open.", "said").is_negated
    assert not one("Mayor Ana Costa said when the bridge would open.", "said").is_negated
    assert not one("Britain's No. 2 diplomat said when the bridge would open.", "said").is_negated


@pytest.mark.parametrize(
    ("text", "cue", "is_negated"),
    [
        ("The council has yet to say what it will pay.", "say", True),
        ("She would neither confirm nor deny that it fell.", "deny", True),
        ("The report stops short of saying that guards lied.", "saying", True),
        ("Ana Costa is not sure that the bridge is safe.", "sure", True),
        ("The mayor said no one had been told.", "said", False),
        ("He confirmed that it fell and denied that it burned.", "denied", False),
        ("But yet Ana Costa said the bridge was safe.", "said", False),
        ("Ana Costa cited no study.", "cited", True),
        ("Ana Costa cited a study that found no fault.", "cited", False),
        ("Ana Costa spoke without mentioning that guards lied.", "mentioning", True),
    ],
)
def test_what_is_left_unsaid_is_negated(text: str, cue: str, is_negated: bool) -> None:
    (found,) = (s for s in read(text, by_rules=True) if s.cue_text == cue)
    assert found.is_negated == is_negated


def test_a_quotation_of_what_another_told_is_whole() -> None:
    text = (
        "The driver, Jorge Lund, survived. “He told us the brakes had failed,” police colonel "
        "Ruben Salas said."
    )
    assert "“He told us the brakes had failed,”" in {s.content for s in read(text)}


def test_what_stands_side_by_side_is_one_span() -> None:
    text = "Ana Costa accused the government of “declaring war on its own villages”."
    assert [len(s.content_spans) for s in read(text)] == [1]


def test_whom_a_quotation_is_said_to_behind_it_is_no_part_of_it() -> None:
    found = one("The mayor said “no comment” to reporters.", "said")
    assert found.content == "“no comment”"
    found = one("The mayor offered “a seat at the table” to no avail.", "offered")
    assert found.content == "“a seat at the table” to no avail"


def test_whom_a_quotation_is_said_to_is_no_part_of_it() -> None:
    found = one("Ana Costa implored her critics, “Read the plan first.”", "implored")
    assert (found.kind, found.content) == ("direct", "“Read the plan first.”")


def test_what_somebody_spoke_of_is_no_part_of_their_name() -> None:
    assert one("“Never again,” said Costa of the delay.", "said").speaker_text == "Costa"
    assert one("“Never,” said Ana Costa of Porto.", "said").speaker_text == "Ana Costa of Porto"


def test_a_name_goes_on_behind_a_comma_of_its_own_list() -> None:
    text = "Much of central, eastern and southern Kansas said that roads were closed."
    assert one(text, "said").speaker_name == "Much of central, eastern and southern Kansas"
    assert one("The study, seen by Ana Costa, said that it rained.", "said").speaker_name == "study"


def test_whom_somebody_apologised_to_is_no_statement() -> None:
    assert not read("Ana Costa had personally apologised to Marko Novak.")


def test_who_is_first_asked_says_nothing_by_that() -> None:
    found = read("When first asked who had paid, Ana Costa said she had.", by_rules=True)
    assert all(each.speaker_text is None for each in found if each.cue_text == "asked")


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("The council was asked whether the bridge was safe.", "asked", None),
        ("Ana Costa was told that the bridge had failed.", "told", None),
        ("Asked by telephone what she would do, Ana Costa laughed.", "Asked", None),
        ("Ana Costa was asked by reporters whether she would quit.", "asked", "reporters"),
        ("Ana Costa was quoted as saying that it was safe.", "saying", "Ana Costa"),
        ("Ana Costa was convinced that the bridge was safe.", "convinced", "Ana Costa"),
    ],
)
def test_who_is_asked_or_told_is_not_the_speaker(text: str, cue: str, speaker: str | None) -> None:
    (found,) = (s for s in read(text, by_rules=True) if s.cue_text == cue)
    assert found.speaker_text == speaker


def test_neither_a_day_nor_it_speaks() -> None:
    text = "Police held forty men accused of selling pills by phone."
    assert all(s.speaker_text is None for s in read(text))
    text = "The council met. It's reported that a new bridge will be built."
    assert one(text, "reported").speaker_text is None
    text = "Monday morning's reports of cracks in the bridge have shaken the town."
    assert all(s.speaker_text is None for s in read(text))
    text = "“It is safe,” said the Council in the May 18 press release."
    assert one(text, "said").speaker_text == "the Council"


def test_a_time_that_is_told_is_not_when_it_was_said() -> None:
    text = "She said from January 2025 to March 2025 some 300 bridges were closed."
    assert one(text, "said").said_date_start is None


def test_who_blames_somebody_to_do_something_requests_it() -> None:
    assert one("The ministry charged its officials to shun the firm.", "charged").act == "request"
    assert one("Costa challenged the mayor to resign.", "challenged").act == "request"
    assert one("They accused Costa of trying to flee.", "accused").act == "accuse"


def test_the_title_that_runs_up_to_a_name_is_the_speakers() -> None:
    text = "Secretary for the ruling Unity Party (UP) Kofi Mensah has asked voters to wait."
    told = one(text, "asked")
    assert told.speaker_text == "Secretary for the ruling Unity Party (UP) Kofi Mensah"
    assert told.addressee_text == "voters"


def test_the_hour_of_a_live_report_is_no_part_of_it() -> None:
    text = "14:05 The bridge is open.\n\n18:15 Campaigners said it was unsafe.\n\n"
    (told,) = read(text + "9.30am Trains stand still, according to the operator.")[-1:]
    assert told.content == "Trains stand still"
    assert one(text, "said").speaker_text == "Campaigners"


def test_interviews_ask_and_answer() -> None:
    turns = read("Q: Is it safe?\n\nA: It is. Nobody has doubted it.\n\nQ: Why?\n\nA: Ask them.")
    assert [s.act for s in turns] == ["ask", "reply", "ask", "reply"]
    assert turns[1].content == "It is. Nobody has doubted it"
    assert (turns[1].speaker_text, turns[1].speaker_name) == ("A", None)
    text = "Is it true?\n\nMarek Holub: It is truer.\n\nAnd now?\n\nM. H.: The noise of trams."
    assert [s.speaker_name for s in read(text)] == ["Marek Holub", "Marek Holub"]
    assert read("Is it true?\n\nQ: We do not know.") == []


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("In the words of Ana Costa, the bridge is unsafe.", "Ana Costa", "the bridge is unsafe"),
        ("The bridge was unsafe, in the mayor’s view.", "mayor", "The bridge was unsafe"),
    ],
)
def test_words_and_views_of_somebody_are_told(text: str, speaker: str, content: str) -> None:
    (found,) = read(text, by_rules=True)
    assert (found.speaker_name, found.content) == (speaker, content)


def test_somebodys_own_words_tell_nothing() -> None:
    for text in ("Bo Lee wrote it in his own words.", "In view of the rain, Bo Lee went home."):
        assert not any(s.cue_text in ("words", "view") for s in read(text, by_rules=True))


def test_lone_quote_takes_the_speaker_of_the_sentence_before() -> None:
    text = "Mayor Ana Costa was angry.\n“We have waited for ten years and nobody came to help us.”"
    (found,) = read(text)
    assert (found.cue_text, found.speaker_name) == (None, "Ana Costa")


def test_act_venue_and_addressee() -> None:
    found = one("Mayor Ana Costa told reporters on Friday that the bridge was safe.", "told")
    assert (found.act, found.addressee_text) == ("tell", "reporters")
    found = one("Ana Costa promised in a television interview to rebuild the bridge.", "promised")
    assert (found.act, found.venue_text) == ("promise", "in a television interview")


def test_who_is_told_is_named_whole() -> None:
    told = one("Ana Costa told public broadcaster NHK that the bridge was safe.", "told")
    assert told.addressee_text == "public broadcaster NHK"
    assert one("“Is it safe?” asked a reporter.", "asked").addressee_text is None


def test_a_word_beside_the_cue_tells_its_act() -> None:
    assert one("Ana Costa called for a vote.", "called for").act == "demand"
    assert one("Ana Costa called on Saturday for greater care.", "called").act == "demand"
    assert one("She called on the parties to resolve the dispute.", "called on").act == "request"
    assert one("Ana Costa called the bridge unsafe.", "called").act == "say"
    going = one("“The bridge is safe,” Ana Costa went on. “It was tested.”", "went")
    assert (going.act, len(going.content_spans)) == ("add", 2)
    assert one("“It is safe,” the mayor shot back.", "shot").act == "reply"
    assert one("The mayor would like to see a vote.", "like").act == "intend"


def test_a_preposition_behind_an_object_is_none_of_the_cue() -> None:
    words = "She:PRP:nsubj:called called:VBD:ROOT: {}on:IN:prep:called Costa:NNP:pobj:on"
    assert phrase_cue(tree(words.format("remarks:NNS:dobj:called "))[1]) is None
    found = phrase_cue(tree(words.format(""))[1])
    assert found is not None and found.act == "request"


def test_thought_and_plan_are_told_apart_from_speech() -> None:
    assert one("Mayor Ana Costa believes that the bridge is safe.", "believes").act == "think"
    assert one("Mayor Ana Costa denied that the bridge was unsafe.", "denied").act == "deny"
    assert one("The court ruled on Monday that the bridge was unsafe.", "ruled").act == "say"
    assert one("The minister ruled out a ceasefire.", "ruled out").act == "reject"


def test_cue_that_only_tells_a_state_is_a_thought() -> None:
    layout = read_layout(text := "Ana Costa was glum about the bridge.")
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    start = text.index("was")
    state = Finding(((23, 35),), (start, start + 8), 2, (0, 9), "model", 0.7)
    assert act_of(reading, state) == "think"
    assert act_of(reading, replace(state, cue=None)) == "say"


def test_they_of_nameless_sources_are_anonymous() -> None:
    text = "Two officials said the bridge was unsafe. They added that it would be closed."
    assert [s.is_anonymous for s in read(text)] == [True, True]


def test_nameless_sources_are_anonymous() -> None:
    assert one("Officials said the bridge was safe.", "said").is_anonymous
    assert one("A source close to the builders said the bridge was safe.", "said").is_anonymous
    assert not one("Mayor Ana Costa said the bridge was safe.", "said").is_anonymous


@pytest.mark.parametrize(
    ("speaker", "is_anonymous"),
    [
        ("A nurse at the harbour", True), ("Two engineers", True), ("Biologists", True),
        ("One of the ministers", True), ("A minister", True), ("Former ministers", True),
        ("Someone close to the talks", True), ("The spokeswoman", True),
        ("The prime minister", False), ("Peru’s envoy", False), ("The mayor", False),
        ("Prosecutors", False), ("Both candidates", False), ("Their leader", False),
        ("One of the pair, Ana Costa,", False), ("The unnamed author", True),
        ("An attendant", True), ("Exporters in the port", True),
    ],
)  # fmt: skip
def test_who_is_known_by_an_office_is_not_nameless(speaker: str, is_anonymous: bool) -> None:
    assert one(f"{speaker} said the bridge was safe.", "said").is_anonymous == is_anonymous


@pytest.mark.parametrize(
    ("speaker", "is_anonymous"),
    [
        ("One", True), ("Another", True), ("A third", True), ("A senior one", True),
        ("Others", True), ("No one", False), ("One of the signs", False),
        ("One, Ana Costa,", False), ("Another of them, Ana Costa,", False),
    ],
)  # fmt: skip
def test_one_of_nameless_sources_is_nameless(speaker: str, is_anonymous: bool) -> None:
    text = f"Two aides to the mayor left the hall. {speaker} said the bridge was safe."
    assert one(text, "said").is_anonymous == is_anonymous


def test_a_pronoun_is_as_nameless_as_what_it_takes_up() -> None:
    text = "A minister said the bridge was safe. He said it would open in May."
    assert [s.is_anonymous for s in read(text)] == [True, True]
    assert not any(s.is_anonymous for s in read(text.replace("A minister", "The minister")))


def test_heading_between_paragraphs_is_no_statement() -> None:
    text = "Ana Costa said the bridge was safe.\nBuilders Say Work Goes On\nIt will open in May."
    assert [s.content for s in read(text)] == ["the bridge was safe"]


def test_keys_do_not_depend_on_the_run() -> None:
    text = "Ana Costa said the bridge was safe."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The document, seen by reporters, says the pump was shut.", "document"),
        ("The village head, who hid his face, said the barn was burnt.", "Village head"),
        ("A study published on Wednesday found that reefs were dying.", "study"),
        ("Her uncle, aunt and cousins said she was kind.", "Her uncle, aunt and cousins"),
        ("According to “The Cold House”, the bridge was sold twice.", "Cold House"),
    ],
)
def test_a_phrase_that_names_nobody_is_told_without_its_asides(text: str, named: str) -> None:
    (said,) = annotate_article(ArticleText("a", 1, text)).statements
    assert said.speaker_name == named


def test_a_paragraph_all_in_marks_is_a_statement() -> None:
    text = (
        "Councillor Ana Ruiz said the tenants were tired, warning that winter was near.\n\n"
        "“How long is the temporary housing going to be for? We should be looking at permanent "
        "solutions.\n\n“The money for the homes was promised in May.”\n\nIt rained on Monday."
    )
    (found,) = (s for s in read(text) if s.kind == "direct")
    assert [text[slice(*span)][:9] for span in found.content_spans] == ["“How long", "“The mone"]
    assert found.speaker_name == "Ana Ruiz"


def test_a_quotation_that_its_paragraph_leaves_open_is_told_to_its_end() -> None:
    text = "Ruiz said: “We are sorry.\n\n“It will be short.\n\n“Thank you.”\n\nIt rained."
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    first, second, third = ((quote.start, quote.end) for quote in read_quotes(text, layout).items)
    told = Finding((first,), (5, 9), None, (0, 4), "model", 0.8)
    lone = Finding((second,), None, None, None, "model", 0.5)
    inner = Finding(((first[0] + 1, first[1]),), (5, 9), None, (0, 4), "model", 0.8)
    assert [f.content for f in run_on([told, lone], reading)] == [(first, second, third)]
    assert [f.content for f in run_on([inner], reading)] == [inner.content]


@pytest.mark.parametrize(
    ("text", "addressee", "venue"),
    [
        ("Lawyers asked the court to rule on it.", "the court", None),
        ("The union urged the brewery to lower the rent.", "the brewery", None),
        ("The union called on the minister to resign.", "the minister", None),
        ("The board ordered a review.", None, None),
        ("Speaking to reporters at a rally in Lyon, Ana Ruiz said it was late.", "reporters",
         "at a rally"),
        ("In his judgment, the judge said the claim had no merit.", None, "In his judgment"),
    ],
)  # fmt: skip
def test_whom_a_request_or_a_speech_is_for(
    text: str, addressee: str | None, venue: str | None
) -> None:
    for found in read(text):
        assert (found.addressee_text, found.venue_text) == (addressee, venue)
    assert addressee is None or read(text)


def test_a_plea_of_not_guilty_is_denied() -> None:
    for plea, is_denied in (("not guilty to the murder of his aunt", True), ("guilty", False)):
        found = read(f"Mr Dunne, a roofer, has pleaded {plea}.")
        assert all(s.is_negated == is_denied for s in found if s.cue_lemma == "plead")


def test_the_quarter_that_figures_are_of_is_no_day_of_saying() -> None:
    text = "In the quarter that ended April 27, Hartley Foods said it earned $184 million."
    article = ArticleText("a", 1, text, published_at=datetime(2026, 5, 19, tzinfo=UTC))
    assert [s.said_date_start for s in annotate_article(article).statements] == [None]


def test_who_is_told_is_neither_content_nor_speaker() -> None:
    (told,) = read("The boy fell from the ridge and died at once, the inquest was told.")
    assert told.content == "The boy fell from the ridge and died at once"
    assert (told.speaker_text, told.addressee_text) == (None, "the inquest")
    (asked,) = read("Residents were asked by the council to save water this summer.")
    assert (asked.speaker_text, asked.addressee_text) == ("the council", "Residents")


@pytest.mark.parametrize("place", ["The court", "The inquest", "The jury", "A tribunal in Cork"])
def test_what_a_court_hears_is_told_to_it(place: str) -> None:
    assert one(f"{place} heard that the driver had no licence.", "heard").act == "tell"


def test_what_anybody_hears_is_no_speech() -> None:
    assert one("The mayor heard that the bridge had failed.", "heard").act == "think"
