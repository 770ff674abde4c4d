"""Correct a locked status: a new version of its own data, never of today's plan (21 §7)."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.beregning.tal import broek
from indsatser.document.statusdata import judged, own
from indsatser.document.statusrettet import TEKSTER, corrected, counted, fits, rewritten, value_at, words
from indsatser.enums import Metoderolle, Statustilstand
from indsatser.models import Kvartalsstatus, Maalemetode, Statusrettelse, Statusvurdering
from indsatser.workflow.statusudgave import edition
from maalinger.models import Observation
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, lock, perform

T = Statustilstand
KOPIERES = ("plan", "runde", "noegle", *TEKSTER.values())
VURDERING = ("dimension", "valgt", "valgt_ud_fra", "begrundelse", "aarsag_tiltag")
ANDEN_VAERDI = "Værdien i version {} er {}, ikke {}. Hent rækken igen."
KAN_IKKE = "Værdien kan ikke rettes. Hent rækken igen."
KAN_IKKE_STAA = "Det kan værdien ikke rettes til."
RETTET_SIDEN = "Tallet er rettet siden låsningen"


def corrected_data(status, by=None):
    """Return the data of a correction: that of the version it replaces with what is corrected, computed anew against
    the same earlier status. `by` approves it. Unproven when either can't be trusted."""
    old = edition(status.erstatter).data
    rows = list(status.rettelser.order_by("pk").values("sti", "foer", "efter", "begrundelse"))
    data = corrected(old, rows) | {
        "kode": settings.MSO_VERSION, "status": own(status, by),
        "tekst": {name: getattr(status, field) for name, field in TEKSTER.items()},
    }  # fmt: skip
    accepteret = {row["dimension"]: row["accepteret_til"] for row in old["lys"]}
    judged(data, list(status.vurderinger.all()), _forrige(data), accepteret)
    data["rettelser"] = rows + rewritten(old, data, status.rettelse_begrundelse)
    return data


def _forrige(data):
    if data["forrige"] is None:
        return None
    return edition(Kvartalsstatus.objects.select_related("udgave").get(uuid=data["forrige"]["uuid"])).data


@transaction.atomic
def correct(status, begrundelse, *, by, noegle=None):
    """Return the next version of a locked status, to be written, sent and approved as the first was; None when `noegle`
    was used before. Its texts and lights are the old ones; its questions were asked, and stay with the old one.

    NotNow for what isn't locked, or is being corrected already; ValidationError without a reason of twenty characters.
    """
    if noegle and not claim(noegle, by, "status.ret"):
        return None
    lock(status.runde)
    lock(status.plan)
    status = lock(status)
    require(by, "status.ret", status)
    _require_newest(status)
    new = Kvartalsstatus(
        nr=status.nr + 1, erstatter=status, rettelse_begrundelse=begrundelse.strip(), oprettet_den=ur.nu(),
        oprettet_af=by, **{name: getattr(status, name) for name in KOPIERES},
    )  # fmt: skip
    new.full_clean()
    new._history_user = by
    new.save()
    copied = status.vurderinger.order_by("pk").values(*VURDERING)
    Statusvurdering.objects.bulk_create(Statusvurdering(status=new, **one) for one in copied)
    log_event("status.ret", new, by, nr=new.nr)
    return new


def _require_newest(status):
    if status.tilstand != T.LAAST:
        raise NotNow("Status er ikke låst. Ret den direkte.")
    if newer := Kvartalsstatus.objects.filter(erstatter=status).first():
        raise NotNow(f"Version {newer.nr} retter allerede version {status.nr}. Ret den i stedet.")


@transaction.atomic
def add_correction(status, *, sti, foer, efter, begrundelse, by, noegle=None):
    """Return the Statusrettelse that sets the value at `sti`, plain data; a second one of the value takes the place of
    the first. `foer` is what was shown. It changes no live row.

    NotNow when another value stands in the version before; ValidationError for what can't stand there, or without a
    reason of twenty characters.
    """
    if noegle and not claim(noegle, by, "status.rettelse"):
        return None
    status = open_correction(status, by)
    _require_correctable(status.erstatter, sti, foer, efter)
    status.rettelser.filter(sti=sti).delete()
    row = Statusrettelse(status=status, sti=sti, foer=foer, efter=efter, begrundelse=begrundelse.strip())
    row.full_clean(exclude=["foer", "efter"])
    row.save()
    log_event("status.rettelse", status, by, sti=sti)
    return row


def open_correction(status, by):
    """Return a correction that is still written, locked. NotNow for anything else."""
    status = lock(status)
    require(by, "status.ret", status)
    if status.tilstand != T.AABEN or status.nr == 1:
        raise NotNow("Værdier kan kun rettes i en ny version, mens den skrives.")
    return status


def _require_correctable(status, sti, foer, efter):
    """By the version that is corrected."""
    data = edition(status).data
    try:
        found = value_at(data, sti)
    except (KeyError, ValueError):
        raise NotNow(KAN_IKKE) from None
    if found != foer:
        raise NotNow(ANDEN_VAERDI.format(status.nr, words(data, sti, found), words(data, sti, foer)))
    if efter == found or not fits(data, sti, efter):
        raise ValidationError({"efter": KAN_IKKE_STAA})


@transaction.atomic
def remove_correction(rettelse, *, by):
    """Let the value of the version before stand."""
    status = open_correction(rettelse.status, by)
    log_event("status.rettelse_fjernet", status, by, sti=rettelse.sti)
    rettelse.delete()


@dataclass(frozen=True)
class Nyere:
    """A printed value that has been corrected since: of which indicator and period, in words before and now, and the
    rettelser (`sti`, `foer`, `efter`, `begrundelse`) that would take it in."""

    navn: str
    periode_slut: str
    var: str
    er: str
    rettelser: tuple


def printed_newer(status):
    """Return the Nyere of a locked status, in the order they are printed: "2 målinger er rettet siden låsning". Two
    queries."""
    data = edition(status).data
    found = []
    for navn, uuid, punkt, row in _newer(data):
        now = {"taeller": _plain(row.taeller), "naevner": _plain(row.naevner)}
        found.append(Nyere(navn, punkt["periode_slut"], counted(punkt), counted(now), _changes(uuid, punkt, now, row)))
    return [one for one in found if one.rettelser]


def _newer(data):
    """Yield (indicator's name, its uuid, printed point, the Observation that holds now with a higher revision)."""
    printed = {
        (one["uuid"], one["definition"]["nr"]): one
        for goal in data["maal"] for one in goal["indikatorer"] if one["definition"]
    }  # fmt: skip
    methods = Maalemetode.objects.filter(
        definition__indikator__uuid__in=[uuid for uuid, _ in printed], rolle=Metoderolle.PRIMAER
    )
    rows = methods.values_list("definition__indikator__uuid", "definition__nr", "serie")
    series = {(str(uuid), nr): serie for uuid, nr, serie in rows.order_by("pk")}
    known = _corrected_since(set(series.values()))
    for key, one in printed.items():
        for punkt in one["punkter"]:
            row = known.get((series.get(key), punkt["periode_slut"]))
            if row and row.revision > punkt["revision"] > 0 and not punkt["skjult"]:
                yield one["navn"], one["uuid"], punkt, row


def _corrected_since(series):
    """{(series, last day of the period): the Observation that holds}, of those that were ever corrected and may be
    shown."""
    rows = Observation.objects.gaeldende().filter(serie__in=series, revision__gt=1, skjult=False).order_by("pk")
    return {(row.serie_id, row.periode_slut.isoformat()): row for row in rows}


def _plain(number):
    return None if number is None else str(broek(number))


def _changes(uuid, punkt, now, row):
    if now["taeller"] is None:
        felter = {"ikke_opgjort": (punkt["taeller"] is None, True)}
    else:
        felter = {name: (punkt[name], now[name]) for name in now}
    place, reason = f"punkter/{uuid}/{punkt['periode_slut']}", f"{RETTET_SIDEN}: {row.begrundelse}"[:300]
    return tuple(
        {"sti": f"{place}/{name}", "foer": foer, "efter": efter, "begrundelse": reason}
        for name, (foer, efter) in felter.items() if foer != efter
    )  # fmt: skip


def _abandon(status, by, **data):
    status._history_user = by
    status.delete()


def _is_correction(status):
    return YES if status.nr > 1 else no("Kun en rettelse kan opgives.")


ABANDON = Transition(
    "opgiv", "Opgiv rettelse", "status.opgiv", (T.AABEN, T.TIL_GODKENDELSE, T.GODKENDT), when=_is_correction,
    effect=_abandon, destructive=True, done="Rettelsen er opgivet.",
    effects_text=("Rettelsen bliver slettet.", "Den låste version gælder fortsat."),
)  # fmt: skip


def abandon(status, *, by, **data):
    """Delete a correction that is not locked."""
    return perform(ABANDON, status, by=by, **data)
