"""Values that make a row itself go in, the row's key comes out; no clock, no run, no machine."""

from hashlib import blake2b

KEY_BYTES = (
    12  # 96 bits: ten thousand million rows collide with a chance below one in a thousand million
)


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


def content_hash(content: bytes | str) -> str:
    """Return the 32 hexadecimal digits (BLAKE2b, 128 bits) that name a content to the byte."""
    coded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return blake2b(coded, digest_size=16).hexdigest()
