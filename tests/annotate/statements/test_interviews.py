"""Behind "A:" speaks whom the text interviews, and in each line of a transcript its own speaker."""

import pytest

from tests.annotate.statements.test_nested import statements

ASKED = "\n\nQ: Is the bridge safe?\n\nA: Yes. We checked every pillar."


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker_name, s.content) for s in statements(text) if s.cue_text == ":"]


def answerer(lead: str) -> str | None:
    (answer,) = (s for s in statements(lead + ASKED) if s.speaker_text == "A")
    assert (answer.speaker_name is None) == (answer.actor_id is None)
    return answer.speaker_name


@pytest.mark.parametrize(
    "lead",
    [
        "The Herald spoke to Mayor Ana Costa about the flood.",
        "In an interview with Ana Costa, the mayor, we asked about the flood.",
        "Ana Costa, who runs the port, spoke with our reporter.",
        "We interviewed Ana Costa last week.",
        "Reporter Mary Kim spoke to Mayor Ana Costa.",
        "Professor Ana Costa answered our questions on the flood.",
    ],
)
def test_whom_the_text_interviews_answers(lead: str) -> None:
    assert answerer(lead) == "Ana Costa"


@pytest.mark.parametrize(
    "lead",
    [
        "Ana Costa spoke to Bo Ray about the flood.",
        "The flood killed two people. Governor Lou Hart visited the town on Monday.",
        "President Tom Hale said on Friday that taxes would fall.",
    ],
)
def test_who_answers_is_not_guessed(lead: str) -> None:
    assert answerer(lead) is None


def test_each_line_of_a_transcript_has_its_own_speaker() -> None:
    text = (
        "The senator talked with host Mary Kim on Monday.\n\nMARY KIM, HOST: Senator, welcome.\n\n"
        "SEN. JOHN DOE: Thanks for having me.\n\nKIM: Why did you vote no?\n\n"
        "DOE: Because the bill is bad."
    )
    assert turns(text) == [
        ("Mary Kim", "Senator, welcome"),
        ("JOHN DOE", "Thanks for having me"),
        ("Mary Kim", "Why did you vote no?"),
        ("JOHN DOE", "Because the bill is bad"),
    ]


def test_a_label_that_recurs_beside_a_persons_leads_turns() -> None:
    text = (
        "Five questions for Lina Maro\n\nHerald: Why this film?\n\nMaro: I grew up in that street."
        "\n\nHerald: Was it hard?\n\nMaro: Yes, very."
    )
    assert [who for who, _ in turns(text)] == ["Herald", "Lina Maro", "Herald", "Lina Maro"]


def test_the_first_turn_is_its_labels() -> None:
    text = (
        "Transcript of the council meeting\n\nLEE: The bridge is safe.\n\n"
        "RAY: I do not believe that.\n\nLEE: Then look at the report."
    )
    assert [who for who, _ in turns(text)] == ["LEE", "RAY", "LEE"]


@pytest.mark.parametrize(
    "text",
    [
        "Timeline of the flood\n\nMonday: Rain begins.\n\nTuesday: The river rises two metres.",
        "On now\n\nWhere: City Hall.\n\nWhen: At noon.\n\nWhere: The old port.\n\nWhen: At six.",
    ],
)
def test_a_list_says_nothing(text: str) -> None:
    assert turns(text) == []
