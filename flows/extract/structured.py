"""A parsed page goes in; what its JSON-LD, microdata and meta elements state of it comes out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from flows.characters import whole_text
from flows.extract.values import clean, listed, moments, number, texts
from flows.lists import read_rows

# Where JSON-LD holds the page's own things; what stands elsewhere is about other pages.
OWN_KEYS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
MAX_JSON = 2_000_000
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # an escape that may be half a character


@dataclass(frozen=True, slots=True)
class Author:
    """One name that the markup calls an author; `kind` is its schema.org type, where it has one."""

    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """What the page states, in the order of how much each place is to be trusted."""

    kinds: frozenset[str]  # article, live_blog, video, audio, gallery, index
    has_article: bool  # some part of the markup calls this page an article
    headlines: tuple[str, ...]
    titles: tuple[str, ...]
    authors: tuple[Author, ...]  # of the article's own JSON-LD or microdata
    meta_authors: tuple[str, ...]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    sites: tuple[str, ...]
    sections: tuple[str, ...]
    languages: tuple[str, ...]
    agencies: tuple[str, ...]  # organisations named as author, source or provider
    canonical_url: str | None
    is_free: bool | None
    free_selectors: tuple[str, ...]  # of the parts that are not free
    word_count: int | None
    body: str | None


def read_markup(root: HtmlElement, url: str | None) -> Markup:
    """Return what the page's markup states of the page's article."""
    meta = _read_meta(root)
    canonical = _canonical_url(root, meta, url)
    nodes = list(_json_nodes(root))
    node = _own_article(nodes, {url, canonical}) or _read_microdata(root)
    kinds = {kind for each in nodes[:50] for kind in _kinds(each)} | set(_kinds(node))
    og_type = next(iter(_fields(meta, "type")), "").lower()
    kinds |= {"video"} if og_type.startswith("video") else set()
    authors = tuple(_authors(node.get("author") or node.get("creator"), _by_id(nodes)))
    places = [node.get(key) for key in ("publisher", "sourceOrganization", "provider")]
    return Markup(
        kinds=frozenset(kinds),
        has_article=bool(node) or og_type == "article" or "article:published_time" in meta,
        headlines=texts(node.get("headline"), node.get("name"), node.get("alternativeHeadline")),
        titles=_fields(meta, "title"),
        authors=authors,
        meta_authors=_fields(meta, "author"),
        published=moments(node.get("datePublished")) + _fields(meta, "published")
        + moments(node.get("dateCreated")),
        modified=moments(node.get("dateModified")) + _fields(meta, "modified"),
        sites=_fields(meta, "site") + _names(places[:1], nodes) + _site_names(nodes),
        sections=texts(node.get("articleSection")) + _fields(meta, "section"),
        languages=texts(node.get("inLanguage")) + _fields(meta, "language"),
        agencies=tuple(a.name for a in authors if a.kind and "Person" not in a.kind)
        + _names(places[1:], nodes),
        canonical_url=canonical,
        is_free=_is_free(node, meta),
        free_selectors=_locked_parts(node),
        word_count=number(node.get("wordCount")),
        body=node["articleBody"] if isinstance(node.get("articleBody"), str) else None,
    )  # fmt: skip


# --- meta and link --------------------------------------------------------------------------------


def _read_meta(root: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of meta elements by their lower-case name, property or itemprop."""
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = clean(element.get("content") or "")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if content and name:
            meta.setdefault(name.strip().lower(), []).append(content)
    return meta


@cache
def _names_of(field: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in read_rows("page_fields") if row["field"] == field)


def _fields(meta: dict[str, list[str]], field: str) -> tuple[str, ...]:
    """Return the contents of the meta elements that stand for a field, in the list's order."""
    return tuple(value for name in _names_of(field) for value in meta.get(name, ()))


def _canonical_url(root: HtmlElement, meta: dict[str, list[str]], url: str | None) -> str | None:
    """Return the address that the page gives itself, if it is on the page's own host."""
    given = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    for href in filter(None, [*given, *meta.get("og:url", ())]):
        try:
            address = urlsplit(urljoin(url or "", href.strip()))
            same_host = url is None or _host(address.netloc) == _host(urlsplit(url).netloc)
        except ValueError:
            continue
        if address.scheme in ("http", "https") and address.netloc and same_host:
            return str(address.geturl())
    return None


def _host(netloc: str) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", netloc.lower())


# --- JSON-LD --------------------------------------------------------------------------------------


def _json_nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the nodes that speak of this page, from every block that can be read."""
    for script in root.iter("script"):
        kind = (script.get("type") or "").strip().lower()
        if kind.startswith("application/ld+json") and script.text:
            yield from _walk(_load(script.text[:MAX_JSON]), 0)


def _load(text: str) -> Any:
    """Read JSON as pages have it: with raw control characters, comments, a last semicolon."""
    text = re.sub(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", text)
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text.strip().rstrip(";"))):
        try:
            value = json.loads(attempt, strict=False)
            if _HALF.search(attempt):  # headlines are cut inside emoji
                value = json.loads(whole_text(json.dumps(value, ensure_ascii=False)))
            return value
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value[:200]:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in OWN_KEYS:
            if isinstance(value.get(key), (list, dict)):
                yield from _walk(value[key], depth + 1)


@cache
def _schema_kinds() -> dict[str, str]:
    return {row["type"]: row["kind"] for row in read_rows("schema_types")}


def _kinds(node: dict[str, Any]) -> tuple[str, ...]:
    """Return what a node is in our words; its type may be a name, an address or a list of them."""
    types = [each for each in listed(node.get("@type")) if isinstance(each, str)]
    names = [re.split(r"[/#:]", each)[-1] for each in types]
    return tuple(_schema_kinds()[name] for name in names if name in _schema_kinds())


def _own_article(nodes: list[dict[str, Any]], urls: set[str | None]) -> dict[str, Any]:
    """Return the node of this page's article: by its address, or else the first with a title."""
    articles = [node for node in nodes if {"article", "live_blog"} & set(_kinds(node))]
    for spelled in (_spelled, _bare):  # parameters may only track, or be all that tells pages apart
        ours = {spelled(url) for url in urls if url}
        for node in articles:
            page = node.get("mainEntityOfPage")
            page = page.get("@id") if isinstance(page, dict) else page
            if ours & {spelled(each) for each in (page, node.get("url"), node.get("@id")) if each}:
                return node
    titled = [node for node in articles if node.get("headline")]
    return next(iter(titled or articles), {})


def _spelled(url: Any) -> str:
    return re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", url if isinstance(url, str) else "")


def _bare(url: Any) -> str:
    return re.sub(r"\?.*$|/$", "", _spelled(url))


def _by_id(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}


def _authors(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[Author]:
    """Yield the authors of a value: a name, a node, a reference to a node, or a list of these."""
    for each in listed(value):
        if isinstance(each, list):
            yield from _authors([inner for inner in each if not isinstance(inner, list)], by_id)
        elif isinstance(each, dict):
            node = each if each.get("name") else by_id.get(str(each.get("@id")), each)
            kind = node.get("@type")
            kind = "/".join(map(str, kind)) if isinstance(kind, list) else kind
            parts = " ".join(texts(node.get("givenName"), node.get("familyName")))
            for name in texts(node.get("name") or parts):
                yield Author(name, kind if isinstance(kind, str) else None)
        else:
            yield from (Author(name) for name in texts(each))


def _names(values: list[Any], nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(author.name for value in values for author in _authors(value, _by_id(nodes)))


def _site_names(nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    sites = [n for n in nodes if n.get("@type") in ("WebSite", "NewsMediaOrganization")]
    return tuple(
        name for node in sites for name in texts(node.get("name"), node.get("alternateName"))
    )


def _is_free(node: dict[str, Any], meta: dict[str, list[str]]) -> bool | None:
    """Tell whether the page says that all may read it; None where it does not say."""
    given = next(iter(listed(node.get("isAccessibleForFree"))), None)
    if given is not None:
        return str(given).rsplit("/", 1)[-1].strip().lower() not in ("false", "0", "no")
    tier = {value.lower() for value in _fields(meta, "tier")}
    return False if tier & {"locked", "premium"} else True if "free" in tier else None


def _locked_parts(node: dict[str, Any]) -> tuple[str, ...]:
    """Return the class selectors of the parts that only subscribers may read."""
    closed = [each for each in listed(node.get("hasPart"))
              if isinstance(each, dict) and _is_free(each, {}) is False]  # fmt: skip
    return tuple(text for each in closed for text in texts(each.get("cssSelector")))


# --- microdata ------------------------------------------------------------------------------------


def _read_microdata(root: HtmlElement) -> dict[str, Any]:
    """Return the page's first article in microdata, as if it were JSON-LD."""
    for scope in root.iterfind(".//*[@itemtype]"):
        kind = scope.get("itemtype", "").strip().rsplit("/", 1)[-1]
        if _schema_kinds().get(kind) in ("article", "live_blog"):
            node: dict[str, Any] = {"@type": kind}
            for element in scope.iterfind(".//*[@itemprop]"):
                if _scope_of(element) is scope:
                    for name in element.get("itemprop", "").split():
                        node.setdefault(name, []).append(_property(element))
            node.pop("articleBody", None)  # its text is the page's text
            return node
    return {}


def _scope_of(element: HtmlElement) -> HtmlElement | None:
    return next((up for up in element.iterancestors() if up.get("itemscope") is not None), None)


def _property(element: HtmlElement) -> Any:
    """Return the value of a property as the microdata standard reads it."""
    if element.get("itemscope") is not None:
        kind = element.get("itemtype", "").rsplit("/", 1)[-1]
        inner = {e.get("itemprop"): _property(e) for e in element.iterfind(".//*[@itemprop]")
                 if e.get("itemscope") is None}  # fmt: skip
        return {"@type": kind or None, "name": inner.get("name") or clean(element.text_content())}
    for name in ("content", "datetime"):
        if element.get(name):
            return clean(element.get(name))
    return clean(element.text_content())
