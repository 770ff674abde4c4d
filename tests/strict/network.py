"""No test reaches beyond the machine."""

import ipaddress
import socket


class NetworkRefused(Exception):
    pass


def _is_local(family, address):
    if family == socket.AF_UNIX or not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def install(monkeypatch):
    def guarded(original):
        def connect(self, address, *args):
            if not _is_local(self.family, address):
                raise NetworkRefused(f"en test ville ud på nettet: {address!r}")
            return original(self, address, *args)

        return connect

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
