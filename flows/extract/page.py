"""The bytes of a page go in, its tree comes out: decoded, capped and parsed once for all."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.utils import detect_encoding

from flows.charsets import web_codec
from flows.errors import BadDocument

MAX_BYTES = 10 * 1024 * 1024
MAX_ELEMENTS = 50_000  # trees beyond this take the extractor minutes; news pages stay below 15,000
CONTROL_SHARE = 0.01  # text holds next to no control characters, whatever its encoding

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w:-]+)""", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


_ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|promo|teaser|recommend|newsletter|most-?read|trending"
    r"|copyright",
    re.I,
)


def check_size(body: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> None:
    """Refuse a body that is empty or larger than the cap.

    Raises:
        BadDocument: empty, or too_large.
    """
    if not body.strip():
        raise BadDocument("empty", f"{name} is empty: fetch it again, or remove it")
    if len(body) > max_bytes:
        size, cap = len(body) / 2**20, max_bytes / 2**20
        raise BadDocument(
            "too_large",
            f"{name} has {size:.1f} MB, more than the {cap:.0f} MB that a page may have",
        )


def decode_text(body: bytes, name: str, charset: str | None = None) -> str:
    """Return a plain text as it is; only a byte order mark, which is no text, is left out.

    What is not UTF-8 is read by the `charset` that its server named, if it named one.

    Raises:
        BadDocument: not_utf8.
    """
    try:
        return body.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        with suppress(LookupError, UnicodeError):
            return body.decode(web_codec(charset or ""))
        raise BadDocument(
            "not_utf8",
            f"{name} is not UTF-8 (byte {body[error.start]:#04x} at {error.start}): convert it",
        ) from error


def decode_page(body: bytes, name: str, charset: str | None = None) -> str:
    """Return the text of a page: by its byte order mark, as UTF-8, as declared, or as guessed.

    What the server names (`charset`) goes before what the page does, as the HTML standard has it.

    Raises:
        BadDocument: not_decodable.
    """
    for encoding in _encodings(body, charset):
        try:
            text = body.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        if len(_CONTROL.findall(text, 0, 10_000)) <= CONTROL_SHARE * min(len(text), 10_000):
            return text
        break
    raise BadDocument(
        "not_decodable", f"{name} is not text in any known encoding: look at its type"
    )


def _encodings(body: bytes, charset: str | None) -> Iterator[str]:
    if body.startswith(_MARKS[1:]):
        yield "utf-16"
    yield "utf-8-sig"
    if charset:
        yield web_codec(charset)
    declared = _DECLARED.search(body, 0, 4096)
    if declared:
        yield web_codec(declared[1].decode("ascii", "replace"))
    yield from detect_encoding(body)  # slow, and hardly ever asked


def parse_page(body: bytes, name: str, charset: str | None = None) -> HtmlElement:
    """Return the root of the page's tree, without comments and processing instructions.

    Raises:
        BadDocument: not_decodable, no_article (nothing that could be a page), too_large.
    """
    text = decode_page(body, name, charset).replace("\x00", "")
    parser = HTMLParser(
        collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise BadDocument(
            "no_article", f"{name} cannot be read as HTML ({error}): look at it in a browser"
        ) from error
    count = int(root.xpath("count(//*)"))
    if count > MAX_ELEMENTS:
        raise BadDocument(
            "too_large",
            f"{name} has {count} elements, more than {MAX_ELEMENTS}: no news page has",
        )
    return root


def is_elsewhere(element: HtmlElement) -> bool:
    """Tell whether an element belongs to what stands around an article: other pieces, comments."""
    for up in [element, *element.iterancestors()]:
        if up.tag in ("aside", "footer", "nav", "li"):
            return True
        if _ELSEWHERE.search(f"{up.get('class', '')} {up.get('id', '')}"):
            return True
    return False
