"""Old forms of fixtures/skemaer, taken in by the demo's people through the verbs of the import."""

from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from indstillinger.models import Indstilling
from indstillinger.workflow import importer
from indstillinger.workflow.laes_formular import laes_formular

SKEMAER = settings.BASE_DIR / "fixtures" / "skemaer"


def import_form(data, forum, by):
    """Take the form of a paper's file in and return the kladde it becomes.

    With `medtag` everything else is left out, and what is left is looked at; without it nobody has looked yet.
    """
    name = data["skema"]
    forsoeg = importer.upload(forum, name, (SKEMAER / name).read_bytes(), by=by, noegle=_key(name, 0))
    laes_formular.func(forsoeg.pk)
    forsoeg.refresh_from_db()
    for felt in forsoeg.importfelter.order_by("plads") if "medtag" in data else ():
        if felt.felt not in data["medtag"]:
            importer.drop(forsoeg, felt.plads, by=by, noegle=_key(name, felt.plads))
        elif felt.tjek:
            importer.keep(forsoeg, felt.plads, by=by, noegle=_key(name, felt.plads))
    paper = importer.confirm(forsoeg, by=by, noegle=_key(name, -1))
    return Indstilling.objects.get(pk=paper.pk)


def _key(name, plads):
    return uuid5(NAMESPACE_URL, f"demo:{name}:{plads}")
