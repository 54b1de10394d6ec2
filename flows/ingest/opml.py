"""An OPML file goes in, Sources come out; and the other way round."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from flows.errors import BadDocument
from flows.files import write_whole
from flows.ingest.urls import public_url, without_credentials
from flows.keys import row_key
from flows.records import Rejected, Source

MAX_BYTES = 10_000_000
CONTENTS = frozenset({"auto", "page", "feed"})
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NAME_LENGTH = 200
FEED_HOST = re.compile(r"^feed://(?!https?:)", re.IGNORECASE)
FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)", re.IGNORECASE)


def read_opml(path: Path) -> tuple[list[Source], list[Rejected]]:
    """Return the feeds that a file lists, each once, and what in it could not be read.

    An outline's attribute `content` (auto, page or feed) says what articles are made of.
    """
    try:
        root = _parse(path)
    except BadDocument as error:
        message = f"{error}; no feed of it is read until then"
        return [], [Rejected("ingest", path.name, error.reason, message)]
    sources: dict[str, Source] = {}
    rejected: list[Rejected] = []
    for outline in _outlines(root):
        address = _address(outline)
        if not address:
            continue
        try:
            source = _source(outline, address)
            sources.setdefault(source.source_id, source)
        except BadDocument as error:
            message = f"{path.name}: line {outline.sourceline}: {error}"
            item = without_credentials(address)[:NAME_LENGTH]
            rejected.append(Rejected("ingest", item, error.reason, message))
    return list(sources.values()), rejected


def feed_source(url: str, name: str | None = None, home_url: str | None = None) -> Source:
    """Return a feed that has never been polled.

    Raises BadDocument("bad_url") where the address is not one of the web, or carries a password.
    """
    public_url(url)
    return Source(
        source_id=row_key("source", "feed", url),
        kind="feed",
        name=name or url,
        url=url,
        home_url=home_url,
    )


def merge_sources(listed: Sequence[Source], known: Iterable[Source]) -> list[Source]:
    """Return the listed feeds, each with the polling state that is known of it.

    What the list says (name, site, content) is the list's; where the feed has moved stays.
    """
    states = {source.source_id: source for source in known}
    return [
        source
        if source.source_id not in states
        else replace(
            states[source.source_id],
            name=source.name,
            home_url=source.home_url,
            content=source.content,
        )
        for source in listed
    ]


def write_opml(sources: Iterable[Source], path: Path, *, title: str = "Dateline's feeds") -> None:
    """Write feeds to a file that `read_opml` and every feed reader read."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml_text(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        if source.url is not None:
            _append(body, source)
    _save(root, path)


def add_to_opml(path: Path, source: Source) -> bool:
    """Add a feed to a file, all else in it left as it is; False where it stands there already.

    Raises BadDocument where the file is no OPML.
    """
    root = _parse(path)
    if any(source.url == _address(each) for each in _outlines(root)):
        return False
    body = next((each for each in root if _name(each) == "body"), None)
    _append(etree.SubElement(root, f"{_space(root)}body") if body is None else body, source)
    _save(root, path)
    return True


def remove_from_opml(path: Path, url: str) -> bool:
    """Remove a feed from a file, all else in it left as it is; False where it is not there.

    Raises BadDocument where the file is no OPML.
    """
    root = _parse(path)
    found = [each for each in _outlines(root) if _address(each) == url]
    for outline in found:
        outline.getparent().remove(outline)
    if found:
        _save(root, path)
    return bool(found)


def _append(body: etree._Element, source: Source) -> None:
    outline = etree.SubElement(body, f"{_space(body)}outline", type="rss")
    outline.set("text", _xml_text(source.name))
    outline.set("xmlUrl", _xml_text(source.url or ""))
    if source.home_url:
        outline.set("htmlUrl", _xml_text(source.home_url))
    if source.content != "auto":
        outline.set("content", source.content)


def _save(root: etree._Element, path: Path) -> None:
    etree.indent(root)
    write_whole(path, etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _parse(path: Path) -> etree._Element:
    """Return the root of an OPML file; nothing outside of it is read, no entity is expanded.

    Raises BadDocument that names the file where it is none.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"{path.name}: {size} bytes, at most {MAX_BYTES} are read: split the file"
            raise BadDocument("too_large", message)
        body = path.read_bytes()
    except OSError as error:
        message = f"{path.name}: {error.strerror}: put the list of feeds there"
        raise BadDocument("missing_file", message) from error
    if DECLARATION.search(body):
        said = "it declares a DTD or entities, which are never read: remove the declaration"
        raise BadDocument("bad_opml", f"{path.name}: {said}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        said = f"line {error.lineno}: not XML: {error.msg}: correct it or export it again"
        raise BadDocument("bad_opml", f"{path.name}: {said}") from error
    if _name(root) != "opml" or root.getroottree().docinfo.internalDTD is not None:
        said = f"line {root.sourceline}: XML but not OPML: <{str(root.tag)[:60]}> where <opml> is "
        raise BadDocument("bad_opml", f"{path.name}: {said}expected: export it again as OPML")
    return root


def _outlines(root: etree._Element) -> list[etree._Element]:
    """Return the outlines at every depth."""
    return [each for each in root.iter() if _name(each) == "outline"]


def _name(element: etree._Element) -> str:
    """Return an element's name without case and namespace: lists are written in many ways."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _space(element: etree._Element) -> str:
    """Return the namespace of an element as it stands before names, "" where it is in none."""
    space, brace, _ = str(element.tag).rpartition("}")
    return space + brace


def _attribute(outline: etree._Element, name: str) -> str:
    """Return an attribute of any case and namespace (name: lower case), "" where it is missing."""
    found = (text for key, text in outline.items() if key.rpartition("}")[2].lower() == name)
    return next(found, "").strip()


def _address(outline: etree._Element) -> str:
    """Return the address of the feed that an outline lists, "" where it lists none.

    Readers write feed: for http: or in front of it.
    """
    return FEED_SCHEME.sub("", FEED_HOST.sub("http://", _attribute(outline, "xmlurl")))


def _source(outline: etree._Element, address: str) -> Source:
    name = (_attribute(outline, "title") or _attribute(outline, "text"))[:NAME_LENGTH]
    content = (_attribute(outline, "content") or "auto").lower()
    if content not in CONTENTS:
        message = f"content {content[:40]!r} is none of {', '.join(sorted(CONTENTS))}: correct it"
        raise BadDocument("bad_opml", message)
    home_url = _attribute(outline, "htmlurl") or None
    return replace(feed_source(address, name, home_url), content=content)


def _xml_text(text: str) -> str:
    """Return the text without the characters that XML 1.0 cannot carry."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
