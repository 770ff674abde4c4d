"""Preparing and sending an agenda (11 §4). Locks are taken in the order Moede, Udsendelse, items, papers."""

from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_update_with_history

from indstillinger.enums_moede import (
    Modtagerrolle,
    Moedetilstand,
    Punktart,
    Punktmaerke,
    Punkttilstand,
    Udsendelsesslags,
    Udsendelsestilstand,
)
from indstillinger.models import Dagsordenspunkt, Modtager, Moededokument, Udsendelse, Udsendelsespunkt
from indstillinger.models.dokumentadgang import documents_for
from indstillinger.models.indhold import digest
from indstillinger.workflow import grundlag
from indstillinger.workflow.klargoering import byg_pakker
from indstillinger.workflow.laesesaet import recipients
from indstillinger.workflow.manifest import manifest_of
from indstillinger.workflow.opfoelgning import follow_up_content, make_follow_up_items
from indstillinger.workflow.punktindhold import freeze_item, is_frozen_kind
from indstillinger.workflow.punktlaas import slots
from indstillinger.workflow.sendevagter import Kontrol, guards
from indstillinger.workflow.soegning import index_sent
from indstillinger.workflow.tilbagekald import recall_documents
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import Transition, claim, lock, perform

__all__ = ["SEND", "dokumenter_for", "guards", "prepare", "recall_documents", "send"]

SENDT = "Dagsordenen er sendt. Lav et tillæg, hvis noget skal ændres."
dokumenter_for = documents_for


def prepare(moede, slags, *, by, modtagere=(), aarsager=None, noegle=None):
    """Fix what a sending will hold and put the making of its documents into the queue.

    Effects: the follow-up items are filled, own texts frozen, an earlier sending that was not sent is replaced,
    event. `modtagere` are the readers of a gennemlæsning; `aarsager` {item's pk: why} is asked for what a tillæg
    corrects, and for what comes new without a reason. Returns the Udsendelse, or None for a used `noegle`.
    """
    require(by, "udsendelse.klargoer", moede)
    with transaction.atomic():
        if noegle and not claim(noegle, by, "udsendelse.klargoer"):
            return None
        moede = lock(moede)
        _may_be_prepared(moede, slags)
        version = _drop_unsent(moede)
        _freeze_texts(moede, slags, by)
        items = grundlag.load_items(moede, locked=True)
        udsendelse = _make(moede, slags, items, aarsager or {}, by, version)
        _address(udsendelse, modtagere)
        enqueue(byg_pakker, udsendelse=udsendelse.pk)
        log_event("udsendelse.klargoer", udsendelse, by, til=udsendelse.tilstand, slags=slags)
    return udsendelse


def _may_be_prepared(moede, slags):
    is_sent = moede.udsendelser.filter(slags=Udsendelsesslags.DAGSORDEN, sendt_den__isnull=False).exists()
    if slags == Udsendelsesslags.TILLAEG and not is_sent:
        raise NotNow("Dagsordenen er ikke sendt endnu. Send den først.")
    if slags != Udsendelsesslags.TILLAEG and is_sent:
        raise NotNow(SENDT)
    allowed = [Moedetilstand.PLANLAGT] + ([Moedetilstand.I_GANG] if slags == Udsendelsesslags.TILLAEG else [])
    if moede.tilstand not in allowed:
        raise NotNow(f"Mødet er {moede.get_tilstand_display().lower()}. Der kan ikke sendes mere ud.")


def _drop_unsent(moede):
    """Forget what was prepared and not sent; returns the version the next one goes on from, so that a page opened on
    the old one cannot send the new."""
    version = 0
    for old in moede.udsendelser.select_for_update().filter(sendt_den=None).order_by("pk"):
        version = max(version, old.version + 1)
        old.modtagere.all().delete()
        old.dokumenter.all().delete()
        old.delete()
    return version


def _freeze_texts(moede, slags, by):
    """Fill the follow-up, unless it was sent, and freeze every own text that is still to be treated."""
    first = slags != Udsendelsesslags.TILLAEG
    if first:
        make_follow_up_items(moede, by)
    for punkt in moede.punkter.filter(tilstand=Punkttilstand.OPTAGET).prefetch_related("punktbilag").order_by("pk"):
        if punkt.art == Punktart.OPFOELGNING and first:
            lukket = punkt.aabenhed == "lukket"
            freeze_item(punkt, by, follow_up_content(moede, lukket=lukket)["linjer"])
        elif is_frozen_kind(punkt) and punkt.art != Punktart.OPFOELGNING:
            freeze_item(punkt, by)


def _make(moede, slags, items, aarsager, by, version):
    rows = grundlag.rows_to_send(moede, slags, items)
    numre = grundlag.planned_numbers(slags, items, rows)
    _worth_sending(slags, rows, numre)
    keys = grundlag.content_keys(moede, items, rows)
    udsendelse = Udsendelse.objects.create(
        moede=moede, nr=(moede.udsendelser.aggregate(nr=Max("nr"))["nr"] or 0) + 1, slags=slags, version=version,
        indholdsnoegle=digest(keys), manifest={"grundlag": keys}, dele_i_alt=len(rows), oprettet_den=ur.nu(),
        oprettet_af=by,
    )  # fmt: skip
    Udsendelsespunkt.objects.bulk_create(_row(udsendelse, row, _reason(slags, row, numre, aarsager)) for row in rows)
    return udsendelse


def _worth_sending(slags, rows, numre):
    if not rows:
        raise NotNow("Der er ingen punkter på dagsordenen.")
    if slags == Udsendelsesslags.TILLAEG and all(row.maerke == Punktmaerke.UAENDRET for row in rows):
        raise NotNow("Intet er ændret siden sidste udsendelse.")
    for row in rows:
        if row.punkt.indstilling_id and row.version is None:
            raise NotNow(f"Punkt {numre[row.punkt.pk]} er ikke sendt til godkendelse endnu.")


def _row(udsendelse, row, aarsag):
    gone = row.maerke == Punktmaerke.UDGAAR
    own = None if gone or row.version else max(row.punkt.versioner.all(), key=lambda one: one.nr)
    return Udsendelsespunkt(
        udsendelse=udsendelse, punkt=row.punkt, raekkefoelge=row.punkt.raekkefoelge, maerke=row.maerke,
        version=None if gone else row.version, punktversion=own, aarsag=aarsag[:300],
    )  # fmt: skip


def _reason(slags, row, numre, aarsager):
    """Return why a tillæg holds the item; NotNow where nobody has said it."""
    if slags != Udsendelsesslags.TILLAEG or row.maerke == Punktmaerke.UAENDRET:
        return row.punkt.sen_begrundelse
    given = aarsager.get(row.punkt.pk, "").strip()
    if row.maerke == Punktmaerke.UDGAAR:
        return given or row.punkt.grund
    reason = given or (row.punkt.sen_begrundelse if row.maerke == Punktmaerke.NYT else "")
    if not reason:
        what = "kommer sent" if row.maerke == Punktmaerke.NYT else "er rettet"
        raise NotNow(f"Skriv, hvorfor punkt {numre[row.punkt.pk]} {what}.")
    return reason


def _address(udsendelse, readers):
    moede = udsendelse.moede
    if udsendelse.slags == Udsendelsesslags.GENNEMLAESNING:
        chosen = dict.fromkeys(readers, Modtagerrolle.GENNEMLAESER)
        people = chosen | ({moede.moedeleder: Modtagerrolle.MOEDELEDER} if moede.moedeleder_id else {})
        if not people:
            raise NotNow("Vælg mindst én, der skal læse igennem.")
    else:
        people = recipients(moede)
    Modtager.objects.bulk_create(
        Modtager(udsendelse=udsendelse, bruger=person, rolle=rolle) for person, rolle in people.items()
    )


def _all_guards(udsendelse, kontrol=None, **grunde):
    """Ask the eight in order; the first that says no stops the sending."""
    kontrol.begin(udsendelse)
    for _, answer in guards(udsendelse, kontrol.value, **grunde):
        if not answer:
            return answer
    return answer


class _Late:
    """The Kontrol of the locked row: made when the guards ask, used again by the effect."""

    def begin(self, udsendelse):
        self.value = Kontrol(udsendelse, locked=True)


def _carry_out(udsendelse, by, kontrol, mangler_grund="", alligevel_grund=""):
    kontrol, now = kontrol.value, udsendelse.sendt_den
    _give_numbers(udsendelse, kontrol, by)
    times = slots(udsendelse.moede, kontrol.items)
    udsendelse.alligevel_grund = alligevel_grund.strip()
    reasons = {"mangler_grund": mangler_grund.strip(), "alligevel_grund": alligevel_grund.strip()}
    udsendelse.manifest = manifest_of(udsendelse, kontrol, times, **reasons)
    udsendelse.sha256 = digest(udsendelse.manifest)
    Moededokument.objects.filter(udsendelse=udsendelse).update(laast_den=now)
    if udsendelse.slags != Udsendelsesslags.GENNEMLAESNING:
        index_sent([row for row in kontrol.sent_rows if row.version_id and row.maerke in CHANGED])
    _tell(udsendelse, kontrol, times, by)


CHANGED = (Punktmaerke.NYT, Punktmaerke.RETTET)


def _give_numbers(udsendelse, kontrol, by):
    if udsendelse.slags == Udsendelsesslags.GENNEMLAESNING:
        return
    held = {row.punkt_id for row in kontrol.sent_rows}
    new = [one for one in kontrol.items if one.pk in held and one.nummer is None]
    for punkt in new:
        punkt.nummer, punkt.version = kontrol.numre[punkt.pk], punkt.version + 1
    fields = ["nummer", "version"]
    bulk_update_with_history(new, Dagsordenspunkt, fields, default_user=by, default_date=ur.nu(),
                             default_change_reason="udsendt")  # fmt: skip


def _tell(udsendelse, kontrol, times, by):
    """Tell the recipients; who only comes under an item is told of his time, when that is new to him."""
    rows = list(udsendelse.modtagere.select_related("bruger").order_by("pk"))
    guests = {row.bruger_id for row in rows if row.rolle == Modtagerrolle.PUNKTDELTAGER}
    told = {person for person in guests if _tell_guest(kontrol, times, person, rows, by)}
    people = [row.bruger for row in rows if row.bruger_id not in told]
    notify(f"udsendelse.{udsendelse.slags}", udsendelse, people, by=by, version=0)


def _tell_guest(kontrol, times, person, rows, by):
    """The key holds the time: the same time is told once. Returns the new lines."""
    bruger = next(row.bruger for row in rows if row.bruger_id == person)
    lines = []
    for one in kontrol.items:
        if one.nummer and one.pk in times and any(guest.bruger_id == person for guest in one.deltagere.all()):
            begin = f"{times[one.pk][0]:%Y%m%d%H%M}"
            lines += notify("punkt.inviteret", one, [bruger], by=by, version=begin)
    return lines


SEND = Transition(
    name="send", label="Send", rule="udsendelse.send",
    sources=(Udsendelsestilstand.KLAR, Udsendelsestilstand.FEJLET), target=Udsendelsestilstand.SENDT,
    guards=(_all_guards,), effect=_carry_out, stamps=("sendt",), done="Sendt til alle modtagere.",
    effects_text=("Punkterne får deres numre, og de bliver aldrig ændret.",
                  "Det, der er sendt, ligger fast. Rettelser sendes som tillæg.",
                  "Alle modtagere får besked med et link."),
)  # fmt: skip


def send(udsendelse, *, by, version=None, mangler_grund="", alligevel_grund="", noegle=None):
    """Send what was prepared: NotNow with the line of the first guard that says no.

    Effects: numbers, manifest and its sha256, documents locked, search rows of the sent edition, mails, event.
    Returns the Udsendelse, or None for a used `noegle`.
    """
    with transaction.atomic():
        lock(udsendelse.moede)
        return perform(SEND, udsendelse, by=by, version=version, noegle=noegle, kontrol=_Late(),
                       mangler_grund=mangler_grund, alligevel_grund=alligevel_grund)  # fmt: skip
