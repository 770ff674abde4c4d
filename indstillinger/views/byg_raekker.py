"""What the page where an agenda is built shows: its items as this reader has them, what waits, what is wrong."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from indstillinger.beregning.dagsorden import length_warning
from indstillinger.enums import Tilstand
from indstillinger.enums_moede import PLADS, Punktart, Punkttilstand
from indstillinger.models import Dagsordenspunkt, Indstilling, Punktdeltager, Udelukkelse
from indstillinger.models.dagsordenslinjer import linjer, med_udsendt
from indstillinger.workflow.aarshjul import due, visible
from indstillinger.workflow.dagsorden import on_agenda, slots
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import dato_kort, klokken

NY_GODKENDELSE = "Venter på ny godkendelse"


@dataclass(frozen=True)
class Raekke:
    """An item in its place. Of what this reader may not read there is the public line and the time, no more."""

    punkt: Dagsordenspunkt
    nummer: str
    titel: str
    laesbar: bool
    bemaerkning: str
    plads: int
    begynder: str

    @property
    def aaben(self):
        """Whether the item is still to be treated, so that it can be changed."""
        return self.punkt.tilstand == Punkttilstand.OPTAGET


def agenda(user, moede):
    """Return the items of the agenda in order, as this reader has them. Five queries."""
    people = Punktdeltager.objects.select_related("bruger").order_by("pk")
    kept_out = Udelukkelse.objects.filter(ophaevet_den=None).select_related("bruger").order_by("pk")
    rows = med_udsendt(moede.punkter.select_related("indstilling__sagsbehandler", "indstilling__ansvarlig_leder"))
    rows = rows.prefetch_related(Prefetch("deltagere", people, to_attr="gaester"),
                                 Prefetch("udelukkelser", kept_out, to_attr="ude"))  # fmt: skip
    items = on_agenda(rows.order_by("raekkefoelge"))
    mine = set(moede.punkter.visible_to(user).order_by("pk").values_list("pk", flat=True))
    excluded = {one.pk for one in items for row in one.ude if row.bruger_id == user.pk}
    begins = {pk: klokken(start) for pk, (start, _) in slots(moede, items).items()}
    return [
        Raekke(one.punkt, one.nummer, one.titel, one.laesbar, one.bemaerkning, nr, begins.get(one.punkt.pk, ""))
        for nr, one in enumerate(linjer(moede, items, mine, excluded), start=1)
    ]  # fmt: skip


def waiting(user, moede):
    """Return the approved papers of the forum that stand on no meeting and wait for no minutes, those wished for this
    one first."""
    placed = Dagsordenspunkt.objects.filter(indstilling=OuterRef("pk"), tilstand__in=PLADS)
    rows = Indstilling.objects.visible_to(user).filter(forum=moede.forum_id, tilstand=Tilstand.GODKENDT)
    rows = rows.filter(~Exists(placed.order_by())).til_liste().order_by("godkendt_den", "pk")
    return sorted(rows, key=lambda paper: paper.oensket_moede_id != moede.pk)


def minutes_used(rows):
    """Return the minutes of all that has a time on the agenda."""
    return sum(row.punkt.minutter for row in rows if row.begynder)


def warnings(moede, rows):
    """Return what the agenda's builder should know before it is sent, as sentences."""
    kept_out = [row for row in rows for one in row.punkt.ude if one.bruger_id == moede.sekretaer_id]
    found = [
        f"Vælg en anden sekretær til punkt {row.nummer.strip('()')}, før dagsordenen kan sendes." for row in kept_out
    ]
    return [text for text in (length_warning(minutes_used(rows), moede.minutter), *found) if text]


def shown(moede, rows, form, fokus, may_write):
    """Return the rows as the template draws them; `fokus` is (uuid, button) of the row that was moved."""
    fields = {uuid: [form[f"{name}:{uuid}"] for name in ("plads", "minutter")] for uuid in form.rows}
    return [
        {
            "uuid": str(row.punkt.uuid), "nr": row.nummer, "titel": row.titel,
            "vist": "" if row.nummer.strip("()") == str(row.plads) else row.nummer, "maerker": marks(row) if row.laesbar
            else [], "fakta": facts(row), "felter": fields.get(str(row.punkt.uuid), []) if may_write else [],
            "foer": form[f"foer:{row.punkt.uuid}"] if str(row.punkt.uuid) in fields else "",
            "links": verbs(moede, row) if may_write else [], "foerste": row.plads == 1,
            "sidste": row.plads == len(rows), "fokus": fokus[1] if fokus[0] == str(row.punkt.uuid) else "",
            "slags": "punkt" if row.nummer else "pausen", "navn": row.nummer.strip("()"),
            "rediger": f"Rediger punkt {row.nummer.strip('()')}" if row.nummer else "Rediger pausen",
        }
        for row in rows
    ]  # fmt: skip


def marks(row):
    """Return the badges of a row that the reader may read."""
    punkt, paper = row.punkt, row.punkt.indstilling
    found = []
    if punkt.er_lukket:
        found.append({"tekst": "Lukket", "slags": "obs", "laas": True})
    if not row.aaben:
        state = "Udgår" if punkt.tilstand == Punkttilstand.TRUKKET else punkt.get_tilstand_display()
        found.append({"tekst": state, "slags": "neutral"})
    elif paper is not None and paper.tilstand != Tilstand.GODKENDT:
        found.append({"tekst": NY_GODKENDELSE, "slags": "obs"})
    if punkt.sen_begrundelse:
        found.append({"tekst": "Sat på efter fristen", "slags": "obs"})
    return found


def facts(row):
    """Return when an item begins, who comes and who is kept out, as short texts."""
    punkt = row.punkt
    found = [row.begynder] if row.begynder else []
    if not row.laesbar:
        return [*found, row.bemaerkning] if row.bemaerkning else found
    found += [f"Venter på {_waits_for(punkt.indstilling)}"] if _waits_for(punkt.indstilling) else []
    if punkt.gaester:
        found.append("Deltagere: " + ", ".join(str(one) for one in punkt.gaester))
    if punkt.ude:
        found.append("Deltager ikke: " + ", ".join(str(one.bruger) for one in punkt.ude))
    return found


def _waits_for(paper):
    if paper is None or paper.tilstand not in (Tilstand.KLADDE, Tilstand.TIL_GODKENDELSE):
        return ""
    return str(paper.sagsbehandler if paper.tilstand == Tilstand.KLADDE else paper.ansvarlig_leder)


def verbs(moede, row):
    """Return the links of a row: what can be done to an item that is still to be treated."""
    own, punkt = f"/moeder/{moede.noegle}/byg/{row.punkt.uuid}/", row.punkt
    if not row.laesbar or not row.aaben:
        return []
    found = [{"label": "Deltagere", "url": f"{own}deltagere/"}, {"label": "Inhabilitet", "url": f"{own}inhabilitet/"}]
    if punkt.art == Punktart.PAUSE:
        found = []
    if punkt.art == Punktart.TEKST:
        found = [{"label": "Ret teksten", "url": f"{own}ret/"}, {"label": "Bilag", "url": f"{own}bilag/"}, *found]
    if punkt.nummer:
        return [*found, {"label": "Lad punktet udgå", "url": f"{own}udgaar/"}]
    if moede.tilstand == "planlagt":
        found.append({"label": "Flyt til et andet møde", "url": f"{own}flyt/"})
    return [*found, {"label": "Tag af dagsordenen", "url": f"{own}fjern/"}]


def from_aarshjul(user, moede):
    """Return what the årshjul of the forum waits for, soonest first."""
    rows = [one for one in visible(user) if one.forum_id == moede.forum_id]
    return [
        {"tekst": f"{punkt.titel} ({dato_kort(dag)})",
         "url": f"/moeder/aarshjul/{punkt.uuid}/{aar}/?moede={moede.noegle}"}
        for punkt, aar, dag in due(rows, ur.i_dag())
    ]  # fmt: skip
