"""Servers made to hold a reader up are left, each within bounded time and memory; so is bad TLS."""

import asyncio
import datetime as dt
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.ingest.answer import Answer
from tests.ingest.clients import ask
from tests.servers import (
    Handler,
    Route,
    endless_body,
    header_flood,
    one_byte_at_a_time,
    redirect,
    serving,
    silent,
)

# Asks for one address with a real run's limits but for the times, and tells what it took.
PROGRAM = """
import asyncio, re, sys, time
from pathlib import Path
from tests.ingest.clients import ask, quick
limits = quick(total_seconds=3.0, idle_seconds=2.0)
began = time.monotonic()
fetch = asyncio.run(ask(sys.argv[1], [sys.argv[2]], limits=limits)).fetch
seconds = time.monotonic() - began
# Not ru_maxrss: a child begins with what its parent had at its peak.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(fetch.outcome, seconds, peak[1])
"""


def one_header_byte_a_second(handler: Handler) -> None:
    """Send headers of which a byte comes every second, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.stopping.wait(1.0):
        handler.wfile.write(b"x")


SERVERS = {
    "a byte a second": (Route(behave=one_byte_at_a_time(1.0)), "timeout"),
    "a byte of the headers a second": (Route(behave=one_header_byte_a_second), "timeout"),
    "silence": (Route(behave=silent), "timeout"),
    "an endless body": (Route(behave=endless_body), "too_large"),
    "headers without end": (Route(behave=header_flood), "error"),
    "a redirect loop": (redirect("/a"), "error"),
    "a redirect with an endless body": (
        Route(b"x" * 50_000_000, status=302, headers={"Location": "http://10.0.0.1/"}),
        "refused",
    ),
}


@pytest.mark.parametrize("name", list(SERVERS))
def test_a_hostile_server_is_left_in_time_and_memory(name: str) -> None:
    route, expected = SERVERS[name]
    with serving({"/a": route}) as server:
        command = [sys.executable, "-c", PROGRAM, server.url("/a"), server.host]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    outcome, seconds, kilobytes = done.stdout.split()
    assert outcome == expected
    assert float(seconds) < 10
    assert int(kilobytes) < 200_000


# --- TLS ------------------------------------------------------------------------------------------


def certificate(folder: Path, name: str) -> Path:
    """Write a key and a certificate that it has signed itself, for a name and this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = [x509.DNSName(name)]
    today = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / f"{name}.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


def ask_over_tls(pem: Path, host: str, trusted: Path | None) -> Answer:
    """Ask a server on this machine, which shows the certificate, for a page of that host."""
    ours = ssl.create_default_context(cafile=str(trusted) if trusted else None)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(pem)

    async def look_up(name: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with serving({"/a": Route(b"here")}, tls=theirs) as server:
        url = f"https://{host}:{server.port}/a"
        return asyncio.run(ask(url, ["127.0.0.0/8"], lookup=look_up, tls=ours))


def test_tls_is_for_the_name_that_was_asked_though_the_address_was_looked_up(
    tmp_path: Path,
) -> None:
    pem = certificate(tmp_path, "news.example")
    assert ask_over_tls(pem, "news.example", pem).body == b"here"
    other = ask_over_tls(pem, "other.example", pem)
    assert (other.fetch.outcome, other.body) == ("unreachable", b"")
    assert "certificate" in (other.fetch.message or "")
    unknown = ask_over_tls(pem, "news.example", None)
    assert (unknown.fetch.outcome, unknown.body) == ("unreachable", b"")
