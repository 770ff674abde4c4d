"""Renders own papers in warm, limited children: what kills one loses its own part, nothing else (50 §8).

    part = render_in_child(document, filed=False)    # RenderedPart(pdf, pages); RenderFailed
    parts = render_all([document, …], filed=False)   # in order, each a RenderedPart or a RenderFailed

`filed=True` is the paper to be stored: own page numbers, PDF/A-2a and PDF/UA-1, proved. `filed=False` is its form
for a pack (pdf/pakke): no page numbers, footer left the document's `fod`. The HTML is made here, from plain data;
the child gets neither settings nor a database, so it has nothing to inherit and nothing to tell.
"""

import atexit
import contextlib
import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings

from mso_portal.motor.pdf.render import aftryk_skabelon, render_html
from mso_portal.motor.pdf.skrift import FontMissing, printable
from mso_portal.motor.pdf.skriv import ROOT

COMMAND = [sys.executable, "-B", "-m", "mso_portal.motor.pdf.barn"]
CPU, WALL, ITEMS = 30, 45, 200
CHILDREN = 2


@dataclass(frozen=True)
class RenderedPart:
    pdf: bytes
    pages: int


class RenderFailed(Exception):
    """`grund` is the kind of error or the rules that are broken; it never holds text of the paper."""

    def __init__(self, grund):
        self.grund = grund
        super().__init__(f"Dokumentet kunne ikke dannes: {grund}.")


def render_in_child(document, *, filed=True, images=()):
    return render_html_in_child(_html(document), filed=filed, images=images)


def render_html_in_child(html, *, filed=False, images=()):
    """For what is no Document, such as the page of a picture."""
    return pulje().render(html, filed, images)


def render_all(documents, *, filed=True):
    """Two at a time. A part that fails stands in the list as its RenderFailed."""
    printable()  # read once, before two threads ask for it
    with ThreadPoolExecutor(CHILDREN) as threads:
        return list(threads.map(lambda document: _or_failure(document, filed), documents))


def _or_failure(document, filed):
    try:
        return render_in_child(document, filed=filed)
    except RenderFailed as failure:
        return failure


def _html(document):
    try:
        return render_html(document)
    except FontMissing:
        raise
    except Exception as error:
        raise RenderFailed(type(error).__name__) from error


def part_key(document, *, filed=True):
    """sha256 of all a rendered part is made from: the same key, the same bytes."""
    said = (document, filed, settings.MSO_MILJOE, settings.MSO_ORGANISATION, settings.MSO_VERSION, aftryk_skabelon())
    return hashlib.sha256(repr(said).encode()).hexdigest()


# Children


class Barn:
    """One child; `render` raises RenderFailed when it dies, is too slow or says it could not."""

    def __init__(self, command=COMMAND):
        self.items = 0
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env={}
        )

    def render(self, html, filed, images, cpu, wall):
        self.items += 1
        clock = threading.Timer(wall, self.process.kill)
        clock.start()
        try:
            self._ask(html, filed, images, cpu)
            return self._answer()
        except OSError:
            raise RenderFailed("processen døde") from None
        finally:
            clock.cancel()

    def _ask(self, html, filed, images, cpu):
        pictures = [{"navn": one.navn, "mime": one.mime, "laengde": len(one.indhold)} for one in images]
        said = {"html": html, "filed": filed, "cpu": cpu, "billeder": pictures}
        self.process.stdin.write(json.dumps(said).encode() + b"\n" + b"".join(one.indhold for one in images))
        self.process.stdin.flush()

    def _answer(self):
        line = self.process.stdout.readline()
        said = json.loads(line) if line.endswith(b"\n") else {"fejl": "processen døde"}
        if "fejl" in said:
            raise RenderFailed(said["fejl"])
        data = self.process.stdout.read(said["laengde"])
        if len(data) < said["laengde"]:
            raise RenderFailed("processen døde")
        return RenderedPart(data, said["sider"])

    def end(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.kill()
        self.process.wait()


class Pulje:
    """So many children at most, each begun when it is needed and kept warm."""

    def __init__(self, antal=CHILDREN, *, cpu=CPU, wall=WALL, items=ITEMS, command=COMMAND):
        self.cpu, self.wall, self.items, self.command = cpu, wall, items, command
        self.owner, self.begun = os.getpid(), 0
        self.places = queue.LifoQueue()
        for _ in range(antal):
            self.places.put(None)

    def render(self, html, filed, images=()):
        child = self.places.get()
        try:
            child = child or self._begin()
            part = child.render(html, filed, images, self.cpu, self.wall)
            if child.items >= self.items:
                child = self._without(child)
            return part
        except BaseException:
            child = self._without(child)
            raise
        finally:
            self.places.put(child)

    def _begin(self):
        self.begun += 1
        return Barn(self.command)

    def _without(self, child):
        if child:
            child.end()

    def end(self):
        """End every child that is not at work; the next item begins a new one."""
        idle = []
        with contextlib.suppress(queue.Empty):
            while True:
                idle.append(self.places.get_nowait())
        for child in idle:
            self._without(child)
            self.places.put(None)


_shared = []
_making = threading.Lock()


def pulje():
    """This process' own pool: a fork begins its own instead of talking to its parent's children."""
    with _making:
        if not _shared or _shared[0].owner != os.getpid():
            _shared[:] = [Pulje()]
            atexit.register(_shared[0].end)
        return _shared[0]
