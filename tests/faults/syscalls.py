"""A process gives up its writes here: each is counted, let through, or answered with an error.

The kernel's own means (seccomp, user notification): every write, rename, link and creation of a
file is stopped whoever makes it, Python, DuckDB or Arrow, in whatever thread. Linux on x86_64.
"""

import ctypes
import fcntl
import os
import platform
import select
import socket
import struct
from pathlib import Path
from typing import Any

# name: number, which argument is an open file, which is the address of a path
CALLS: dict[str, tuple[int, int | None, int | None]] = {
    "write": (1, 0, None),
    "pwrite64": (18, 0, None),
    "writev": (20, 0, None),
    "pwritev": (296, 0, None),
    "sendfile": (40, 0, None),
    "copy_file_range": (326, 2, None),
    "ftruncate": (77, 0, None),
    "fallocate": (285, 0, None),
    "fsync": (74, 0, None),
    "fdatasync": (75, 0, None),
    "rename": (82, None, 1),
    "renameat": (264, None, 3),
    "renameat2": (316, None, 3),
    "link": (86, None, 1),
    "linkat": (265, None, 3),
    "symlink": (88, None, 1),
    "symlinkat": (266, None, 2),
    "mkdir": (83, None, 0),
    "mkdirat": (258, None, 1),
    "openat": (257, None, 1),
}
OPEN = CALLS["openat"][0]
NAMES = {number: name for name, (number, _, _) in CALLS.items()}
SECCOMP, SET_FILTER, NEW_LISTENER, NO_NEW_PRIVS = 317, 1, 8, 38
ALLOW, NOTIFY = 0x7FFF0000, 0x7FC00000
RECEIVE, SEND, GO_ON = 0xC0502100, 0xC0182101, 1
LOAD, EQUAL, ANY_OF, RETURN = 0x20, 0x15, 0x45, 0x06


def is_possible() -> bool:
    """Say whether this machine can do it."""
    actions = Path("/proc/sys/kernel/seccomp/actions_avail")
    return (
        platform.machine() == "x86_64"
        and actions.exists()
        and "user_notif" in actions.read_text(encoding="ascii")
    )


def socket_pair() -> tuple[socket.socket, socket.socket]:
    """Return what the listener is handed over by."""
    return socket.socketpair()


def hand_over(pair: tuple[socket.socket, socket.socket]) -> None:
    """Have every later write of this process ask whoever supervises it."""
    lines = [(LOAD, 0, 0, 0)]
    plain = [number for number, _, _ in CALLS.values() if number != OPEN]
    for place, number in enumerate(plain):
        lines.append((EQUAL, len(plain) - place + 4, 0, number))
    lines += [
        (EQUAL, 0, 2, OPEN),
        (LOAD, 0, 0, 32),  # the flags, lower half
        (ANY_OF, 1, 0, os.O_CREAT),
        (RETURN, 0, 0, ALLOW),
    ]
    lines.append((RETURN, 0, 0, NOTIFY))
    # jumps above lead to the last line; one too far is one line less to go
    program = [
        (code, (len(lines) - 2 - index if code == EQUAL and value != OPEN else yes), no, value)
        for index, (code, yes, no, value) in enumerate(lines)
    ]
    packed = b"".join(struct.pack("HBBI", *line) for line in program)
    code = ctypes.create_string_buffer(packed, len(packed))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    listener = libc.syscall(SECCOMP, SET_FILTER, NEW_LISTENER, header)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    socket.send_fds(pair[1], [b"x"], [listener])
    os.close(listener)
    pair[0].close()
    pair[1].close()


def supervise(
    pair: tuple[socket.socket, socket.socket],
    *,
    folder: str,
    nth: int | None,
    errno: int,
    is_lasting: bool,
) -> list[str]:
    """Answer a process's writes below the folder until it ends, and return what they were.

    The n-th (from 1) fails with the error; with `is_lasting` every one after it, too.
    """
    pair[1].close()
    _, (listener, *_), _, _ = socket.recv_fds(pair[0], 1, 1)
    pair[0].close()
    calls: list[str] = []
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while True:
        [(_, event)] = poll.poll()
        if not event & select.POLLIN:
            os.close(listener)
            return calls
        asked = bytearray(80)
        try:
            fcntl.ioctl(listener, RECEIVE, asked)
        except OSError:
            continue  # the thread that asked has died
        key, process, _, number, _, _, *arguments = struct.unpack("QIIiIQ6Q", asked)
        error, target = 0, _target(process, number, arguments)
        if target.startswith(folder):
            calls.append(f"{NAMES[number]} {target.removeprefix(folder)}")
            is_hit = nth is not None and (len(calls) >= nth if is_lasting else len(calls) == nth)
            error = -errno if is_hit else 0
        reply: Any = struct.pack("QqiI", key, 0, error, 0 if error else GO_ON)
        try:
            fcntl.ioctl(listener, SEND, reply)
        except OSError:
            continue


def _target(process: int, number: int, arguments: list[int]) -> str:
    """Return the path that a call writes to."""
    _, file, address = CALLS[NAMES[number]]
    try:
        if file is not None:
            return os.readlink(f"/proc/{process}/fd/{arguments[file]}")  # noqa: PTH115
        assert address is not None
        with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            memory.seek(arguments[address])
            return memory.read(4096).split(b"\0", 1)[0].decode(errors="replace")
    except OSError:
        return ""
