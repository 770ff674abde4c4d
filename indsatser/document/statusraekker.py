"""The rows of a plan as a status freezes them: plain values, every row with its uuid (21 §6)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from indsatser.document.statusindberetning import contributions
from indsatser.document.statusmaal import Maalraekker
from indsatser.document.statusord import UDEN_DATO, dag, iso, navngivet, tid_data
from indsatser.enums import Bidragssvar, Leverancetilstand
from indsatser.models import Milepaelsprognose, Opfoelgningspunkt, Planrisiko, Risikovurdering
from indsatser.models.planstatus import Planstatus
from mso_portal.organisation.models import Bruger

SLUT = (Leverancetilstand.LEVERET, Leverancetilstand.BORTFALDET)


@dataclass
class Raekker:
    """The rows of a plan on the day `S`: `found` its Planstatus, `siden` the day of the previous status, `foer` its
    data or None, `bidrag` what was asked of people for this one. Six queries."""

    plan: object
    found: Planstatus
    S: date
    siden: date
    foer: dict | None
    bidrag: list
    svar: dict = field(init=False)

    def __post_init__(self):
        self.svar = {one.milepael_id: one for one in self.bidrag if one.milepael_id and one.svar != Bidragssvar.MANGLER}

    def rows(self):
        """Return every list of the data that is read from the plan's own rows."""
        maal = Maalraekker(self.found, self.S, self.name_of)
        return {
            "lukkedage": self._closed_days(), "milepaele": self._milestones(), "maal": maal.rows(),
            "leverancer": [self._delivery(row, dates) for row, dates in self.found.leverancer if self._is_told(row)],
            "risici": self._risks(), "budget": [_post(*one) for one in self.found.poster],
            "opfoelgning": self._points(), "aendringer": self._changes(),
            "bidrag": contributions(self.bidrag, self.found),
        }  # fmt: skip

    @cached_property
    def _names(self):
        """{key: name and title} of all persons named in the rows; a query."""
        rows = [one.milepael.ansvarlig_id for one in self.found.milepaele]
        rows += [key for row, _ in self.found.leverancer for key in (row.kontaktperson_id, row.besvaret_af_id)]
        for goal in self.found.maal:
            rows += [goal.maal.ejer_id]
            rows += [key for one in goal.indikatorer for key in (one.indikator.ejer_id, one.indikator.afklares_af_id)]
        found = Bruger.objects.filter(pk__in=set(rows) - {None}).order_by("pk")
        return {person.pk: navngivet(person) for person in found.only("navn", "stilling")}

    def name_of(self, key):
        """Return the name and title of a person by his key; "" for nobody."""
        return self._names.get(key, "")

    def _before(self, kind):
        """{uuid: row} of the previous status."""
        return {row["uuid"]: row for row in self.foer[kind]} if self.foer else {}

    def _closed_days(self):
        asked = [dates.siden for _, dates in self.found.leverancer if dates.siden]
        return [iso(day) for day in sorted(self.found.lukkedage) if asked and min(asked) <= day <= self.S]

    def _milestones(self):
        forecasts, before = self._forecasts(), self._before("milepaele")
        changes = dict(self.plan.aendringer.order_by("pk").values_list("pk", "nr"))
        return [self._milestone(one, forecasts, changes, before) for one in self.found.milepaele]

    def _forecasts(self):
        """{key of a milestone: (times moved, newest reason)}; a query."""
        rows = Milepaelsprognose.objects.filter(milepael__plan=self.plan).order_by("milepael", "pk")
        found = {}
        for key, moved, reason in rows.values_list("milepael", "flyttet", "begrundelse"):
            found[key] = (found.get(key, (0, ""))[0] + moved, reason)
        return found

    def _milestone(self, one, forecasts, changes, before):
        row, (moves, reason) = one.milepael, forecasts.get(one.milepael.pk, (0, ""))
        done, answer = row.faktisk_dato, self.svar.get(row.pk)
        return {
            "uuid": str(row.uuid), "titel": row.titel, "tema": str(row.tema or ""), "art": row.art,
            "kritisk": row.kritisk, "ansvarlig": self.name_of(row.ansvarlig_id) or row.ansvarlig_rolle,
            "oprindelig": tid_data(row.oprindelig) or UDEN_DATO, "godkendt": tid_data(row.godkendt) or UDEN_DATO,
            "prognose": tid_data(row.prognose) if row.seneste_prognose else None,
            "faktisk": iso(done) if done and done <= self.S else None,
            "faktisk_efter": iso(done) if done and done > self.S else None,
            "bortfaldet": row.bortfaldet_begrundelse or None, "oprettet": iso(row.oprettet_den), "flytninger": moves,
            "begrundelse": reason, "bekraeftet": answer and iso(answer.besvaret_den),
            "aendring": changes.get(row.aendring_id), "trend": _trend(before.get(str(row.uuid)), self.foer),
        }  # fmt: skip

    def _is_told(self, row):
        """What is open, and what came to its end since the previous status."""
        return row.tilstand not in SLUT or dag(iso(row.tilstand_den)) > self.siden

    def _delivery(self, row, dates):
        times = {name: tid_data(getattr(row, name)) or UDEN_DATO for name in ("oensket", "tilbudt")}
        return {
            "uuid": str(row.uuid), "titel": row.titel, "leverandoer": str(row.leverandoer),
            "kontaktperson": self.name_of(row.kontaktperson_id), "tilstand": row.tilstand, "siden": iso(dates.siden),
            **times, "aftalt": tid_data(row.aftalt), "prognose": tid_data(row.prognose),
            "bekraeftet": iso(row.besvaret_den) if row.er_bekraeftet else None, "leveret": iso(row.leveret_den),
            "begrundelse": row.begrundelse,
        }  # fmt: skip

    def _risks(self):
        newest = Risikovurdering.objects.filter(risiko=OuterRef("pk")).order_by("-pk")
        judged = JSONObject(s=F("sandsynlighed"), k=F("konsekvens"), den=F("oprettet_den"))
        rows = Planrisiko.objects.filter(self._open_or_new("lukket_den"), plan=self.plan).select_related("ejer")
        rows = rows.annotate(vurdering=Subquery(newest.values(samlet=judged)[:1])).order_by("pk")
        before = self._before("risici")
        return [_risk(row, row.vurdering or {}, before.get(str(row.uuid))) for row in rows]

    def _open_or_new(self, column):
        """Open, or closed after the day of the previous status."""
        return Q(**{column: None}) | Q(**{f"{column}__date__gt": self.siden})

    def _points(self):
        rows = Opfoelgningspunkt.objects.filter(self._open_or_new("lukket_den"), plan=self.plan)
        before = self._before("opfoelgning")
        return [_point(row, before.get(str(row.uuid))) for row in rows.select_related("ansvarlig").order_by("pk")]

    def _changes(self):
        """Ændringer that wait, and those decided since the previous status."""
        rows = self.plan.aendringer.filter(
            Q(tilstand="forelagt") | Q(tilstand="godkendt", godkendt_den__date__gt=self.siden)
        )
        return [
            {"uuid": str(row.uuid), "nr": row.nr, "titel": row.titel, "aarsag": row.get_aarsag_display(),
             "tilstand": row.tilstand, "godkendt": iso(row.godkendt_den)}
            for row in rows.order_by("nr")
        ]  # fmt: skip


def _trend(before, foer):
    """[[statusdato, the day it was expected then]] of the statuses before this one."""
    if before is None:
        return []
    slut = before["faktisk"] or (before["prognose"] or before["godkendt"])["slut"]
    return [*before["trend"], [foer["runde"]["statusdato"], slut]]


def _risk(row, judged, before):
    return {
        "uuid": str(row.uuid), "haendelse": row.haendelse, "aarsag": row.aarsag, "konsekvens": row.konsekvens,
        "tiltag": row.tiltag, "ejer": navngivet(row.ejer), "s": judged.get("s"), "k": judged.get("k"),
        "foer": [before["s"], before["k"]] if before and before["s"] else None,
        "vurderet": iso(judged and datetime.fromisoformat(judged["den"])) or None, "lukket": iso(row.lukket_den),
    }  # fmt: skip


def _post(row, tal):
    years = sorted({*tal.budget, *tal.forbrug, *tal.prognose})
    kinds = {"budget": tal.budget, "forbrug": tal.forbrug, "prognose": tal.prognose}
    return {
        "uuid": str(row.uuid), "titel": row.titel, "art": row.art, "finansiering": row.get_finansiering_display(),
        "enhedstekst": row.enhedstekst,
        "beloeb": {str(aar): {name: of[aar] for name, of in kinds.items() if aar in of} for aar in years},
    }  # fmt: skip


def _point(row, before):
    return {
        "uuid": str(row.uuid), "art": row.art, "kilde": row.get_kilde_display(), "tekst": row.tekst,
        "ansvarlig": navngivet(row.ansvarlig), "frist": tid_data(row.frist) or UDEN_DATO,
        "lukket": iso(row.lukket_den), "lukket_tekst": row.lukket_tekst,
        "runder": before["runder"] + 1 if before else 1,
    }  # fmt: skip
