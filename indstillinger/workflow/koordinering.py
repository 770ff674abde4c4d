"""Asking others about a version of a kladde: request, answer, going on without one (10 §6).

Locks are taken in one order: the paper, then the request.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from indstillinger.enums import Anledning, Koordineringsstatus, Svar, Tilstand
from indstillinger.models import Koordinering
from indstillinger.models.indhold import content, digest
from indstillinger.models.svar import answers_content, outdated
from indstillinger.modtagere import forfattere
from indstillinger.rules import kan_redigeres
from indstillinger.rules_dialog import svarer_som, svarere
from indstillinger.workflow.versioner import freeze
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.models import Afdeling, Bruger, Lukkedag, Tilknytning
from mso_portal.vaerdier.datoer import dag_maaned, dato_lang, klokken
from mso_portal.vaerdier.hverdage import er_hverdag

__all__ = [
    "answer", "answers_content", "ask", "check_ask", "checked_answer", "open_requests", "outdated", "stand_of",
    "submit_guard", "waiting_for", "waive",
]  # fmt: skip

LONGEST = timedelta(days=60)
MAKS_SVAR, MAKS_GRUND = 4000, 500
TAL = ("Nul", "Én", "To", "Tre", "Fire", "Fem", "Seks", "Syv", "Otte", "Ni", "Ti", "Elleve", "Tolv")
AENDRET = "Sagen er ændret, siden du åbnede siden. Se den igennem, og send igen."


def ask(paper, parter, frist, *, by, version=None, noegle=None):
    """Ask persons and units about the kladde as it stands: one version for all, a request and a message each.

    Returns the requests, or None for a used `noegle`. `version` is the paper as the page showed it. ValidationError by
    field ("parter", "frist"); NotNow when the paper is no kladde, or changed since.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "koordinering.spoerg"):
            return None
        paper = lock(paper)
        require(by, "koordinering.spoerg", paper)
        if not kan_redigeres(paper):
            raise NotNow(_closed(paper, "ingen kan spørges"))
        if version is not None and int(version) != paper.version:
            raise NotNow(AENDRET)
        parts = list(dict.fromkeys(parter))
        check_ask(paper, parts, frist)
        sent = _version(paper, by)
        return [_send(paper, part, sent, frist, by) for part in parts]


def _closed(paper, what):
    return f"Indstillingen er {paper.get_tilstand_display().lower()}, så {what} nu."


def check_ask(paper, parter, frist):
    """Refuse what cannot be asked, with a ValidationError by field."""
    errors = {"parter": _wrong_parts(paper, parter), "frist": _wrong_deadline(frist)}
    if any(errors.values()):
        raise ValidationError({name: texts for name, texts in errors.items() if texts})


def _wrong_parts(paper, parter):
    """Return what is wrong with the parts, one sentence each."""
    if not parter:
        return ["Vælg mindst én person eller afdeling."]
    waiting = {(one.bruger_id, one.afdeling_id) for one in open_requests(paper)}
    units = [part.pk for part in parter if isinstance(part, Afdeling)]
    today = Tilknytning.objects.gaeldende().filter(rolle=Tilknytningsrolle.LEDER, afdeling__in=units)
    led = set(today.order_by("pk").values_list("afdeling", flat=True))
    return [text for part in parter if (text := _wrong_part(part, waiting, led))]


def _wrong_part(part, waiting, led):
    if _columns(part) in waiting:
        return f"{part} er allerede spurgt og har ikke svaret endnu."
    if isinstance(part, Afdeling):
        return "" if part.pk in led else f"{part} har ingen leder i dag, så ingen kan svare. Vælg en person."
    return "" if part.aktiv else f"{part} kan ikke logge ind længere. Vælg en anden."


def _columns(part):
    """Return the keys (bruger, afdeling) that a request to the part has."""
    return (part.pk, None) if isinstance(part, Bruger) else (None, part.pk)


def _wrong_deadline(frist):
    today = ur.i_dag()
    if frist is None or frist <= today:
        return ["Vælg en svarfrist fra i morgen."]
    if frist > today + LONGEST:
        return [f"Svarfristen kan højst være {LONGEST.days} dage fremme, altså {dato_lang(today + LONGEST)}."]
    if not er_hverdag(frist, Lukkedag.dage()):
        return [f"Den {dag_maaned(frist)} er ikke en hverdag. Vælg en anden dag."]
    return []


def _version(paper, by):
    """Return the version to ask about: the last one while the text still is the same, else a new one.

    It holds nobody's answers, so that one part does not read another's.
    """
    last = paper.versioner.order_by("-nr").first()
    same = last is not None and last.sha256 == digest(content(paper) | {"koordinering": []})
    return last if same else freeze(paper, Anledning.KOORDINERING, by)


def _send(paper, part, version, frist, by):
    bruger, afdeling = _columns(part)
    row = Koordinering(
        indstilling=paper, bruger_id=bruger, afdeling_id=afdeling, status=Koordineringsstatus.SENDT, version=version,
        frist=frist, spurgt_den=ur.nu(), spurgt_af=by,
    )  # fmt: skip
    _store(row, by, "koordinering.spoerg", fra="")
    notify("koordinering.spurgt", row, svarere(row), by=by, version=version.nr)
    return row


def _store(row, by, handling, fra):
    """Save with a history row in the name of `by` and the event."""
    row._history_user = by
    row.save()
    log_event(
        handling, row, by, fra=fra, til=row.status, paa_vegne_af=row.paa_vegne_af, indstilling=row.indstilling.nummer
    )


def answer(koordinering, svar, tekst, *, by, stand=None, noegle=None):
    """Answer a request while the paper is a kladde, or revise the answer; the one before stays in the history.

    Returns the fresh row, or None for a used `noegle`. `stand` is `stand_of` what the page showed: a colleague's answer
    is never written over unseen. The authors are told of each answer.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "koordinering.svar"):
            return None
        row = _locked(koordinering)
        require(by, "koordinering.svar", row)
        _require_answerable(row, stand)
        row.svar, row.svar_tekst = checked_answer(svar, tekst)
        before, row.status = row.status, Koordineringsstatus.BESVARET
        person = svarer_som(by, row)
        row.besvaret_den, row.besvaret_af = ur.nu(), by
        row.paa_vegne_af_id = None if person == by.pk else person
        _store(row, by, "koordinering.svar", fra=before)
        notify("koordinering.svar", row, forfattere(row.indstilling), by=by, version=f"svar-{row.history.count()}")
    return row


def _locked(koordinering):
    """Return the row under lock, with its paper locked before it."""
    paper = lock(koordinering.indstilling)
    row = lock(koordinering)
    row.indstilling = paper
    return row


def _require_answerable(row, stand):
    if not kan_redigeres(row.indstilling):
        raise NotNow(_closed(row.indstilling, "du kan ikke svare"))
    if row.status == Koordineringsstatus.FRAFALDET:
        raise NotNow(f"{row.frafaldet_af} er gået videre uden svar {klokken(row.frafaldet_den)}.")
    if stand is not None and stand != stand_of(row):
        raise NotNow(f"{row.besvaret_af} har svaret {klokken(row.besvaret_den)}. Læs svaret, før du sender dit.")


def stand_of(row):
    """Return the fingerprint of a request's answer as it is now."""
    return fingerprint(f"{row.status}\n{row.svar}\n{row.svar_tekst}")


def checked_answer(svar, tekst):
    """Return (svar, text) or raise ValidationError by field."""
    tekst = tekst.replace("\r\n", "\n").strip()
    if svar not in Svar.values:
        raise ValidationError({"svar": "Vælg et svar."})
    if svar != Svar.ENIG and not tekst:
        raise ValidationError({"tekst": "Skriv, hvad du har af bemærkninger."})
    if len(tekst) > MAKS_SVAR:
        raise ValidationError({"tekst": f"Teksten er {len(tekst) - MAKS_SVAR} tegn for lang. Intet er slettet."})
    return svar, tekst


def waive(koordinering, grund, *, by, noegle=None):
    """Go on without an answer, with the reason; returns the fresh row, or None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "koordinering.frafald"):
            return None
        row = _locked(koordinering)
        require(by, "koordinering.frafald", row)
        if not kan_redigeres(row.indstilling):
            raise NotNow(_closed(row.indstilling, "svaret kan ikke frafaldes"))
        if row.status != Koordineringsstatus.SENDT:
            raise NotNow(f"Der ventes ikke på svar fra {row}: »{row.get_status_display()}«.")
        grund = grund.strip()
        if not grund or len(grund) > MAKS_GRUND:
            raise ValidationError({"grund": f"Skriv, hvorfor sagen går videre uden svar (højst {MAKS_GRUND} tegn)."})
        row.status, row.frafald_grund = Koordineringsstatus.FRAFALDET, grund
        row.frafaldet_den, row.frafaldet_af = ur.nu(), by
        _store(row, by, "koordinering.frafald", fra=Koordineringsstatus.SENDT)
    return row


def open_requests(paper):
    """Narrow to the paper's requests that nobody has answered yet, soonest deadline first."""
    return paper.koordineringer.filter(status=Koordineringsstatus.SENDT).order_by("frist", "pk")


def submit_guard(paper, **data):
    """Answer whether the paper can be sent: not while somebody is asked and has not answered."""
    waiting = list(open_requests(paper))
    if not waiting:
        return YES
    last, count = waiting[-1].frist, len(waiting)
    who = TAL[count] if count < len(TAL) else str(count)
    if last < ur.i_dag():
        return no(
            f"{who} har ikke svaret. Fristen var den {dag_maaned(last)}. Skriv, hvorfor sagen går videre uden svar."
        )
    wait = f"Vent til fristen den {dag_maaned(last)}, eller skriv, hvorfor sagen går videre uden svar."
    return no(f"{who} har ikke svaret. {wait}")


def waiting_for(user):
    """Return the requests this person can answer now, soonest deadline first.

    `titel`, `titel_lukket`, `forum` and `moede` are texts as the version has them.
    """
    asked = Koordinering.objects.besvares_af(user).filter(
        status=Koordineringsstatus.SENDT, indstilling__tilstand=Tilstand.KLADDE
    )
    texts = {name: _frozen(name) for name in ("titel", "titel_lukket", "forum")} | {"moede": _frozen("oensket_moede")}
    rows = asked.select_related("indstilling", "version", "spurgt_af").annotate(**texts)
    return rows.defer("version__indhold", "version__advarsler").order_by("frist", "pk")


def _frozen(name):
    """Return a field's text as the version holds it, read out in the database: a version is long."""
    return KeyTextTransform("vaerdi", KeyTransform(name, KeyTransform("felter", "version__indhold")))
