"""Waiting for what a browser and a server do in their own time."""

import time


def eventually(look, expected, seconds=8):
    """Look until the answer is the expected one; then True, else fail with the last one."""
    deadline = time.monotonic() + seconds
    while (found := look()) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    if found != expected:
        raise AssertionError(f"{found!r} i stedet for {expected!r}")
    return True
