"""Labels of charsets are read as browsers read them."""

import codecs

import pytest

from flows.charsets import web_codec
from flows.extract.page import decode_page
from flows.lists import read_rows

SAID = "“We will rebuild,” she said. "


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("latin1", "cp1252", SAID),
        ("ISO8859-1", "cp1252", SAID),
        ("us-ascii", "cp1252", SAID),
        ("iso-8859-9", "cp1254", f"{SAID}İstanbul "),
        ("tis-620", "cp874", "ท่าเรือปิด “วันจันทร์” "),
        ("shift_jis", "cp932", "港は①月曜日に閉鎖された。"),
        ("euc-kr", "cp949", "항구가 닫혔다. 뷁 "),
        ("gb2312", "gb18030", "港口关闭，朱镕基说。"),
    ],
)
def test_a_page_is_read_as_browsers_read_its_charset(label: str, codec: str, text: str) -> None:
    declared = f'<meta charset="{label}"><p>{text}</p>'
    assert decode_page(declared.encode(codec), "page") == declared
    assert decode_page(text.encode(codec), "page", label) == text


def test_what_is_not_listed_is_left_to_python() -> None:
    assert web_codec(" Windows-1251 ") == "windows-1251"
    assert web_codec("no-such-charset") == "no-such-charset"


def test_every_label_leads_to_a_codec() -> None:
    rows = read_rows("charsets")
    assert len({row["label"] for row in rows}) == len(rows)
    for row in rows:
        assert codecs.lookup(row["codec"]).name
        assert row["label"] == row["label"].lower()
