"""The answers of a koordinering as plain data: frozen with a version, printed with the paper (10 §6)."""

from datetime import date

from indstillinger.enums import Koordineringsstatus, Svar
from indstillinger.models.indhold import content, essential_digest
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

TIDLIGERE = "givet på en tidligere version"
EFTER_FRISTEN = "efter fristen"
UDEN_SVAR = "ikke svaret"


def answers_content(paper, data=None):
    """Return everything asked about a paper in the order it was asked, as plain data; `data` is its content if read.

    One query beside the content. The answers are a part of the paper: who opens a paper opens them too.
    """
    asked = list(koordineringer(paper))
    now = essential_digest(data or content(paper)) if any(one.version_id for one in asked) else ""
    return [_entry(one, now) for one in asked]


def koordineringer(paper):
    """Narrow to the paper's requests, with the people and the version's number but without its content."""
    related = ("bruger", "afdeling", "version", "spurgt_af", "besvaret_af", "paa_vegne_af", "frafaldet_af")
    return paper.koordineringer.select_related(*related).defer("version__indhold", "version__advarsler").order_by("pk")


def outdated(koordinering, vaesentlig_sha256):
    """Say whether an answer was given to another text than today's in what matters: points, money, openness, bilag."""
    answered = koordinering.status == Koordineringsstatus.BESVARET
    return answered and koordinering.version.vaesentlig_sha256 != vaesentlig_sha256


def outdated_text(koordinering):
    """Return what the page says of an outdated answer (40 §15)."""
    return f"Svaret gælder version {koordinering.version.nr}. Teksten er ændret siden."


def is_late(koordinering):
    """Say whether the answer came after the day of the deadline, as days are counted in Denmark."""
    return bool(koordinering.besvaret_den) and _day(koordinering.besvaret_den) > koordinering.frist


def _day(moment):
    return moment.astimezone(DANSK_TID).date()


def _entry(one, now):
    settled = one.besvaret_den or one.frafaldet_den
    return {
        "part": part_and_answerer(one),
        "status": one.status,
        "svar": one.svar,
        "dato": _day(settled).isoformat() if settled else "",
        "frist": one.frist.isoformat() if one.frist else "",
        "tekst": one.svar_tekst or one.frafald_grund,
        "for_sent": is_late(one),
        "tidligere": outdated(one, now),
        "version": one.version.nr if one.version_id else None,
    }


def part_and_answerer(one):
    """Return the part, and who answered for it when that was somebody else: »HR ved Lene Leder«."""
    answerer = one.besvaret_af
    return f"{one} ved {answerer}" if answerer and answerer.pk != one.bruger_id else str(one)


def koordinering_rows(answers):
    """Return the rows part, svar, dato, text of the printed table."""
    return [[one["part"], _answer(one), _date(one["dato"]), one["tekst"]] for one in answers]


def _answer(one):
    if one["status"] == Koordineringsstatus.NAEVNT:
        return Koordineringsstatus.NAEVNT.label.lower()
    if one["status"] == Koordineringsstatus.SENDT:
        return f"{Koordineringsstatus.SENDT.label.lower()}, frist {_date(one['frist'])}"
    if one["status"] == Koordineringsstatus.FRAFALDET:
        return UDEN_SVAR
    marks = [EFTER_FRISTEN] * one["for_sent"] + [TIDLIGERE] * one["tidligere"]
    return ", ".join([Svar(one["svar"]).label, *marks])


def _date(iso):
    return dato_kort(date.fromisoformat(iso)) if iso else ""
