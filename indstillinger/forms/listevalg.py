"""What the list's filters can be set to: read from the reader's own papers, in one statement with the saved views."""

from datetime import date

from django.db.models import Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Cast

from indstillinger.models import GemtVisning, Moede
from mso_portal.organisation.models import Afdeling, Forum
from mso_portal.vaerdier.datoer import dato_kort

LISTE = "indstillinger"
MEETINGS = 40
SHAPE = ("slags_", "pk_", "noegle_", "navn_", "mere_")


class Listevalg:
    """`moede` is the key of the meeting chosen, which may be older than the newest that are offered."""

    def __init__(self, visible, user, moede=""):
        self.rows = {"forum": {}, "afdeling": {}, "moede": {}, "visning": {}}
        for slags, pk, noegle, navn, mere in _rows(visible, user, moede):
            self.rows[slags][noegle] = (pk, navn, mere)

    def choices(self, slags):
        """Return [(key, label)] of a filter, sorted as read: fora and units by name, meetings newest first."""
        found = self.rows[slags].items()
        if slags == "moede":
            newest = sorted(found, key=lambda row: row[1][2], reverse=True)
            return [(noegle, f"{kode} {dato_kort(date.fromisoformat(dato))}") for noegle, (_, kode, dato) in newest]
        return [(noegle, navn) for noegle, (_, navn, _) in sorted(found, key=lambda row: (row[1][2], row[0]))]

    def pk(self, slags, noegle):
        return self.rows[slags][noegle][0]

    def visninger(self):
        """Return [(name, query string)] of the views the person has saved."""
        return sorted((navn, mere) for _, navn, mere in self.rows["visning"].values())


def _rows(visible, user, moede):
    """Asked row by row, so that the database stops at the first paper of each."""
    fora, units = (
        model.objects.filter(_of(visible, name)) for name, model in (("forum", Forum), ("afdeling", Afdeling))
    )
    meetings = Moede.objects.filter(_of(visible, "oensket_moede"))
    newest = meetings.order_by("-dato", "-pk").values("pk")[:MEETINGS]
    shape = {"kode": F("forum__kode"), "dag": Cast("dato", TextField())}
    views = GemtVisning.objects.filter(bruger=user, liste=LISTE)
    return _shape(fora, "forum", "kode", F("navn"), F("navn")).union(
        _shape(units, "afdeling", "kode", F("navn"), F("sortering")),
        _shape(meetings.filter(pk__in=newest), "moede", "noegle", shape["kode"], shape["dag"]),
        _shape(meetings.filter(noegle=moede), "moede", "noegle", shape["kode"], shape["dag"]),
        _shape(views, "visning", "uuid", F("navn"), F("forespoergsel")),
    )


def _of(visible, name):
    return Exists(visible.order_by().filter(**{name: OuterRef("pk")}))


def _shape(rows, slags, noegle, navn, mere):
    """Return a queryset's rows in the one shape of the union."""
    texts = {"slags_": Value(slags), "noegle_": noegle, "navn_": navn, "mere_": mere}
    cast = {name: Cast(value, TextField()) for name, value in texts.items()}
    return rows.order_by().annotate(pk_=F("pk"), **cast).values_list(*SHAPE)
