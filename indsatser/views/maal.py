"""The goals of a plan as a table Mål – Indikator – Målemetode, with where each stands today (20 §10)."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.beregning.dimensioner import lys_maal
from indsatser.enums import Indikatortilstand, Maalniveau, Maaltilstand, Maaltype, Metoderolle
from indsatser.models import Indikatordefinition, Maalemetode, planstatus
from indsatser.views import find, handlinger, maaltal, tabeller
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.charts.maalbjaelke import Maalbjaelke, maalbjaelker
from mso_portal.vaerdier.datoer import dato_kort

GRAENSE = (Maaltype.NORM, Maaltype.FASTHOLDELSE, Maaltype.JA_NEJ, Maaltype.KVALITATIV)
KOLONNER = ("Mål", "Indikator", "Målemetode", "Baseline", "Nu", "Målværdi", "Vurdering")
MAERKE = {Maaltilstand.NAAET: "ok", Maaltilstand.OPGIVET: "neutral"}


@rule("indsats.laes", find.plan)
@require_GET
def maal(request, plan):
    """The overordnede goals, then the konkrete by tema; the numbers are those that hold today."""
    find.noted(request, plan)
    goals = planstatus.goals(plan, ur.i_dag())
    table = _Tabel(plan, handlinger.skriver(request.user, plan))
    konkrete = [one for one in goals if one.maal.niveau == Maalniveau.KONKRET]
    counted = lys_maal([one.lys for one in konkrete if one.tilstand != Maaltilstand.OPGIVET])
    return render(request, "indsatser/maal.html", {
        "titel": "Mål", "fanetitel": find.fanetitel(plan, "Mål"), "tilbage_url": find.adresse(plan),
        "tilbage_tekst": f"Plan {plan.nummer}", "fakta": [plan.egentlig_titel], "lys": maaltal.light(counted),
        "maalte": counted.tekst if konkrete else "", "links": table.links(), "kolonner": KOLONNER,
        "overordnede": [table.goal(one) for one in goals if one.maal.niveau == Maalniveau.OVERORDNET],
        "temaer": table.by_theme(konkrete), "graf": chart(plan, [row for one in konkrete for row in one.indikatorer]),
    })  # fmt: skip


class _Tabel:
    """What the rows of the page hold; drafts are read once, whatever the number of goals."""

    def __init__(self, plan, skriver):
        self.plan, self.skriver, self.dato = plan, skriver, ur.i_dag()
        temaer = plan.temaer.order_by("raekkefoelge", "pk").values_list("pk", flat=True)
        self.plads = {key: nr for nr, key in enumerate(temaer)}
        self.kladder = drafts(plan) if plan.er_kladde else {}

    def links(self):
        if not self.skriver or not self.plan.er_kladde:
            return []
        return [{"label": "Tilføj mål", "url": find.adresse(self.plan, "maal/ny/")}]

    def goal(self, status):
        """The goal's own cell."""
        row, state = status.maal, Maaltilstand(status.tilstand)
        url = find.adresse(self.plan, f"maal/{row.uuid}/")
        shown = {"tekst": state.label, "slags": MAERKE[state]} if state in MAERKE else None
        new = self.skriver and row.niveau == Maalniveau.KONKRET and state != Maaltilstand.OPGIVET
        return {
            "tekst": row.tekst, "url": f"{url}ret/" if self.skriver else "", "maerke": shown,
            "ansvarlig": f"Ansvarlig: {row.ejer}" if row.ejer else "Mangler ansvarlig",
            "ny_url": f"{url}indikator/" if new else "",
        }  # fmt: skip

    def by_theme(self, goals):
        """Return the groups in the order of the temaer; the goals without one come first."""
        groups = {}
        for one in sorted(goals, key=lambda one: self.plads.get(one.maal.tema_id, -1)):
            groups.setdefault(one.maal.tema, []).extend(self._rows(one))
        return [{"titel": tema.titel if tema else tabeller.GENERELT, "raekker": rows} for tema, rows in groups.items()]

    def _rows(self, status):
        goal = self.goal(status)
        shown = [one for one in status.indikatorer if one.indikator.tilstand != Indikatortilstand.UDGAAET]
        if not shown:
            return [{"maal": goal, "mangler": "Uden målbar indikator"}]
        again = goal | {"ny_url": ""}
        return [{"maal": again if nr else goal, **self._indicator(one)} for nr, one in enumerate(shown)]

    def _indicator(self, one):
        row = one.indikator
        cells = {"navn": row.navn, "url": find.adresse(self.plan, f"indikatorer/{row.uuid}/"),
                 "lys": maaltal.light(one.lys), "som_maalet": row.navn == row.maal.tekst}  # fmt: skip
        if one.definition:
            figure = primary(one.definition).noegletalversion
            newest = newest_point(one)
            return cells | self._promised(one.definition) | {
                "baseline": maaltal.value(one.baseline, figure), "fremdrift": _beside(cells["lys"], one.tekst),
                "nu": maaltal.found(newest, figure) if newest else maaltal.IKKE_INDBERETTET,
                "fast": one.vaerdi is not None,
            }  # fmt: skip
        cells["lys"]["grund"] = ""  # what is missing stands beside it
        late = maaltal.SENT if maaltal.is_late(row, self.dato) else None
        draft = self.kladder.get(row.pk)
        promised = self._promised(draft) if draft else {}
        if draft and row.tilstand == Indikatortilstand.DEFINERET:
            return cells | promised | {"fremdrift": "Defineret. Gælder, når planen er aktiv."}
        return cells | promised | {"fremdrift": maaltal.unclear(row), "sent": late}

    def _promised(self, definition):
        method = primary(definition)
        figure = method and method.noegletalversion
        frist = f" senest {dato_kort(definition.maal_frist)}" if definition.maal_frist else ""
        return {"metode": methods(definition), "maalvaerdi": maaltal.target(definition, figure) + frist}


def _beside(light, text):
    """Return the progress, nothing when the light says the same."""
    return "" if text.lower() == light["tekst"].lower() else text


def drafts(plan):
    """Return {key of the indicator: its draft definition}; two queries."""
    methods = Maalemetode.objects.select_related("noegletalversion")
    rows = Indikatordefinition.objects.filter(indikator__maal__plan=plan, planversion=None).prefetch_related(
        Prefetch("maalemetoder", methods)
    )
    return {row.indikator_id: row for row in rows.order_by("nr")}


def primary(definition):
    """Return the primary method among those that were read with the definition; a draft may have none yet."""
    return next((one for one in definition.maalemetoder.all() if one.rolle == Metoderolle.PRIMAER), None)


def methods(definition):
    """Return the kinds of method in words, the primary one first."""
    first = primary(definition)
    control = [one.get_slags_display().lower() for one in definition.maalemetoder.all() if one != first]
    words = [first.get_slags_display()] if first else []
    return ", ".join([*words, f"kontrol: {' og '.join(control)}"] if control else words)


def newest_point(status):
    """Return the value that is judged: the newest one of this definition's figure that is no foreløbig one."""
    nr = primary(status.definition).noegletalversion.nr
    return next((one for one in reversed(status.punkter) if one.versionsnr == nr and not one.foreloebig), None)


def chart(plan, statuses):
    """Return the bars of the indicators that are defined, with their table, or None."""
    goals = [bar(one) for one in statuses if one.definition]
    if not goals:
        return None
    words = f"Målbjælker for {len(goals)} indikatorer: baseline, delmål, mål og hvor tallet er nu."
    return maalbjaelker(f"Mål i plan {plan.nummer}", words, goals)


def bar(one):
    """Return the bar of one indicator."""
    definition, figure = one.definition, primary(one.definition).noegletalversion
    shown = maaltal.light(one.lys)
    return Maalbjaelke(
        one.indikator.navn, maaltal.plain(definition.maalvaerdi, figure), nu=maaltal.plain(one.vaerdi, figure),
        baseline=maaltal.plain(one.baseline, figure), retning=figure.retning,
        graense=definition.maaltype in GRAENSE, fremdrift=one.tekst, lys=shown["slags"], lystekst=shown["tekst"],
        delmaal=tuple(maaltal.plain(step.vaerdi, figure) for step in definition.delmaal.all()),
        interval=tuple(maaltal.plain(end, figure) for end in one.interval or ()),
        nu_tekst="" if one.vaerdi is not None else "ikke opgjort", decimaler=figure.decimaler,
        enhed=f" {figure.enhed}" if figure.enhed else "",
    )  # fmt: skip


urlpatterns = [path("indsatsplaner/<str:nr>/maal/", maal, name="plan_maal")]
