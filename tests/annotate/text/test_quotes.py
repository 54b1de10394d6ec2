"""Stretches between quotation marks, in the styles that news uses."""

import pytest

from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import Quotes, read_quotes


def find(text: str) -> Quotes:
    return read_quotes(text, read_layout(text))


def texts(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find(text).items]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"]),
        ('"We go," he said. "Now."', ['"We go,"', '"Now."']),
        ("„Wir gehen,“ he said.", ["„Wir gehen,“"]),
        ("«We go,» he said.", ["«We go,»"]),
        ("‘We go,’ he said.", ["‘We go,’"]),
        ("'We go,' he said.", ["'We go,'"]),
        ("``We go,'' he said.", ["``We go,''"]),
        ("''We go,'' he said.", ["''We go,''"]),
        ('“We go," he said.', ['“We go,"']),
        ("“He told me ‘go’ and I went,” she said.", ["“He told me ‘go’ and I went,”"]),
        ('“He told me "go" and I went,” she said.', ['“He told me "go" and I went,”']),
        ("The workers' plan and the city's plan differ.", []),
        ("Ukraine’s and the Russians’ plans of the ’90s differ.", []),
        ("'The workers' plan is bad,' he said.", ["'The workers' plan is bad,'"]),
    ],
)
def test_styles(text: str, quotes: list[str]) -> None:
    assert texts(text) == quotes


def test_open_quote_runs_on_when_the_next_paragraph_opens_with_a_mark() -> None:
    text = "She said: “We go.\n“Now.”\nThey went."
    first, second = find(text).items
    assert (text[first.start : first.end], first.runs_on) == ("“We go.", True)
    assert (text[second.start : second.end], second.runs_on) == ("“Now.”", False)


def test_mark_left_open_ends_with_its_sentence() -> None:
    assert texts("She said: “We go. They went home.\nIt rained.") == ["“We go."]


def test_a_short_form_ends_no_sentence() -> None:
    text = "She said: “If Mrs. Hale of the U.S. Navy goes, we go. They went home.\nIt rained."
    assert texts(text) == ["“If Mrs. Hale of the U.S. Navy goes, we go."]


def test_mark_left_open_ends_with_the_paragraph_that_it_opens_or_ends() -> None:
    assert texts("“We go. We will not stay.\nIt rained.") == ["“We go. We will not stay."]
    text = "''We go,'' she said. ''We will. We must.\nIt rained."
    assert texts(text) == ["''We go,''", "''We will. We must."]


def test_a_curly_mark_may_be_closed_by_itself() -> None:
    assert texts("They sang “The Fog“ twice.") == ["“The Fog“"]
    assert texts("“They sang “The Fog” twice,” he said.") == ["“They sang “The Fog” twice,”"]


def test_look_up_by_offset() -> None:
    text = "“We go,” he said. “Now.”"
    quotes = find(text)
    assert quotes.at(text.index("go")) == quotes.items[0]
    assert quotes.at(text.index("he")) is None
    assert quotes.within(3, 20) == quotes.items
    assert quotes.within(9, 16) == ()
