"""One milestone: its four dates and its slip, every forecast with who and why, what it waits for, its activities."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.beregning.milepaele import ligger_foer
from indsatser.enums import Milepaelstilstand
from indsatser.models import Milepael, planstatus
from indsatser.views import find, handlinger, tabeller
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

FOER = "Milepælen ligger før den, den afhænger af"
RELATED = ("tema", "ansvarlig", "aendring")
PROGNOSE = ["Forventet", "Hvorfor", "Skrevet", "Af"]
AFHAENGER = ["Milepæl", "Forventet", "Tilstand"]


@rule("indsats.laes_raekke", find.finder(Milepael, *RELATED))
@require_GET
def vis(request, milepael):
    """Everything about one milestone, with what the reader may do to it."""
    plan, user = milepael.plan, request.user
    find.noted(request, plan)
    status = _status(plan)
    own, waits = status[milepael.pk], [status[pk] for pk in _waits_for(milepael)]
    acts = handlinger.milepael(user, milepael)
    first = 0 if milepael.faktisk_dato else 1  # to undo what is done is no page's first button
    sections = [_forecasts(milepael), _dependencies(waits), _work(user, milepael)]
    context = {
        "titel": milepael.titel, "fanetitel": find.fanetitel(plan, "Milepæl" if plan.er_lukket else milepael.titel),
        "tilbage_url": find.adresse(plan, "milepaele/"), "maerker": _badges(plan, own), "fakta": [plan.egentlig_titel],
        "primaer": acts[:first], "links": acts[first:] + _edits(user, milepael), "advarsler": _warnings(own, waits),
        "stamdata": _facts(milepael, own), "afsnit": sections,
    }  # fmt: skip
    return render(request, "indsatser/milepael.html", context)


def _status(plan):
    """Return {pk: Milepaelsstatus} of the plan, whose milestones then know it."""
    found = {one.milepael.pk: one for one in planstatus.milestones(plan, ur.i_dag())}
    for one in found.values():
        one.milepael.plan = plan
    return found


def _waits_for(milepael):
    rows = milepael.afhaenger_af.order_by("raekkefoelge", "pk")
    return rows.values_list("pk", flat=True)


def _badges(plan, status):
    state = {"tekst": Milepaelstilstand(status.tilstand).label, "slags": tabeller.SLAGS[status.tilstand]}
    found = [*tabeller.maerker(plan), state]
    return [*found, {"tekst": "Kritisk", "slags": "info"}] if status.milepael.kritisk else found


def _edits(user, row):
    """Return the links to the row's forms, for who writes in the plan."""
    if not handlinger.skriver(user, row.plan):
        return []
    found = [handlinger.link(row.plan, "milepaele", row, "Ret milepæl", "ret"),
             handlinger.link(row.plan, "milepaele", row, "Vælg, hvad den afhænger af", "afhaenger-af")]  # fmt: skip
    if not row.plan.er_kladde:
        found.append({"label": "Opret ændring", "url": find.adresse(row.plan, "aendringer/ny/")})
    return found


def _warnings(own, waits):
    before = [one.milepael.titel for one in waits if ligger_foer(own.datoer, one.datoer)]
    return [f"{FOER}: »{titel}«." for titel in before]


def _facts(row, status):
    """Return the four dates first; what is not given is left out, but the dates never are."""
    dates = [
        ("Oprindelig dato", row.oprindelig.tekst), ("Godkendt dato", row.godkendt.tekst),
        ("Prognose", row.prognose.tekst), ("Gennemført", dato_kort(row.faktisk_dato) if row.faktisk_dato else ""),
        ("Skred mod godkendt dato", tabeller.skred(status.skred)),
        ("Skred mod oprindelig dato", tabeller.skred(status.skred_oprindelig)),
    ]  # fmt: skip
    others = [
        ("Opfyldt, når", row.opfyldelseskriterium), ("Tema", str(row.tema or tabeller.GENERELT)),
        ("Art", row.get_art_display()), ("Ansvarlig", str(row.ansvarlig or "")), ("Rolle", row.ansvarlig_rolle),
        ("Bortfaldet, fordi", row.bortfaldet_begrundelse),
    ]  # fmt: skip
    return [{"navn": name, "vaerdi": value} for name, value in dates + [one for one in others if one[1]]]


def _forecasts(row):
    """Newest first: the one on top is the forecast."""
    found = row.prognoser.select_related("oprettet_af").order_by("-pk")
    cells = [[one.tidspunkt.tekst, one.begrundelse, dato_kort(one.oprettet_den.astimezone(DANSK_TID).date()),
              one.oprettet_af] for one in found]  # fmt: skip
    return tabeller.table("Prognoser", PROGNOSE, cells, "Ingen prognose endnu. Den godkendte dato gælder.")


def _dependencies(waits):
    cells = []
    for one in waits:
        row = one.milepael
        cells.append([
            {"tekst": row.titel, "url": find.adresse(row.plan, f"milepaele/{row.uuid}/")}, row.prognose.tekst,
            Milepaelstilstand(one.tilstand).label,
        ])  # fmt: skip
    return tabeller.table("Afhænger af", AFHAENGER, cells, "Milepælen afhænger ikke af andre.")


def _work(user, row):
    found = row.aktiviteter.select_related("tema", "ansvarlig").order_by("start", "pk")
    cells = tabeller.activity_rows(user, row.plan, list(found))
    return tabeller.table("Aktiviteter", tabeller.AKTIVITET, cells, "Ingen aktiviteter endnu.")


urlpatterns = [path("indsatsplaner/<str:nr>/milepaele/<uuid:uuid>/", vis, name="milepael")]
