"""Goals, their indicators and what was measured, as a status freezes them (21 §6)."""

from dataclasses import dataclass
from datetime import date

from indsatser.beregning.tal import broek
from indsatser.document.statusord import UDEN_DATO, iso, navngivet, tid_data
from indsatser.enums import Indikatortilstand, Metoderolle
from indsatser.models.planord import target, value
from indsatser.models.planstatus import Planstatus, value_due
from mso_portal.vaerdier.datoer import dato_lang

PUNKTER = 12  # newest values of a series that are frozen


@dataclass
class Maalraekker:
    """The goals of a Planstatus on the day `S`."""

    found: Planstatus
    S: date

    def rows(self):
        return [self._goal(one) for one in self.found.maal]

    def _goal(self, one):
        row = one.maal
        return {
            "uuid": str(row.uuid), "tekst": row.tekst, "niveau": row.niveau, "tema": str(row.tema or ""),
            "ejer": navngivet(row.ejer), "opgivet": row.opgivet_begrundelse or None, "tilstand": one.tilstand,
            "indikatorer": [self._indicator(each) for each in one.indikatorer],
        }  # fmt: skip

    def _indicator(self, one):
        row, first = one.indikator, _method(one, Metoderolle.PRIMAER)
        figure = first and first.noegletalversion
        return {
            "uuid": str(row.uuid), "navn": row.navn, "art": row.art, "tilstand": row.tilstand, "tekst": row.tekst,
            "ejer": navngivet(row.ejer), "afklares_senest": tid_data(row.afklares_senest) or UDEN_DATO,
            "afklares_foerst": row.afklares_foerst, "afklares_flyttet": row.afklares_flyttet,
            "afklares_af": navngivet(row.afklares_af), "enhed": figure.enhed if figure else "",
            "decimaler": figure.decimaler if figure else 0, "multiplikator": _plain(figure and figure.multiplikator),
            "definition": _definition(one, first) if first else None, "punkter": _points(first) if first else [],
            "kontrol": _control(_method(one, Metoderolle.KONTROL)), "foraeldet": self._stale(first, row),
        }  # fmt: skip

    def _stale(self, metode, row):
        """The last day for a value that is missing on S."""
        if metode is None or row.tilstand == Indikatortilstand.UDGAAET:
            return None
        frist = value_due(metode, self.S, self.found.lukkedage)
        return iso(frist) if frist and frist < self.S else None


def _method(one, rolle):
    return next((metode for metode in one.metoder if metode.rolle == rolle), None)


def _plain(number):
    """A stored decimal as exact text without the noughts behind."""
    return None if number is None else str(broek(number))


def _definition(one, metode):
    row, figure = one.definition, metode.noegletalversion
    steps = sorted(row.delmaal.all(), key=lambda step: step.senest)
    return {
        "nr": row.nr, "gyldig_fra": iso(row.gyldig_fra), "maaltype": row.maaltype, "retning": figure.retning,
        "maalvaerdi": _plain(row.maalvaerdi), "maal": target(row, figure), "maal_frist": iso(row.maal_frist),
        "tolerance": _plain(row.fastholdelse_tolerance), "baseline_kvalitet": row.baseline_kvalitet,
        "baseline_vaerdi": _plain(one.baseline), "baseline": value(one.baseline, figure),
        "trin": [[iso(step.senest), _plain(step.vaerdi)] for step in steps],
        "delmaal": ", ".join(f"{value(step.vaerdi, figure)} den {dato_lang(step.senest)}" for step in steps),
        "taeller": figure.taeller_tekst, "naevner": figure.naevner_tekst, "population": figure.population_tekst,
        "metode": metode.get_slags_display(), "kilde": metode.datakilde or figure.datakilde, "omfang": metode.omfang,
        "serieskift": figure.serieskift, "versionsnr": figure.nr,
    }  # fmt: skip


def _control(metode):
    if metode is None:
        return None
    return {"metode": metode.get_slags_display(), "kilde": metode.datakilde, "punkter": _points(metode)}


def _points(metode):
    return [point_data(one) for one in metode.vaerdier[-PUNKTER:]]


def point_data(one):
    """Return a point as plain data; of a skjult value the counts aren't frozen either."""
    counts = (None, None) if one.skjult else (_plain(one.taeller), _plain(one.naevner))
    return {
        "periode_start": iso(one.periode_start), "periode_slut": iso(one.periode_slut), "taeller": counts[0],
        "naevner": counts[1], "population": None if one.skjult else one.population, "versionsnr": one.versionsnr,
        "multiplikator": _plain(one.multiplikator), "revision": one.revision, "foreloebig": one.foreloebig,
        "skjult": one.skjult, "begrundelse": one.begrundelse,
    }  # fmt: skip
