"""Runs the limited child: is the file what it says, and how do its pages look?"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("barn.py")
WALL = {"proev": 20, "tegn": 45}
OFFICE = ("docx", "xlsx", "pptx")
TYPER = ("pdf", *OFFICE, "png", "jpg")
REFUSALS = {
    "beskadiget": "Filen er beskadiget. Gem den på ny.",
    "aktiv": "Filen indeholder makroer eller hentede dele. Gem den uden, eller som PDF.",
    "pdf": "PDF-filen er låst eller har aktive dele. Udskriv den til en ny PDF.",
    "billede": "Billedet kan ikke læses. Gem det som PNG eller JPG, og vedlæg det igen.",
}
OTHER = "Filen hedder .{}, men indholdet er noget andet. Åbn den, og gem den på ny."


class Afvist(Exception):
    """The file is refused; the message is Danish and says what to do."""


@dataclass(frozen=True)
class Side:
    """A page as it is shown."""

    nr: int
    tekst: str
    png: bytes


def check(indhold, kind, ending):
    """Return (pages or None, the bytes to keep). Afvist when the file is not a plain one of its kind.

    A child that dies of its limits has met what no plain file holds.
    """
    died, said = _run(indhold, "proev", kind)
    if died:
        raise Afvist(REFUSALS[_last_word(kind)])
    line, _, kept = said.partition(b"\n")
    answer = json.loads(line)
    if "fejl" in answer:
        raise Afvist(REFUSALS.get(answer["fejl"]) or OTHER.format(ending))
    return answer["sider"], kept or indhold


def _last_word(kind):
    return "beskadiget" if kind in OFFICE else "pdf" if kind == "pdf" else "billede"


def draw(indhold, kind, first, last):
    """Return the Side of pages first–last, only those before the first one that can't be drawn."""
    _, rest = _run(indhold, "tegn", kind, str(first), str(last))
    found = []
    while b"\n" in rest:
        line, _, rest = rest.partition(b"\n")
        frame = json.loads(line)
        if len(rest) < frame["laengde"]:
            break
        found.append(Side(frame["nr"], frame["tekst"], rest[: frame["laengde"]]))
        rest = rest[frame["laengde"] :]
    return found


def _run(indhold, verb, *arguments):
    """Return (whether the child died, what it wrote before)."""
    command = [sys.executable, "-I", "-B", str(CHILD), verb, *arguments]
    try:
        done = subprocess.run(command, input=indhold, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=WALL[verb], env={}, check=False)  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return True, late.stdout or b""
    return done.returncode != 0, done.stdout
