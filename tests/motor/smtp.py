"""A mail server on loopback that only remembers the Message-ID of what it has said yes to."""

import socketserver
import threading
import time
from contextlib import contextmanager, suppress

DELAY = 0.02
GREETED = {b"EHLO", b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"}


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self._say(b"220 sink")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self._say(b"221 bye")
            if verb == b"DATA":
                self._receive()
            else:
                self._say(b"250 ok" if verb in GREETED else b"502 no")

    def _receive(self):
        self._say(b"354 go on")
        header = [line for line in iter(self.rfile.readline, b".\r\n") if line.lower().startswith(b"message-id:")]
        time.sleep(DELAY)
        self.server.accepted.append(header[0].split(b":", 1)[1].strip().decode())
        self._say(b"250 accepted")

    def _say(self, answer):
        with suppress(OSError):  # the client was killed
            self.wfile.write(answer + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that is killed in the middle of a word is what the sink is for."""


@contextmanager
def sink():
    """Serve on a free port; `accepted` holds the Message-IDs in the order they were accepted."""
    with Sink(("127.0.0.1", 0), _Conversation) as server:
        server.accepted = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()
