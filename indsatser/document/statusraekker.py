"""The rows of a plan as a status freezes them: plain values, every row with its uuid (21 §6)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from indsatser.document.statusindberetning import contributions
from indsatser.document.statusmaal import Maalraekker
from indsatser.document.statusord import UDEN_DATO, dag, iso, navngivet, tid_data
from indsatser.enums import Aendringstilstand, Bidragssvar, Leverancetilstand
from indsatser.models import Milepaelsprognose, Opfoelgningspunkt, Planrisiko, Risikovurdering
from indsatser.models.planstatus import Planstatus
from mso_portal.vaerdier.datoer import dato_lang
from mso_portal.vaerdier.tidspunkt import Tidspunkt

T = Aendringstilstand


@dataclass
class Raekker:
    """The rows of a plan on the day `S`: `found` its Planstatus, `siden` the day of the previous status, `foer` its
    data or None, `bidrag` what was asked of people for this one. Four queries."""

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
        maal = Maalraekker(self.found, self.S)
        return {
            "lukkedage": self._closed_days(), "milepaele": self._milestones(), "maal": maal.rows(),
            "leverancer": [self._delivery(row, dates) for row, dates in self.found.leverancer if self._is_told(row)],
            "risici": self._risks(), "budget": [_post(*one) for one in self.found.poster],
            "opfoelgning": self._points(), "aendringer": self._changes(),
            "bidrag": contributions(self.bidrag, self.found),
        }  # fmt: skip

    def _before(self, kind):
        """{uuid: row} of the previous status."""
        return {row["uuid"]: row for row in self.foer[kind]} if self.foer else {}

    def _closed_days(self):
        asked = [dates.siden for _, dates in self.found.leverancer if dates.siden]
        return [iso(day) for day in sorted(self.found.lukkedage) if asked and min(asked) <= day <= self.S]

    def _milestones(self):
        forecasts, before = self._forecasts(), self._before("milepaele")
        changes = {row.pk: row.nr for row in self._all_changes}
        return [self._milestone(one, forecasts, changes, before) for one in self.found.milepaele]

    def _forecasts(self):
        """{key of a milestone: (times moved, newest reason, when it was given)}; a query."""
        rows = Milepaelsprognose.objects.filter(milepael__plan=self.plan).order_by("milepael", "pk")
        found = {}
        for key, moved, reason, given in rows.values_list("milepael", "flyttet", "begrundelse", "oprettet_den"):
            found[key] = (found[key][0] + moved if key in found else moved, reason, given)
        return found

    def _milestone(self, one, forecasts, changes, before):
        row, (moves, reason, given) = one.milepael, forecasts.get(one.milepael.pk, (0, "", None))
        done, answer = row.faktisk_dato, self.svar.get(row.pk)
        is_same = answer is not None and answer.svar == Bidragssvar.UAENDRET
        return {
            "uuid": str(row.uuid), "titel": row.titel, "tema": str(row.tema or ""), "art": row.art,
            "kritisk": row.kritisk, "ansvarlig": navngivet(row.ansvarlig) or row.ansvarlig_rolle,
            "oprindelig": tid_data(row.oprindelig) or UDEN_DATO, "godkendt": tid_data(row.godkendt) or UDEN_DATO,
            "prognose": self._forecast(row, done),
            "faktisk": iso(done) if done and done <= self.S else None,
            "faktisk_efter": iso(done) if self._is_after(done) else None,
            "bortfaldet": row.bortfaldet_begrundelse or None, "oprettet": iso(row.oprettet_den), "flytninger": moves,
            "begrundelse": reason, "bekraeftet": answer and iso(answer.besvaret_den),
            "uaendret_siden": iso(given) if is_same else None,
            "aendring": changes.get(row.aendring_id), "trend": _trend(before.get(str(row.uuid)), self.foer),
        }  # fmt: skip

    def _is_after(self, done):
        return done is not None and done > self.S

    def _forecast(self, row, done):
        """What is done after the day is open on it, and expected when it was done."""
        if self._is_after(done):
            return tid_data(Tidspunkt(dato_lang(done), done, done, "dag"))
        return tid_data(row.prognose) if row.seneste_prognose else None

    def _is_told(self, row):
        """What is delivered stays, as finished milestones do; what was dropped is told in one status."""
        T, before = Leverancetilstand, self._before("leverancer").get(str(row.uuid))
        was_there = before is not None and before["tilstand"] != T.BORTFALDET
        return row.tilstand != T.BORTFALDET or was_there or dag(iso(row.tilstand_den)) > self.siden

    def _delivery(self, row, dates):
        times = {name: tid_data(getattr(row, name)) or UDEN_DATO for name in ("oensket", "tilbudt")}
        return {
            "uuid": str(row.uuid), "titel": row.titel, "leverandoer": str(row.leverandoer),
            "kontaktperson": navngivet(row.kontaktperson), "tilstand": row.tilstand, "siden": iso(dates.siden),
            **times, "aftalt": tid_data(row.aftalt), "prognose": tid_data(row.prognose),
            "bekraeftet": iso(row.besvaret_den) if row.er_bekraeftet else None, "leveret": iso(row.leveret_den),
            "begrundelse": row.begrundelse,
        }  # fmt: skip

    def _risks(self):
        newest = Risikovurdering.objects.filter(risiko=OuterRef("pk")).order_by("-pk")
        judged = JSONObject(s=F("sandsynlighed"), k=F("konsekvens"), den=F("oprettet_den"))
        before = self._before("risici")
        rows = Planrisiko.objects.filter(self._open_or_new(before), plan=self.plan).select_related("ejer")
        rows = rows.annotate(vurdering=Subquery(newest.values(samlet=judged)[:1])).order_by("pk")
        return [_risk(row, row.vurdering or {}, before.get(str(row.uuid))) for row in rows]

    def _open_or_new(self, before):
        """Open, or closed since the previous status: after its day, or after its data was read."""
        were_open = [uuid for uuid, row in before.items() if row["lukket"] is None]
        return Q(lukket_den=None) | Q(lukket_den__date__gt=self.siden) | Q(uuid__in=were_open)

    def _points(self):
        before = self._before("opfoelgning")
        rows = Opfoelgningspunkt.objects.filter(self._open_or_new(before), plan=self.plan)
        return [_point(row, before.get(str(row.uuid))) for row in rows.select_related("ansvarlig").order_by("pk")]

    def _changes(self):
        """Ændringer that wait, and those decided since the previous status."""
        rows = (row for row in self._all_changes if row.tilstand == T.FORELAGT or self._is_decided_since(row))
        return [
            {"uuid": str(row.uuid), "nr": row.nr, "titel": row.titel, "aarsag": row.get_aarsag_display(),
             "tilstand": row.tilstand, "godkendt": iso(row.godkendt_den)}
            for row in rows
        ]  # fmt: skip

    def _is_decided_since(self, row):
        return row.tilstand == T.GODKENDT and dag(iso(row.godkendt_den)) > self.siden

    @cached_property
    def _all_changes(self):
        """Every Ændring of the plan in order; a query, none when they are prefetched."""
        return sorted(self.plan.aendringer.all(), key=lambda row: row.nr)


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
