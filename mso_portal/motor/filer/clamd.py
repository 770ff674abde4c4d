"""The virus scanner's own protocol: the bytes go over a socket in pieces, one line comes back."""

import socket
import struct

PIECE, SECONDS = 64 * 1024, 60


def clean(address, indhold):
    """Say whether the scanner finds nothing. OSError when it is silent, busy or answers nonsense.

    `address` is a socket's path, or host:port.
    """
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(indhold), PIECE):
            piece = indhold[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    said = answer.rstrip(b"\0")
    if said == b"stream: OK":
        return True
    if said.endswith(b" FOUND"):
        return False
    raise OSError(f"clamd: {said[:100]!r}")


def _connected(address):
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
