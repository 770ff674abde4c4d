"""Write a status, send it, approve it and take it back: what people do until it is locked (21 §5)."""

from itertools import zip_longest
from string import ascii_uppercase

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from indsatser.document.statusdata import build_data
from indsatser.document.statusord import DIMENSION, iso
from indsatser.document.statusspoergsmaal import MED_AENDRING
from indsatser.enums import Aendringstilstand, Bidragssvar, Dimension, Lys, Rundetilstand, Statustilstand
from indsatser.models import Kvartalsstatus, Statusbeslutning, Valgmulighed
from indsatser.workflow import aendring
from indsatser.workflow.statusrettelse import ABANDON, corrected_data
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.snapshot import snapshot
from mso_portal.motor.workflow import Transition, claim, fits, lock, perform, save
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

T = Statustilstand
TEKSTER = ("resume", "siden_sidst", "naeste", "offentlig_tekst")
BESLUTNINGER, MULIGHEDER = 3, 6  # the room of page 1
BEGRUNDELSE = 10
MED = (
    "plan__programejer", "plan__tovholder", "plan__oekonomiansvarlig", "plan__ejerenhed", "runde__forum", "erstatter",
    "indsendt_af", "indsendt_for",
)  # fmt: skip
FLYTTET = "Rundens statusdato er flyttet imens. Prøv igen."
FORANDRET = "Status er ændret, siden du åbnede den. Gå tilbage, og læs den igen."
STILLET = "Beslutningerne er stillet i den låste version og kan ikke ændres i en rettelse."
LUKKET = {
    T.TIL_GODKENDELSE: "Status er sendt til godkendelse. Den kan rettes, når programejeren returnerer den.",
    T.GODKENDT: "Status er godkendt. Den kan rettes, når programejeren genåbner den.",
}
FORBI = {
    Rundetilstand.AFLYST: "Runden er aflyst, så der bliver ingen status for den.",
    Rundetilstand.AFSLUTTET: "Runden er afsluttet uden en status for planen. Den næste status tager det med.",
}


# What it would freeze


def current_data(status, by=None):
    """Return the data of a status that isn't locked, as it would be frozen now: one moment of the database, the
    queries of `build_data`. `by` approves it. A correction has the data of the version it replaces."""
    if status.nr > 1:
        return corrected_data(status, by)
    with snapshot():
        return build_data(status, by)


def suggestions(data):
    """Return {dimension: the light that is suggested}."""
    return {row["dimension"]: row["forslag"] for row in data["lys"]}


def read(status):
    """Return the status as it is stored, with all that its data names."""
    return Kvartalsstatus.objects.select_related(*MED).get(pk=status.pk)


# Writing


@transaction.atomic
def write(status, *, by, version=None, noegle=None, tekster=None, lys=None, beslutninger=None):
    """Save what is written so far, complete or not; returns the fresh status, None when `noegle` was used before.

    `tekster` by field; `lys` as {dimension: {valgt, valgt_ud_fra (the suggestion that stood beside), begrundelse,
    aarsag_tiltag}}; `beslutninger` all questions in order, each {spoergsmaal, niveau, muligheder: [{tekst, konsekvens,
    indstillet, aendring}]}. What isn't named stays. NotNow when it can't be written now, or its version is another.
    """
    if noegle and not claim(noegle, by, "status.skriv"):
        return None
    status = _open(status, by, version)
    for name, text in (tekster or {}).items():
        setattr(status, name, text.strip())
    _require_room(status, TEKSTER)
    for dimension, felter in (lys or {}).items():
        _choose(status.vurderinger.get(dimension=dimension), **felter)
    if beslutninger is not None:
        _ask(status, beslutninger, by)
    save(status, by)
    log_event("status.skriv", status, by, tekster=sorted(tekster or ()), lys=sorted(lys or ()))
    return status


def _open(status, by, version):
    status = lock(status)
    require(by, "status.skriv", status)
    if status.er_forbi or status.tilstand != T.AABEN:
        raise NotNow(why_closed(status))
    if version is not None and int(version) != status.version:
        raise NotNow(FORANDRET)
    return status


def why_closed(status):
    """Return why a status can't be written that is not `aaben`, or whose round is over, and what to do instead."""
    if status.er_forbi:
        return FORBI[status.runde.tilstand]
    if status.tilstand != T.LAAST:
        return LUKKET[status.tilstand]
    dag = dato_lang(status.laast_den.astimezone(DANSK_TID))
    return f"Status er låst den {dag}. Opret en rettelse (version {status.nr + 1}), hvis noget er forkert."


def _require_room(row, names):
    """ValidationError by field for what doesn't fit the printed page; nothing is ever cut."""
    faults = {}
    for name in names:
        room = row._meta.get_field(name).max_length
        if (over := len(getattr(row, name)) - room) > 0:
            faults[name] = f"Teksten er {over} tegn for lang. Der er plads til {room} på den trykte side."
    if faults:
        raise ValidationError(faults)


def _choose(row, *, valgt=None, valgt_ud_fra=None, begrundelse="", aarsag_tiltag=""):
    row.valgt, row.valgt_ud_fra = (valgt, valgt_ud_fra) if valgt else (None, None)
    row.begrundelse, row.aarsag_tiltag = begrundelse.strip(), aarsag_tiltag.strip()
    _require_room(row, ("begrundelse", "aarsag_tiltag"))
    row.full_clean()
    row.save()


def _ask(status, given, by):
    """Let the questions be these, in this order."""
    if status.nr > 1:
        raise NotNow(STILLET)
    rows = status.beslutninger.order_by("nr")
    for nr, (felter, row) in enumerate(zip_longest(given, rows), 1):
        if felter is None:
            row._history_user = by
            row.delete()
        else:
            _put(row or Statusbeslutning(status=status, nr=nr, oprettet_den=ur.nu(), oprettet_af=by), by, **felter)


def _put(row, by, *, spoergsmaal, niveau, muligheder):
    """A question may be kept before it is written: what is empty is asked for when the status is sent."""
    is_changed = row.pk is None or (row.spoergsmaal, row.niveau) != (spoergsmaal.strip(), niveau)
    row.spoergsmaal, row.niveau = spoergsmaal.strip(), niveau
    _require_room(row, ("spoergsmaal",))
    if is_changed:
        row.full_clean(exclude=[] if row.spoergsmaal else ["spoergsmaal"])
        save(row, by)
    row.valgmuligheder.all().delete()
    for bogstav, felter in zip(ascii_uppercase, muligheder, strict=False):
        _offer(Valgmulighed(status=row.status, beslutning=row, bogstav=bogstav, **felter))


def _offer(row):
    row.tekst, row.konsekvens = row.tekst.strip(), row.konsekvens.strip()
    _require_room(row, ("tekst", "konsekvens"))
    if row.aendring and row.aendring.plan_id != row.status.plan_id:
        raise ValidationError({"aendring": "Vælg en ændring af planen."})
    row.full_clean(exclude=[] if row.tekst else ["tekst"])
    row.save()


# What the writer owes before it can be sent


def gate(status, forslag):
    """Return what the writer himself still owes, as sentences; what others owe blocks nothing. `forslag` are the
    suggestions of the data as it is now. Three queries."""
    lights = [text for row in status.vurderinger.all() for text in _light_lacks(row, forslag[row.dimension])]
    return [*lights, *_texts_lack(status), *_questions_lack(status)]


def outdated(row, forslag):
    """Return the sentence that a light was chosen beside another suggestion, or "": it then counts as not chosen."""
    if row.valgt is None or row.valgt_ud_fra == forslag:
        return ""
    before, now = Lys(row.valgt_ud_fra).label, Lys(forslag).label
    return f"Forslaget er ændret fra {before} til {now}, siden du valgte. Vælg igen."


def _light_lacks(row, forslag):
    label = row.get_dimension_display()
    if row.valgt is None:
        yield f"Vælg lys for {label}."
    elif changed := outdated(row, forslag):
        yield f"{label}: {changed}"
    else:
        if row.valgt != forslag and not row.begrundelse:
            yield (
                f"{label}: Du har valgt {Lys(row.valgt).label}, men forslaget er {Lys(forslag).label}. "
                "Skriv hvorfor (højst 160 tegn)."
            )
        if _needs_measure(row) and not row.aarsag_tiltag:
            yield f"Skriv årsag og tiltag for {label}. Styregruppen skal kunne se, hvad der bliver gjort."


def _needs_measure(row):
    """The whole is answered for by its dimensions."""
    return row.valgt in (Lys.GUL, Lys.ROED) and row.dimension != Dimension.SAMLET


def _texts_lack(status):
    if not status.resume:
        yield "Skriv teksten Kort fortalt."
    if not status.naeste:
        yield "Skriv teksten Næste periode."


def _questions_lack(status):
    rows = list(status.beslutninger.all())
    prefetch_related_objects(rows, MED_AENDRING)
    asked = [(row, list(row.valgmuligheder.all())) for row in rows]
    for row, options in asked:
        yield from _question_lacks(f"Beslutning {row.nr}", row, options)
    count = sum(len(options) for _, options in asked)
    if count > MULIGHEDER:
        merge = "to" if count == MULIGHEDER + 1 else "nogle"
        yield f"Der er {count} muligheder i alt; siden har plads til {MULIGHEDER}. Slå {merge} sammen."


def _question_lacks(name, row, options):
    if not row.spoergsmaal:
        yield f"{name} mangler et spørgsmål."
    if len(options) < 2:
        has = "kun én mulighed" if options else "ingen muligheder"
        yield f"{name} har {has}. Skriv mindst to, så styregruppen har noget at vælge mellem."
    for one in options:
        if not (one.tekst and one.konsekvens):
            yield f"{name}: Skriv mulighed {one.bogstav} og dens konsekvens."
        if one.aendring and one.aendring.tilstand not in (Aendringstilstand.KLADDE, Aendringstilstand.FORELAGT):
            state = one.aendring.get_tilstand_display().lower()
            yield f"{name}: Ændring {one.aendring.nr} er {state}. Vælg en anden til mulighed {one.bogstav}."
    if options and not any(one.indstillet for one in options):
        yield f"{name}: Vælg den mulighed, der indstilles."


# The verbs that move it


def _complete(status, data, **more):
    lacks = gate(status, suggestions(data))
    if lacks:
        raise ValidationError(lacks)
    return YES


def _submit(status, by, **data):
    """Ændringer of the options are laid before those who decide."""
    status.tilbage_grund, status.indsendt_for = "", stands_for(by, status.plan.tovholder)
    own = status.plan.aendringer.filter(valgmuligheder__status=status, tilstand=Aendringstilstand.KLADDE)
    for one in own.order_by("pk").distinct():
        aendring.submit(one, by=by)
    notify("status.indsendt", status, [status.plan.programejer], by=by)


def stands_for(by, person):
    """Return the person in whose place somebody acts, None for himself."""
    return person if person and person.pk != by.pk else None


def in_time(status):
    """Answer whether the round still takes a status."""
    return no(why_closed(status)) if status.er_forbi else YES


def _reason(message):
    most = Kvartalsstatus._meta.get_field("tilbage_grund").max_length

    def guard(status, grund="", **data):
        if BEGRUNDELSE <= len(grund.strip()) <= most:
            return YES
        return no(f"{message} (mindst {BEGRUNDELSE} og højst {most} tegn).")

    return guard


def _send_back(status, by, grund="", **data):
    """Who wrote it is told, and sees the comment at the top."""
    notify("status.returneret", status, [status.plan.tovholder, status.indsendt_af], by=by)
    status.tilbage_grund = grund.strip()
    status.indsendt_den = status.indsendt_af = status.indsendt_for = None


def _reopen(status, by, **data):
    _send_back(status, by, **data)
    status.godkendt_for, status.data, status.data_sha256 = None, None, ""


def same_day(status, data, **more):
    """The round counts to the day the data was read for: it may be moved while that is done."""
    return YES if data["runde"]["statusdato"] == iso(status.runde.statusdato) else no(FLYTTET)


def _same_suggestions(status, data, **more):
    """The lights were chosen beside what is suggested today."""
    forslag = suggestions(data)
    changed = [DIMENSION[row.dimension] for row in status.vurderinger.order_by("pk")
               if row.valgt_ud_fra != forslag[row.dimension]]  # fmt: skip
    if not changed:
        return YES
    return no(f"Forslaget er ændret, siden der blev valgt: {', '.join(changed)}. Returnér status, så der vælges igen.")


def _approve(status, by, data, **more):
    status.godkendt_for = stands_for(by, status.plan.programejer)
    status.data, status.data_sha256 = data, digest(data)


SUBMIT = Transition(
    "indsend", "Send til godkendelse", "status.indsend", (T.AABEN,), T.TIL_GODKENDELSE, when=in_time,
    guards=(_complete,), effect=_submit, stamps=("indsendt",), done="Status er sendt til godkendelse.",
    effects_text=("Programejeren får besked.", "Tekster, lys og beslutninger kan ikke rettes imens.",
                  "Bidrag kan stadig komme."),
)  # fmt: skip
SEND_BACK = Transition(
    "returner", "Returnér med bemærkning", "status.returner", (T.TIL_GODKENDELSE,), T.AABEN, when=in_time,
    guards=(_reason("Skriv, hvad der skal rettes"),), effect=_send_back, done="Status er returneret.",
    effects_text=("Tovholderen får din bemærkning og kan rette status.",),
)  # fmt: skip
APPROVE = Transition(
    "godkend", "Godkend kvartalsstatus", "status.godkend", (T.TIL_GODKENDELSE,), T.GODKENDT, when=in_time,
    guards=(same_day, _same_suggestions), effect=_approve, stamps=("godkendt",), done="Status er godkendt.",
    effects_text=("Data bliver gemt, som de er nu. Det er dem, der låses og trykkes.",
                  "Bidrag, der kommer senere, er ikke med."),
)  # fmt: skip
REOPEN = Transition(
    "genaabn", "Genåbn status", "status.genaabn", (T.GODKENDT,), T.AABEN, when=in_time,
    guards=(_reason("Skriv, hvorfor status genåbnes"),), effect=_reopen, clears=("godkendt",),
    done="Status er genåbnet.", effects_text=("Godkendelsen falder bort.", "Status skal sendes og godkendes igen."),
)  # fmt: skip
TRANSITIONS = (SUBMIT, APPROVE, SEND_BACK, REOPEN, ABANDON)


def submit(status, *, by, version=None, **data):
    """Send a complete status to the programejer; ValidationError with a sentence for all that is missing."""
    status = read(status)
    return _perform(SUBMIT, status, by, status.plan.tovholder, **_built(SUBMIT, status, version), **data)


def approve(status, *, by, version=None, **data):
    """Approve the data as it is now: it is stored, and is what will be locked and printed.

    NotNow when a suggestion has changed since its light was chosen.
    """
    status = read(status)
    status.godkendt_for = stands_for(by, status.plan.programejer)
    return _perform(APPROVE, status, by, status.plan.programejer, **_built(APPROVE, status, version, by), **data)


def _built(transition, status, version, by=None):
    """Return the data a verb judges and the version it was built from; of a state that refuses the verb no data."""
    data = current_data(status, by) if fits(transition, status) else None
    return {"data": data, "version": status.version if version is None else version}


@transaction.atomic
def _perform(transition, status, by, person, **data):
    """As `perform`, the round and the plan locked before the status."""
    lock(status.runde)
    lock(status.plan)
    return perform(transition, status, by=by, paa_vegne_af=stands_for(by, person), **data)


def send_back(status, *, by, grund, **data):
    """Give a status back to its writer, with what is to be mended."""
    return _perform(SEND_BACK, status, by, status.plan.programejer, grund=grund, **data)


def reopen(status, *, by, grund, **data):
    """Take an approval back, with the reason: the data is emptied, and late bidrag come in."""
    return _perform(REOPEN, status, by, status.plan.programejer, grund=grund, **data)


def late(status):
    """Return the bidrag answered since the data of an approved status was built: they come next time. A query, unless
    they are prefetched."""
    known = {row["uuid"] for row in status.data["bidrag"] if row["svar"] != Bidragssvar.MANGLER}
    answered = [one for one in status.bidrag.all() if one.svar != Bidragssvar.MANGLER]
    return [one for one in answered if str(one.uuid) not in known]
