"""Values that make a row itself go in, the row's key comes out; no clock, no run, no machine."""

from hashlib import blake2b

# 96 bits: ten thousand million rows collide with a chance below one in a thousand million.
KEY_BYTES = 12


def row_key(*parts: object) -> str:
    """Return the 24 hexadecimal digits that name the row made of these parts, in this order.

    None and "" are different parts, and no two lists of parts run together.
    """
    coded = [
        b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        for part in parts
    ]
    framed = b"".join([len(part).to_bytes(8, "big") + part for part in coded])
    return blake2b(framed, digest_size=KEY_BYTES).hexdigest()


def article_key(identity: str) -> str:
    """Return the article_id of what is named so.

    By the canonical address of its page; without one, by "seed:" and its file, or "item:", its feed
    and its id there.
    """
    return row_key("article", identity)


def document_key(article_id: str, body_hash: str) -> str:
    """Return the document_id of a body: the same bytes of two articles are two documents."""
    return row_key("document", article_id, body_hash)


def content_hash(content: bytes | str) -> str:
    """Return the 32 hexadecimal digits (BLAKE2b, 128 bits) that name a content to the byte."""
    coded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return blake2b(coded, digest_size=16).hexdigest()
