"""Every kind of feed gives its items; what is no feed is named for what it is."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from flows.errors import BadDocument
from flows.ingest.feeds import parse_feed
from flows.ingest.items import Feed, Item
from tests.ingest.clients import NOW
from tests.ingest.feedtexts import LOGIN_PAGE, atom, rdf, rss, rss_item

URL = "https://news.example/feed.xml"


def parse(body: bytes, content_type: str | None = None) -> Feed:
    return parse_feed(body, url=URL, content_type=content_type, now=NOW)


def only(body: bytes) -> Item:
    (item,) = parse(body).items
    return item


def test_an_rss_item_is_read() -> None:
    more = (
        "<dc:creator>Jane Doe</dc:creator><author>desk@news.example (Li Wei)</author>"
        "<content:encoded><![CDATA[<p>Whole text</p>]]></content:encoded>"
    )
    feed = parse(rss([rss_item("https://news.example/1", "Talks & tea", more=more)]))
    assert (feed.title, feed.home_url, feed.language) == (
        "Example News",
        "https://news.example/",
        "en",
    )
    assert feed.items == (
        Item(
            item_id="https://news.example/1",
            url="https://news.example/1",
            title="Talks & tea",
            summary="About Talks & tea",
            content="<p>Whole text</p>",
            authors=("Jane Doe", "Li Wei"),
            published_at=NOW,
            published_zone="+00:00",
        ),
    )
    assert feed.reader == "plain"


def test_an_atom_entry_is_read() -> None:
    item = only(atom(["https://news.example/1"]))
    assert item.item_id == "tag:news.example,2026:0"
    assert item.url == "https://news.example/1"
    assert (item.title, item.summary, item.authors) == ("Entry 0", "Summary 0", ("Jane Doe",))
    assert item.published_at == item.modified_at == NOW


def test_an_rdf_item_is_read() -> None:
    feed = parse(rdf(["https://news.example/1", "https://news.example/2"]))
    assert [each.url for each in feed.items] == ["https://news.example/1", "https://news.example/2"]
    assert feed.items[1].published_at == NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<![CDATA[<b>Talks</b> &amp; tea]]>", "Talks & tea"),
        ("Talks &amp;amp; tea", "Talks & tea"),
        ("&lt;b&gt;Talks&lt;/b&gt;\n  again", "Talks again"),
        ("<![CDATA[‘<em>Talks</em>’ in <b>Nor</b>way<br>again]]>", "‘Talks’ in Norway again"),
        ("5 &lt; 6 and 7 &gt; 3", "5 < 6 and 7 > 3"),
        ("Caf&#233; &#x2014; open", "Café — open"),
    ],
)
def test_a_title_is_plain_text(raw: str, plain: str) -> None:
    item = only(rss([f"<item><title>{raw}</title><link>https://news.example/1</link></item>"]))
    assert item.title == plain


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>/a/1</link>", "https://news.example/a/1"),
        ("<link> https://news.example/1 </link>", "https://news.example/1"),
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ("<link>HTTPS://news.example/1</link>", "https://news.example/1"),
        ("<link>Http://News.example/1</link>", "http://News.example/1"),
        ("<guid>HTTP://news.example/g</guid>", "http://news.example/g"),
        ('<guid isPermaLink="false">abc</guid>', None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>mailto:desk@news.example</link>", None),
        ('<enclosure url="https://news.example/x.mp3" type="audio/mpeg"/>', None),
    ],
)
def test_only_a_page_s_address_is_a_link(inner: str, url: str | None) -> None:
    assert only(rss([f"<item><title>T</title>{inner}</item>"])).url == url


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("Mon, 02 Mar 2026 12:00:00 +0200", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("2026-03-02T12:00:00Z", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("02 Mar 2026 12:00 EST", datetime(2026, 3, 2, 17, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 CET", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 BST", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 JST", datetime(2026, 3, 2, 3, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 IST", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 GMT+0100", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("2026-03-02T12:00:00 CET", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("2026-03-02 12:00 CET", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 +02:00", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 03:30:00 PM", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("March 2, 2026 12:05 a.m. EST", datetime(2026, 3, 2, 5, 5, tzinfo=UTC)),
        ("2026/03/02 12:00:00", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Mon, 2 Mar 2026", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026年3月2日", datetime(2026, 3, 2, tzinfo=UTC)),
        ("Mo, 02. März 2026 12:00 Uhr", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("lun., 2 mars 2026 12:00:00 +0100", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("02.03.2026 12:00", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("02/03/2026 12:00", None),  # two days in two countries
        ("Mon, 02 Mar 2026 24:00:00 GMT", datetime(2026, 3, 3, tzinfo=UTC)),
        ("2 Mar 2026 25:00 GMT", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 02 Mar 2076 12:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_an_instant_or_nothing(date: str, instant: datetime | None) -> None:
    item = only(rss([f"<item><title>T</title><pubDate>{date}</pubDate></item>"]))
    assert item.published_at == instant
    # &nbsp; makes it a feed for the careful reader
    again = only(rss([f"<item><title>T&nbsp;</title><pubDate>{date}</pubDate></item>"]))
    assert again.published_at == instant


@pytest.mark.parametrize(
    ("date", "zone"),
    [
        ("Mon, 02 Mar 2026 12:00:00 +0530", "+05:30"),
        ("Mon, 02 Mar 2026 12:00:00 CET", "+01:00"),
        ("Mon, 02 Mar 2026 12:00:00 IST", None),
        ("2026-03-02T12:00:00", None),
        ("2026-03-02", None),
        ("yesterday", None),
    ],
)
@pytest.mark.parametrize("title", ["T", "T&nbsp;"])  # the second is for the careful reader
def test_the_zone_of_a_date_is_kept_where_it_names_one(
    date: str, zone: str | None, title: str
) -> None:
    for name in ("pubDate", "dc:date"):
        item = only(rss([f"<item><title>{title}</title><{name}>{date}</{name}></item>"]))
        assert item.published_zone == zone


CAPTION = (
    '<media:group xmlns:media="http://search.yahoo.com/mrss/">'
    "<media:description>A caption</media:description></media:group>"
    '<itunes:summary xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">Notes'
    "</itunes:summary>"
)


@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE rss>"])  # with one it is read carefully
@pytest.mark.parametrize(
    ("inner", "summary"),
    [
        (f"{CAPTION}<description>Own</description>", "Own"),
        (f"<description>Own</description>{CAPTION}", "Own"),
        (f"<content:encoded>Whole</content:encoded>{CAPTION}", "Notes"),
        (CAPTION, "Notes"),
        (CAPTION.partition("<itunes")[0], "A caption"),
        ("<content:encoded>Whole</content:encoded>", None),
    ],
)
def test_an_items_own_summary_comes_first(inner: str, summary: str | None, doctype: str) -> None:
    body = rss([f"<item><title>T</title>{inner}</item>"])
    item = only(body.replace(b"?>", f"?>{doctype}".encode(), 1))
    assert item.summary == summary
    assert item.content == ("Whole" if "Whole" in inner else None)


@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE rss>"])
def test_an_item_has_the_same_name_whoever_reads_it_from_wherever(doctype: str) -> None:
    inner = "<item><guid>1</guid><link>HTTP://news.example/1</link></item><item><guid>2</guid>"
    body = rss([f"{inner}</item>"]).replace(b"?>", f"?>{doctype}".encode(), 1)
    for url in (URL, "https://www.news.example/moved/feed.xml"):
        feed = parse_feed(body, url=url, content_type=None, now=NOW)
        named = [(item.item_id, item.url) for item in feed.items]
        assert named == [("1", "http://news.example/1"), ("2", None)]


@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE rss>"])
def test_items_outside_of_the_channel_are_taken(doctype: str) -> None:
    inside, outside = (rss_item(f"https://news.example/{n}") for n in range(2))
    body = rss([inside]).replace(b"</channel>", f"</channel>{outside}".encode())
    feed = parse(body.replace(b"?>", f"?>{doctype}".encode(), 1))
    assert [item.url for item in feed.items] == ["https://news.example/0", "https://news.example/1"]
    assert feed.title == "Example News"


def test_an_address_alone_is_no_author() -> None:
    item = only(rss(["<item><title>T</title><author>desk@news.example</author></item>"]))
    assert item.authors == ()


def test_what_the_feed_asks_for_is_read() -> None:
    head = (
        "<ttl>30</ttl><skipHours><hour>3</hour><hour>4</hour><hour>24</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    )
    feed = parse(rss([], head=head))
    assert feed.ttl_seconds == 1800
    assert feed.skip_hours == (0, 3, 4)
    assert feed.skip_days == (5, 6)
    assert feed.items == ()


def test_the_same_item_twice_is_one() -> None:
    item = rss_item("https://news.example/1")
    assert len(parse(rss([item, item])).items) == 1


@pytest.mark.parametrize("title", ["T", "T&nbsp;"])  # the second is for the careful reader
def test_items_that_share_a_guid_are_told_apart_by_their_addresses(title: str) -> None:
    items = [
        f"<item><title>{title}</title><guid isPermaLink='false'>0</guid>"
        f"<link>https://news.example/{number}</link></item>"
        for number in (1, 2, 2)
    ]
    feed = parse(rss(items))
    assert [(each.item_id, each.url) for each in feed.items] == [
        (f"https://news.example/{number}", f"https://news.example/{number}") for number in (1, 2)
    ]
    assert [each.item_id for each in parse(rss(items[:1])).items] == ["0"]


def test_a_change_of_what_the_feed_says_changes_the_fingerprint() -> None:
    one, same, other = (
        only(rss([rss_item("https://news.example/1", title)])) for title in ("A", "A", "B")
    )
    assert one.fingerprint() == same.fingerprint() != other.fingerprint()


def test_entities_are_not_fetched_nor_blown_up() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<rss><channel><item><title>&l11;&x;</title><link>https://news.example/1</link></item>"
        "</channel></rss>"
    ).encode()
    try:
        feed = parse(body)
    except BadDocument:
        return
    assert all(len(item.title or "") < 10_000 for item in feed.items)
    assert all("root:" not in (item.title or "") for item in feed.items)


def test_a_feed_that_is_not_well_formed_gives_its_items() -> None:
    items = [rss_item(f"https://news.example/{n}", f"T & {n}") for n in range(5)]
    assert parse(rss(items)).reader == "plain"
    body = rss(items).replace(b"&amp;", b"&").replace(b"</channel></rss>", b"")
    assert [item.url for item in parse(body).items] == [
        f"https://news.example/{n}" for n in range(5)
    ]
    assert parse(body).reader == "feedparser"


def test_a_declared_encoding_that_lies_does_no_harm() -> None:
    body = rss([rss_item("https://news.example/1", "Café")]).replace(b"UTF-8", b"US-ASCII")
    assert only(body).title == "Café"


@pytest.mark.parametrize(
    ("body", "reason", "said"),
    [
        (LOGIN_PAGE, "html_page", "a login page"),
        (b"<html><body>Not here</body></html>", "html_page", "a web page"),
        (b"\n<!-- x --><!doctype HTML><p>", "html_page", "a web page"),
        (b"", "not_a_feed", "an empty answer"),
        (b"\n \n", "not_a_feed", "an empty answer"),
        (b"<rss><channel><title>Ne", "not_a_feed", "cut off before its first item"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "not_a_feed", "cut off before its first"),
        (b"plain text", "not_a_feed", "neither RSS"),
        (b"<opml><body/></opml>", "not_a_feed", "neither RSS"),
        (b'{"error": "no"}', "not_a_feed", "no JSON Feed"),
        (b"{" * 100_000, "not_a_feed", "neither JSON nor XML"),
        (bytes(range(256)), "not_a_feed", "neither RSS"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, reason: str, said: str) -> None:
    with pytest.raises(BadDocument, match=said) as caught:
        parse(body, "text/html")
    assert caught.value.reason == reason
    assert URL in str(caught.value)


@pytest.mark.parametrize("end", ["", "</channel>", "</channel></rss>"])
def test_a_feed_that_is_broken_and_has_no_item_yet_is_one(end: str) -> None:
    whole = end or "<link/>"
    feed = parse(f"<rss version='2.0'><channel><title>Fish & chips</title>{whole}".encode())
    assert (feed.title, feed.items) == ("Fish & chips", ())


def test_what_feedparser_raises_on_is_rescued(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("as feedparser does on some markup")

    body = rss([rss_item("https://news.example/1", "Talks")]).replace(b"UTF-8", b"latin-1")
    assert parse(body).reader == "feedparser"
    monkeypatch.setattr("feedparser.parse", broken)
    feed = parse(body)
    assert feed.reader == "fastfeedparser"
    (item,) = feed.items
    assert (item.url, item.title, item.published_at) == ("https://news.example/1", "Talks", NOW)


OLD_RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title>
 <link>https://news.example/</link></channel>{item}</rdf:RDF>"""
OLD_RSS = """<?xml version="1.0"?>{doctype}<rss version="{version}"><channel><title>News</title>
<link>https://news.example/</link>{item}</channel></rss>"""
NETSCAPE = (
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
)
OLD_ITEM = "<item><title>Bakers strike</title><link>https://news.example/1</link></item>"


@pytest.mark.parametrize(
    "body",
    [
        OLD_RDF.format(item=OLD_ITEM),
        OLD_RSS.format(doctype=NETSCAPE, version="0.91", item=OLD_ITEM),
        *(OLD_RSS.format(doctype="", version=v, item=OLD_ITEM) for v in ("0.91", "0.92", "0.93")),
        *(OLD_RSS.format(doctype="", version=v, item=OLD_ITEM) for v in ("0.94", "2.0", "2.0.11")),
    ],
)
def test_every_version_of_rss_is_read(body: str) -> None:
    feed = parse_feed(body.encode(), url="https://news.example/rss", content_type=None, now=NOW)
    assert [(item.url, item.title) for item in feed.items] == [
        ("https://news.example/1", "Bakers strike")
    ]
    assert feed.title == "News"


BROKEN = "Har\x00bour\x01 vote\x1b[2J \x7fput off"
WHOLE = "Harbour vote[2J put off"
ENTRY = f"<title>{BROKEN}</title><summary>{BROKEN}</summary><author><name>{BROKEN}</name></author>"


@pytest.mark.parametrize(
    "body",
    [
        rss(
            [
                "<item><guid>1\x00</guid><link>https://news.example/1\x01</link>"
                f"<title>{BROKEN}</title><description>{BROKEN}</description>"
                f"<author>{BROKEN}</author></item>"
            ]
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1\x00</id>'
            f'<link href="https://news.example/1\x01"/>{ENTRY}</entry></feed>'
        ).encode(),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "x",
                "items": [
                    {"id": "1\x00", "url": "https://news.example/1\x01", "title": BROKEN}
                    | {"summary": BROKEN, "authors": [{"name": BROKEN}]}
                ],
            }
        ).encode(),
    ],
)
def test_control_characters_are_no_part_of_what_is_said(body: bytes) -> None:
    [item] = parse_feed(body, url="https://news.example/feed", content_type=None, now=NOW).items
    assert (item.title, item.summary, item.authors) == (WHOLE, WHOLE, (WHOLE,))
    assert (item.item_id, item.url) == ("1", "https://news.example/1")


def test_items_without_an_address_and_with_one_guid_are_told_apart() -> None:
    guid = '<guid isPermaLink="false">1</guid>'
    items = [f"<item><title>{title}</title>{guid}</item>" for title in ("A", "B", "A")]
    feed = parse(rss(items))
    assert [item.title for item in feed.items] == ["A", "B"]


@pytest.mark.parametrize("odd", ["", "<!-- a comment --><x:y/>"])
def test_a_relative_link_is_of_the_site_not_of_where_its_feed_is_kept(odd: str) -> None:
    items = [f"<item><title>T</title><link>{link}</link></item>" for link in ("/a", "b", "?p=3")]
    feed = parse(rss(items, head=odd))
    site = "https://news.example/"
    assert [item.url for item in feed.items] == [f"{site}a", f"{site}b", f"{site}?p=3"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Fish &amp;amp;amp; chips", "Fish & chips"),
        ("Talks &amp;amp;#8211; and bread", "Talks – and bread"),
        ("AT&amp;T&amp;#8217;s plan", "AT&T’s plan"),
        ("R&amp;D; or not", "R&D; or not"),
        ("5 &lt; 7 &amp; 8 &gt; 6", "5 < 7 & 8 > 6"),
    ],
)
def test_what_is_escaped_twice_is_read_once_more(written: str, read_as: str) -> None:
    item = only(rss([f"<item><title>{written}</title></item>"]))
    assert item.title == read_as


def test_markup_in_a_title_that_promises_none_is_left_out() -> None:
    entry = (
        "<entry><id>tag:1</id><title>The &lt;i&gt;Solglimt&lt;/i&gt; sinks&amp;nbsp;fast</title>"
        "<summary type='text'>Prices &lt;up&gt; again</summary></entry>"
    )
    (item,) = parse(atom([]).replace(b"</feed>", f"{entry}</feed>".encode())).items
    assert (item.title, item.summary) == ("The Solglimt sinks fast", "Prices <up> again")
