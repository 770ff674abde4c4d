"""From an uploaded file to a Laesning; whatever cannot be read is refused in Danish."""

import json
import subprocess
import sys
from pathlib import Path

from indstillinger.indlaesning.blokke import saml
from indstillinger.indlaesning.laesere import laes
from indstillinger.indlaesning.laesning import Opslag

STOERSTE = 10 * 1024**2
CHILD = Path(__file__).with_name("barn")
WALL = 20
TYPER = {"docx": "docx", "txt": "txt", "html": "html", "htm": "html", "pdf": "pdf"}
MED_MAKROER = {"docm", "dotm", "dot"}
GEM_SOM = "Gem den som .docx eller .txt, og prøv igen."
AFVISNINGER = {
    "beskadiget": f"Filen kunne ikke læses. {GEM_SOM}",
    "andet": "Filen hedder .{ext}, men indholdet er noget andet. Åbn den, og gem den på ny.",
    "aktiv": f"Filen indeholder makroer eller hentede dele. {GEM_SOM}",
    "bombe": f"Filen fylder for meget, når den pakkes ud. {GEM_SOM}",
    "sider": "Filen er på mere end 50 sider. Del den, og hent kun indstillingen ind.",
    "laast": f"PDF-filen er låst eller har aktive dele. {GEM_SOM}",
    "billede": "Filen er et billede uden tekst. Skriv felterne selv, og læg filen ved som bilag.",
    "tom": "Filen er tom. Vælg en anden.",
}


class Afvist(Exception):
    """The file as a whole is refused; the message is Danish and says what to do."""


def laes_fil(indhold, navn, opslag=None):
    """Return the Laesning of an uploaded form. Afvist for what is no readable .docx, .txt, .html or .pdf."""
    return laes_blokke(_blocks(indhold, extension(navn)), opslag)


def laes_blokke(raa, opslag=None):
    """Return the Laesning of blocks as the child delivers them. Never raises on any text."""
    return laes(saml(raa), opslag or Opslag())


def extension(navn):
    """Return the letters after the last full stop, in lower case."""
    return navn.rpartition(".")[2].strip().lower() if "." in navn else ""


def _blocks(indhold, ext):
    if ext in MED_MAKROER:
        raise Afvist(AFVISNINGER["aktiv"])
    if ext not in TYPER:
        raise Afvist(f"Filtypen .{ext[:10] or '(ingen)'} kan ikke bruges. {GEM_SOM}")
    if len(indhold) > STOERSTE:
        raise Afvist(f"Filen er {-(-len(indhold) // 1024**2)} MB. Grænsen er 10 MB. Del den, eller gem den mindre.")
    if not indhold.strip():
        raise Afvist(AFVISNINGER["tom"])
    return _child(indhold, ext)


def _child(indhold, ext):
    """Read in a child of its own, which a hostile file may kill."""
    command = [sys.executable, "-I", str(CHILD), TYPER[ext]]
    try:
        done = subprocess.run(command, input=indhold, capture_output=True, timeout=WALL, env={}, check=True)
        answer = json.loads(done.stdout)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, ValueError):
        raise Afvist(AFVISNINGER["beskadiget"]) from None
    if "fejl" in answer:
        raise Afvist(AFVISNINGER[answer["fejl"]].format(ext=ext))
    return answer["blokke"]
