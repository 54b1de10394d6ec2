"""A body as it was sent and its Content-Encoding go in; the plain body comes out, within a cap."""

import io
import re
import zlib
from collections.abc import Callable

from flows.errors import BadDocument

ACCEPTED = "gzip, deflate, br, zstd"
MAX_LAYERS = 3
MAX_MEMBERS = 10_000  # of gzip in one body: servers send one, logs that are glued some hundred
CHUNK = 64 * 1024
FIRST_PIECE = 512  # of a member: it may be short, and what follows it is not to be copied each time
GZIP_MAGIC = b"\x1f\x8b"
PADDING = re.compile(rb"\0*")


def decode_body(body: bytes, encoding: str, *, max_bytes: int) -> bytes:
    """Undo the codings of a body, last one first, each within `max_bytes`.

    Raises BadDocument: "too_large" where it grows past the cap, "bad_encoding" where it is broken.
    """
    layers = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    layers = [name for name in layers if name != "identity"]
    if len(layers) > MAX_LAYERS:
        raise BadDocument("bad_encoding", f"{len(layers)} codings, at most {MAX_LAYERS} are undone")
    for name in reversed(layers):
        if name not in DECODERS:
            raise BadDocument("bad_encoding", f"coding {name[:40]!r} was not asked for")
        body = DECODERS[name](body, max_bytes) if body else body
    return body


def _too_large(max_bytes: int) -> BadDocument:
    return BadDocument("too_large", f"more than {max_bytes} bytes after decompression")


def _gunzip(body: bytes, max_bytes: int) -> bytes:
    """Undo gzip: one member or several; what follows the last member is ignored."""
    plain, position, count = bytearray(), 0, 0
    while body.startswith(GZIP_MAGIC, position):
        count += 1
        if count > MAX_MEMBERS:
            raise BadDocument("bad_encoding", f"more than {MAX_MEMBERS} members of gzip")
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        position = _inflate(member, body, position, plain, max_bytes)
        padding = PADDING.match(body, position)
        position = padding.end() if padding else position
    if not count:
        raise BadDocument("bad_encoding", "the body is not gzip, though it says so")
    return bytes(plain)


def _undeflate(body: bytes, max_bytes: int) -> bytes:
    """Undo deflate: with zlib's frame as RFC 9110 has it, or bare as some servers send it."""
    has_frame = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    bits = zlib.MAX_WBITS if has_frame else -zlib.MAX_WBITS
    plain = bytearray()
    _inflate(zlib.decompressobj(bits), body, 0, plain, max_bytes)
    return bytes(plain)


def _inflate(
    stream: "zlib._Decompress", body: bytes, start: int, plain: bytearray, max_bytes: int
) -> int:
    """Add to `plain` what the stream from `start` on holds, and return where it ends."""
    view, reach = memoryview(body), FIRST_PIECE
    while not stream.eof:
        piece = view[start : start + reach]
        if not piece:
            raise BadDocument("bad_encoding", "the compressed body ends too early")
        try:
            plain += stream.decompress(piece, max_bytes - len(plain) + 1)
        except zlib.error as error:
            raise BadDocument("bad_encoding", f"the compressed body is broken: {error}") from error
        if len(plain) > max_bytes:
            raise _too_large(max_bytes)
        start, reach = start + len(piece), min(2 * reach, CHUNK)
    return start - len(stream.unused_data)


def _with_arrow(name: str) -> Callable[[bytes, int], bytes]:
    """Return the decoder of a coding that Arrow brings."""

    def decode(body: bytes, max_bytes: int) -> bytes:
        import pyarrow as pa  # type: ignore[import-untyped]  # half a second that most runs do not need

        plain = bytearray()
        try:
            with pa.CompressedInputStream(io.BytesIO(body), name) as stream:
                while piece := stream.read(CHUNK):
                    plain += piece
                    if len(plain) > max_bytes:
                        raise _too_large(max_bytes)
        except (OSError, pa.ArrowException) as error:
            message = f"the compressed body is broken: {error}"
            raise BadDocument("bad_encoding", message) from error
        return bytes(plain)

    return decode


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _with_arrow("brotli"),
    "zstd": _with_arrow("zstd"),
}
