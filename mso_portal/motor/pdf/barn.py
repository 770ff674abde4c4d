"""Renders papers in a limited process of its own, one after another: it has no settings, database or environment.

Each item comes on standard input as a line of JSON, {"html", "filed", "cpu", "billeder": [{"navn", "mime",
"laengde"}]}, and the bytes of the pictures. The answer is a line, {"laengde", "sider"} and so many bytes of PDF,
or {"fejl"}.
"""

import contextlib
import io
import json
import resource
import sys

MEMORY, FILE = 1024**3, 256 * 1024**2
WARM = "<!doctype html><html lang='da'><head><title>x</title></head><body><h1>x</h1></body></html>"


def limit():
    for kind, most in [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_CORE, 0)]:
        with contextlib.suppress(ValueError):  # macOS does not let the address space be limited
            resource.setrlimit(kind, (most, most))


def limit_time(seconds):
    """The soft limit counts from the start of the process, so it is moved on with every item."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def render(said, images):
    data = produce(said["html"], filed=said["filed"], images=images)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return data, len(pdf.pages)


def answer(line):
    said = json.loads(line)
    images = [Image(one["navn"], sys.stdin.buffer.read(one["laengde"]), one["mime"]) for one in said["billeder"]]
    limit_time(said["cpu"])
    try:
        data, pages = render(said, images)
    except NotArchivable as broken:
        return {"fejl": "; ".join(broken.failures)}, b""
    except BaseException as error:  # the renderer's own fatal error is no Exception
        return {"fejl": type(error).__name__}, b""
    return {"laengde": len(data), "sider": pages}, data


def main():
    """Until standard input ends, which it does with the parent."""
    limit()
    for line in iter(sys.stdin.buffer.readline, b""):
        said, data = answer(line)
        out.write(json.dumps(said).encode() + b"\n" + data)
        out.flush()


if __name__ == "__main__":
    import os
    import warnings

    warnings.simplefilter("ignore")
    # What any library prints must not end up between the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import pikepdf

    from mso_portal.motor.pdf.arkiv import NotArchivable
    from mso_portal.motor.pdf.fetcher import Image
    from mso_portal.motor.pdf.skriv import produce

    produce(WARM, filed=False)
    main()
