"""What may never change again, by row: its fingerprint as it was first met, and whether its hashes still prove it."""

from hashlib import sha256

from indstillinger.models import (
    Beslutning,
    Dagsordenspunkt,
    Indstillingsversion,
    Mindretal,
    Modtager,
    Moededokument,
    Opgave,
    Punktversion,
    Referat,
    Referatkommentar,
    Referatpunkt,
    Udsendelse,
    Udsendelsespunkt,
)
from indstillinger.models.indhold import digest
from mso_portal.motor.filer import lager

SENDT, GODKENDT = {"udsendelse__sendt_den__isnull": False}, {"referat__godkendt_den__isnull": False}
# model: (from when its row is frozen, the columns that are; () is all of them)
FROSSET = {
    Udsendelse: ({"sendt_den__isnull": False}, ()),
    Udsendelsespunkt: (SENDT, ()),
    Modtager: (SENDT, ()),
    Moededokument: (
        {"laast_den__isnull": False},
        ("uuid", "udsendelse_id", "referat_id", "punkt_id", "slags", "dele", "fil_id", "filnavn", "sha256", "sider",
         "oprettet_den", "laast_den"),
    ),
    Dagsordenspunkt: ({"nummer__isnull": False}, ("uuid", "moede_id", "art", "indstilling_id", "nummer")),
    Indstillingsversion: ({}, ()),
    Punktversion: ({}, ()),
    Referat: ({"godkendt_den__isnull": False}, ()),
    Referatpunkt: (GODKENDT, ()),
    Mindretal: (GODKENDT, ()),
    Referatkommentar: (GODKENDT, ()),
    Beslutning: ({}, ("nummer", "punkt_id", "raekke_uuid", "manifest_sha256", "oprettet_den")),
    Opgave: ({"oprindelig_frist__isnull": False}, ("uuid", "nummer", "punkt_id", "oprindelig_frist", "oprettet_den")),
}  # fmt: skip


def frozen(model):
    """Return the rows of the model that are frozen now, in order."""
    return model.objects.filter(**FROSSET[model][0]).order_by("pk")


def columns(model):
    """Return the columns of the model that never change in a frozen row."""
    return FROSSET[model][1] or [one.attname for one in model._meta.concrete_fields if not one.primary_key]


class Arkiv:
    """Remembers every frozen row from the first time it is asked on."""

    def __init__(self):
        self.kendt = {}

    def faults(self):
        """Return what has changed or is gone since it was first met, and what its own hash does not prove."""
        now = dict(_fingerprints())
        changed = [key for key, known in self.kendt.items() if now.get(key) != known]
        self.kendt = now | self.kendt
        return changed + list(_unproven())


def _fingerprints():
    for model in FROSSET:
        for pk, *values in frozen(model).values_list("pk", *columns(model)):
            yield (model.__name__, pk), digest([str(value) for value in values])


def _unproven():
    """Yield each row whose sha256 is not that of what it stands for: manifest, content, stored bytes."""
    for model, name in ((Udsendelse, "manifest"), (Referat, "indhold"), (Indstillingsversion, "indhold"),
                        (Punktversion, "indhold")):  # fmt: skip
        for pk, known, content in frozen(model).values_list("pk", "sha256", name):
            if digest(content) != known:
                yield model.__name__, pk, name
    for one in frozen(Moededokument).select_related("fil"):
        if sha256(lager.read(one.fil)).hexdigest() != one.sha256:
            yield "Moededokument", one.pk, "bytes"
