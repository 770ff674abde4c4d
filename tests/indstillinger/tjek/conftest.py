"""Papers of the demo world as their authors left them, with only the rows of the organisation that they name."""

import pytest
from django.utils.text import slugify

from indstillinger.models import Moede
from mso_portal.management import afspil
from mso_portal.management.verden import at, read
from mso_portal.motor import ur
from mso_portal.organisation.models import Budgetperiode, Forum, Lukkedag
from mso_portal.vaerdier.hverdage import laeg_hverdage
from tests import builders


@pytest.fixture
def demosag(db):
    """Return a function that writes a fixture's paper with all its corrections and gives it as it stands then."""

    def play(name):
        data = read(f"indstillinger/{name}.toml")
        _surroundings(data)
        paper = afspil._draft(data, afspil._moment(data["oprettet"]))
        for correction in data.get("rettelse", []):
            with ur.stil(afspil._moment(correction["tidspunkt"])):
                afspil._correct(paper, correction)
        return type(paper).objects.get(pk=paper.pk)

    return play


def _surroundings(data):
    world = read("fora.toml")
    for row in world["forum"]:
        Forum(**{**row, "afdeling": None}).save()
    forum = Forum.objects.get(kode=data["forum"])
    for row in world["moede"]:
        if (row["forum"], row["dato"]) == (data["forum"], data["moede"]):
            Moede(**{**row, "forum": forum, "noegle": slugify(f"{forum.kode}-{row['dato']}")}).save()
    for row in world["lukkedag"]:
        Lukkedag(**row).save()
    for row in world["budgetperiode"]:
        Budgetperiode(**row).save()
    for kode in {text[name] for text in _texts(data) for name in ("afdeling", "afsendende_afdeling") if name in text}:
        builders.afdeling(kode)
    _people(data)


def _texts(data):
    """Return the first wording and every correction of it."""
    return [data["felter"], *(row["felter"] for row in data.get("rettelse", []))]


def _rows(data):
    """Return the rows of the draft, then the changed and the added ones of the corrections."""
    later = [row for one in data.get("rettelse", []) for kind in ("raekke", "tilfoej") for row in one.get(kind, [])]
    return [*data.get("deltager", []), *later]


def _people(data):
    names = {data["forfatter"], *(row["af"] for row in data.get("rettelse", []))}
    names |= {row["bruger"] for row in _rows(data) if "bruger" in row}
    for text in _texts(data):
        names |= {*text.get("medforfattere", []), text.get("ansvarlig_leder")} - {None}
    for name in sorted(names):
        builders.bruger(name.capitalize(), brugernavn=name)


@pytest.fixture
def ti_hverdage_foer(db):
    """Return a function that sets the clock ten hverdage before the paper's meeting, at nine."""

    def clock(paper):
        closed = set(Lukkedag.objects.values_list("dato", flat=True))
        day = laeg_hverdage(paper.oensket_moede.dato, -10, closed)
        return ur.stil(at(day))

    return clock
