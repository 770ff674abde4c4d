"""What leaves a plan, and what is read into a kladde: what stands in for the parameters, and one valid body each."""

from django.core.files.uploadedfile import SimpleUploadedFile

from indsatser.models import Maal
from indsatser.resources import RESSOURCER
from mso_portal.motor.imports.trin import stage
from mso_portal.motor.models import Indlaesning
from tests.adgang.planer.genstand import fast, plan
from tests.adgang.verbum import Verbum

MAALFIL = "Mål\nAlle sager har en handleplan\n".encode()


def _indlaesning(verden):
    """A file the tovholder has put forward for each kladde and not yet confirmed; one a plan."""
    by, found = verden.personer["tovholder"], []
    for (tilstand, aabenhed), one in verden.planer.items():
        if tilstand == "kladde":
            slags = f"plan-maal:{one.nummer}"
            row = Indlaesning.objects.filter(slags=slags).order_by("pk").first()
            row = row or stage(RESSOURCER["maal"].for_plan(one), slags, "maal.csv", MAALFIL, by=by)
            found.append((tilstand, aabenhed, {"uuid": row.uuid}))
    return found


def _fil(verden, sted):
    plan = verden.planer["kladde", "aaben"]
    return {"plan": plan.nummer, "slags": "maal", "fil": SimpleUploadedFile("maal.csv", MAALFIL)}


GENSTANDE = {
    "plan_import_vis": _indlaesning,
    "plan_import_skabelon": fast(slags="maal", kind="xlsx"),
    "plan_xlsx": plan(),
    "plan_pdf": plan(),
    "plan_ics": plan(),
}
VERBER = {
    "plan_import": Verbum(_fil, Indlaesning.objects.count),
    "plan_import_vis": Verbum(effekt=Maal.objects.count),
}
