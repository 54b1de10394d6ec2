"""Titles that run right up to a name, and who is meant by them."""

import pytest

from flows.annotate.actors.titles import title_before
from flows.annotate.grammar.parse import parse
from flows.annotate.text.layout import read_layout
from tests.annotate.actors.test_actors import name, who


@pytest.mark.parametrize(
    ("text", "words", "meant", "role"),
    [
        (
            "Federal Minister for Water and Power Sardar Akram Jalib said the dam was full.",
            "Federal Minister for Water and Power Sardar Akram Jalib",
            "Sardar Akram Jalib",
            "Federal Minister for Water and Power",
        ),
        (
            "Press Secretary of the Moldovan Foreign Ministry Ion Cebotari denied the report.",
            "Press Secretary of the Moldovan Foreign Ministry Ion Cebotari",
            "Ion Cebotari",
            "Press Secretary of the Moldovan Foreign Ministry",
        ),
        (
            "A spokesman for the Ministry of Health Dr Tariq Aziz said that forty were ill.",
            "A spokesman for the Ministry of Health Dr Tariq Aziz",
            "Tariq Aziz",
            "spokesman for the Ministry of Health",
        ),
        (
            "Deputy General Secretary for the ruling Unity Party (UP) Kofi Asante Mensah left.",
            "Deputy General Secretary",
            "Kofi Asante Mensah",
            "Deputy General Secretary for the ruling Unity Party",
        ),
        (
            "The Head of Coastal Patrols, First Lieutenant Rashid Al Balushi, said it was late.",
            "The Head of Coastal Patrols, First Lieutenant Rashid Al Balushi,",
            "Rashid Al Balushi",
            "First Lieutenant",
        ),
        (
            "The president of the Chamber of Commerce of Arequipa Rosa Quiroz said so.",
            "The president of the Chamber of Commerce of Arequipa Rosa Quiroz",
            "Rosa Quiroz",
            "president of the Chamber of Commerce of Arequipa",
        ),
        (
            "The Archbishop of Kaduna Joseph Danjuma called for calm.",
            "The Archbishop of Kaduna Joseph Danjuma",
            "Joseph Danjuma",
            "Archbishop of Kaduna",
        ),
        (
            "The Chairman of the Committee for Kosovo and Metohija Milan Drenko said so.",
            "The Chairman",
            "Milan Drenko",
            "Chairman of the Committee for Kosovo and Metohija",
        ),
        (
            "Oxfam president and co-founder Jojo Lavilla added that it was late.",
            "Oxfam president and co-founder Jojo Lavilla",
            "Jojo Lavilla",
            "Oxfam president and co-founder",
        ),
        (
            "South African Police Service (SAPS) National Commissioner Lt-Gen Kheswa Sithebe left.",
            "South African Police Service (SAPS) National Commissioner Lt-Gen Kheswa Sithebe",
            "Kheswa Sithebe",
            "National Commissioner Lt-Gen",
        ),
        (
            "Formerly a representative of the Moldovan Foreign Ministry Maria Zaitseva said so.",
            "Formerly a representative of the Moldovan Foreign Ministry Maria Zaitseva",
            "Maria Zaitseva",
            "representative of the Moldovan Foreign Ministry",
        ),
        (
            "Former President, Dr. Goodwill Jonas, praised the line.",
            "Former President, Dr. Goodwill Jonas,",
            "Goodwill Jonas",
            "Former President",
        ),
        (
            "Former Alliance for Growth and Democracy (AGD) Secretary General, Stan Lizwe, left.",
            "Former Alliance for Growth and Democracy (AGD) Secretary General, Stan Lizwe,",
            "Stan Lizwe",
            "Secretary General",
        ),
        (
            "Minister for Political, Legal and Security Affairs Lukman Panjaya said so.",
            "Minister for Political, Legal and Security Affairs Lukman Panjaya",
            "Lukman Panjaya",
            "Minister for Political, Legal and Security Affairs",
        ),
        (
            "The Regional Organizer of the ruling Unity Party (UP), Saliu Musa has warned voters.",
            "The Regional Organizer",
            "Saliu Musa",
            "Regional Organizer of the ruling Unity Party",
        ),
        (
            "St Mary's Hospital director Lindiwe Khoza said the ward was full.",
            "St Mary's Hospital director Lindiwe Khoza",
            "Lindiwe Khoza",
            "St Mary's Hospital director",
        ),
    ],
)
def test_a_title_before_a_name_is_its_bearers(text: str, words: str, meant: str, role: str) -> None:
    actor = who(text, words)
    assert actor is not None and (actor.name, actor.role) == (meant, role)


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("The wife of Prime Minister Tomas Berg said he was well.", "The wife", None),
        ("A spokesman for the company Laurent Perrier said so.", "A spokesman", "Spokesman"),
        ("Critics of Prime Minister Ana Costa said she had lied.", "Critics", "Critics"),
        ("A critic of Chelsea Manning said so.", "A critic", "Critic"),
        ("The wife of the director of the mine Sam Cole said so.", "The wife", None),
        ("The mayor and city manager Ana Costa said so.", "The mayor", "Mayor"),
        ("The mayor of the town, Ana Costa said, was late.", "The mayor", "Mayor of the town"),
    ],
)
def test_of_whom_somebody_is_is_another(text: str, words: str, meant: str | None) -> None:
    assert name(text, words) == meant


def test_the_title_alone_later_means_its_bearer() -> None:
    text = "The Chief Minister of Punjab Balwinder Gill came. The chief minister said so."
    assert name(text, "The chief minister") == "Balwinder Gill"
    text = "A lawyer for the family, Grace Obi, left. The lawyer said that time was short."
    assert name(text, "The lawyer") == "Grace Obi"


def test_the_noun_of_a_title_is_found_over_what_it_is_of() -> None:
    text = "The head of the port Anna Lis said so. Mayor Jan Lis left."
    doc = parse(text, read_layout(text))
    found = title_before(doc, [token.text for token in doc].index("Anna"))
    assert found is not None and found[1].text == "head"
    assert title_before(doc, [token.text for token in doc].index("Jan")) is None
