"""The fast reader gives what the careful one gives, or leaves the feed to it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.malformed import read_any_feed
from flows.ingest.wellformed import read_plain_feed
from tests.ingest.clients import NOW
from tests.ingest.feedtexts import atom, rdf, rss, rss_item

URL = "https://news.example/feed.xml"
CONTENT = "<content:encoded><![CDATA[<p>Whole <b>text</b></p>]]></content:encoded>"
MEDIA = (
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://news.example/1.jpg">'
    "<media:description>A caption</media:description></media:content>"
)
OUTSIDE = rss([]).replace(
    b"</channel>",
    f"</channel>{rss_item('https://news.example/1')}<item><title>T</title></item>".encode(),
)
INSIDE = rss([rss_item("https://news.example/1")]).replace(b"</channel>", b"</channel><channel/>")
PLAIN = [
    rss([]),
    rss([rss_item(f"https://news.example/{n}", f"Title {n}") for n in range(5)]),
    rss([rss_item("https://news.example/1", more=CONTENT + "<dc:creator>Jane</dc:creator>")]),
    rss([rss_item("/relative?a=1&b=2", "Café & <b>bold</b> “quotes” 👋")]),
    rss(["<item><title>T</title><guid>https://news.example/g</guid></item>"]),
    rss(["<item><title>T</title><guid isPermaLink='false'>g</guid></item>"]),
    rss(["<item><description>&lt;p&gt;Only &amp;amp; text&lt;/p&gt;</description></item>"]),
    rss(["<item><title>5 &lt; 6 &amp; 7</title><link>https://news.example/1</link></item>"]),
    rss(["<item><title>A &amp;amp; B</title><link>https://news.example/1</link></item>"]),
    rss(["<item><title>T</title><pubDate>2026-03-02T12:00:00.123Z</pubDate></item>"]),
    rss(["<item><title>T</title><pubDate>Mon, 2 Mar 26 12:00:00 EST</pubDate></item>"]),
    rss(["<item><title>T</title><guid>12345</guid><link>/1</link></item>"]),
    rss(["<item><title>T</title><guid>12345</guid></item>"]),
    rss(["<item><title>T</title><link>HTTP://news.example/1</link></item>"]),
    rss([f"<item><title>T</title>{CONTENT}</item>"]),
    rss([f"<item><title>T</title>{MEDIA}<description>Own</description></item>"]),
    rss([f"<item><title>T</title><description>Own</description>{MEDIA}{CONTENT}</item>"]),
    rss([f"<item><title>T</title>{MEDIA}</item>"]),
    rss([f"<item><title>T</title>{MEDIA}<dc:description>Nearer</dc:description></item>"]),
    OUTSIDE,
    OUTSIDE.replace(b"<item>", b"<items><item>").replace(b"</item>", b"</item></items>"),
    INSIDE,
    atom(["https://news.example/1", "/relative"]),
    atom(["/1"]).replace(b"</summary>", f"</summary>{MEDIA}".encode()),
    atom(["/1"]).replace(b"<summary>Summary 0</summary>", MEDIA.encode()),
    atom(["/1"]).replace(b"tag:news.example,2026:0", b"0"),
    atom(["/1"]).replace(b"<summary>", b"<content>Whole</content><summary>"),
    atom(["/1"]).replace(b"<summary>Summary 0</summary>", b"<content type='html'>All</content>"),
    rdf(["https://news.example/1", "https://news.example/2"]),
    rdf(["https://news.example/1"]).replace(b"</channel>", b"").replace(b"</r", b"</channel></r"),
]


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_feed_is_read_as_feedparser_reads_it(body: bytes) -> None:
    plain = read_plain_feed(body, url=URL, content_type="application/xml", now=NOW)
    careful = read_any_feed(body, url=URL, content_type="application/xml", now=NOW)
    assert plain is not None
    assert plain.items == careful.items
    assert (plain.title, plain.home_url, plain.language) == (
        careful.title,
        careful.home_url,
        careful.language,
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PLAIN[1], "application/xml; charset=iso-8859-1"),
        (PLAIN[1].replace(b"UTF-8", b"US-ASCII"), None),
        (PLAIN[1].replace(b"Title", b"caf\xe9"), None),
        (PLAIN[1].replace(b"Title", b"caf&eacute;"), None),
        (PLAIN[1].replace(b"<channel>", b'<channel xml:base="https://other.example/">'), None),
        (PLAIN[1].replace(b"Title 1", b"<b>Title</b>"), None),
        (PLAIN[1].replace(b"Title 1", b"&lt;script&gt;x&lt;/script&gt;"), None),
        (PLAIN[1].replace(b"<rss", b"<!DOCTYPE rss><rss"), None),
        (PLAIN[1].replace(b"</channel>", b""), None),
        (PLAIN[1].replace(b" Mar ", b" Maerz "), None),
        (PLAIN[1].replace(b"<title>Title 1", b"<title>Other</title><title>Title 1"), None),
        (atom(["/1"]).replace(b"<summary>", b'<summary type="xhtml">'), None),
        (PLAIN[1].replace(b"<channel>", b"<channels>").replace(b"</ch", b"</channels></x"), None),
        (b"<rss version='2.0'><item/></rss>", None),
        (rdf(["/1"]).replace(b"channel", b"chanel"), None),
        (
            rss(
                [
                    "<item><title>T</title><atom:link xmlns:atom='http://www.w3.org/2005/Atom' "
                    "href='/1'/></item>"
                ]
            ),
            None,
        ),
        (rss(["<item><title>A <b>bold</b> one</title><link>/1</link></item>"]), None),
        (rss(["<item><title>5 &amp;nosuch; 6</title><link>/1</link></item>"]), None),
        (
            rss(["<item><title>T</title><pubDate>Mon, 2 Mar 150 12:00:00 GMT</pubDate></item>"]),
            None,
        ),
        (rss(["<item><title>T</title><pubDate>2026-13-02</pubDate></item>"]), None),
        (atom(["/1"]).replace(b"<summary>", b"<summary>x</summary><summary>"), None),
        (atom(["/1"]).replace(b"<summary>", b"<content type='xhtml'>x</content><summary>"), None),
        (atom(["/1"]).replace(b"<summary>", b"<link href='/2'/><summary>"), None),
        (b"<opml/>", None),
        (b"", None),
    ],
)
def test_what_is_not_plain_is_left_to_the_careful_reader(
    body: bytes, content_type: str | None
) -> None:
    assert read_plain_feed(body, url=URL, content_type=content_type, now=NOW) is None


# Without Latin-1's upper half: of "Â¡" the careful reader thinks that it is a misread "¡".
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]).filter(
        lambda character: not "\x80" <= character <= "\xff"
    ),
    max_size=30,
)


@given(
    words,
    words,
    st.integers(0, 31 * 365 * 86400).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    st.integers(-12, 14),
)
def test_any_text_and_date_is_read_as_feedparser_reads_it(
    title: str, path: str, moment: datetime, hours: int
) -> None:
    zone = f"{'-' if hours < 0 else '+'}{abs(hours):02d}00"
    local = moment + timedelta(hours=hours)
    date = local.strftime(f"%a, %d %b %Y %H:%M:%S {zone}")
    item = rss_item(f"https://news.example/{path}", title)
    body = rss([item.replace("Mon, 02 Mar 2026 12:00:00 +0000", date)])
    plain = read_plain_feed(body, url=URL, content_type=None, now=NOW)
    careful = read_any_feed(body, url=URL, content_type=None, now=NOW)
    if plain is None:
        return
    (one,), (other,) = plain.items, careful.items
    assert (one.title, one.url, one.published_at) == (other.title, other.url, other.published_at)
    assert one.published_at == moment
