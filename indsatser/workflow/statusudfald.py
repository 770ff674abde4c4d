"""What became of the questions of a locked status (21 §10)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Aendringstilstand, Beslutningsniveau, Punktkilde, Rundetilstand, Statusudfaldsart
from indsatser.models import Opfoelgningspunkt, Statusrunde, Statusudfald
from indsatser.workflow.aendring import approve
from indsatser.workflow.raekker import keep, keep_new, require_open, require_room
from indstillinger.enums import Tilstand
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.vaerdier.datoer import dato_lang

A = Statusudfaldsart
VEDTAGET = (A.VEDTAGET, A.VEDTAGET_MED_AENDRING)
# What an outcome can't do without.
KRAEVER = {
    A.VEDTAGET: ("valgt", "Vælg den mulighed, der blev vedtaget."),
    A.VEDTAGET_MED_AENDRING: ("tekst", "Skriv, hvad styregruppen vedtog."),
    A.UDSAT: ("udsat_til", "Vælg den runde, beslutningen er udsat til."),
}
IKKE_LAAST = "Status er ikke låst endnu. Udfaldet skrives, når styregruppen har behandlet den."
LIGGER_FAST = "Runden er afsluttet, og udfaldene ligger fast."
GENNEMFOERT = "Ændringen er gennemført. Opret en ny ændring."
FORANDRET = "Udfaldet er ændret, siden du åbnede siden. Gå tilbage, og læs det igen."
SENDT = "Chefteamet har fået spørgsmålet som indstilling. Udfaldet er det, chefteamet beslutter."
CHEFTEAMETS = "Det er chefteamet, der beslutter. Opret en indstilling."
ORDRET = "Det er ordret mulighed {}. Vælg den, eller skriv, hvad der blev ændret."


@transaction.atomic
def decide(
    beslutning, *, by, art, valgt=None, tekst="", udsat_til=None, accepteret="", accepteret_til=None, punkter=(),
    version=None, noegle=None,
):  # fmt: skip
    """Return the outcome of a question of a locked status, or None for a used `noegle`. It may be written again until
    the round is closed, or an Ændring is carried out: that of an adopted option is, in the same transaction.

    `punkter` are dicts of the plan's new Opfoelgningspunkter (tekst, ansvarlig, frist); `version` is `stand(udfald)`.
    Denied, NotNow, ValidationError by field: nothing is saved.
    """
    if noegle and not claim(noegle, by, "status.udfald"):
        return None
    beslutning, row = changeable(beslutning, by, "status.udfald")
    if version is not None and int(version) != stand(row):
        raise NotNow(FORANDRET)
    felter = {
        "art": art, "valgt": valgt if art == A.VEDTAGET else None, "tekst": tekst.strip(),
        "udsat_til": udsat_til if art == A.UDSAT else None, "accepteret": accepteret,
        "accepteret_til": accepteret_til, "indstilling": None,
    }  # fmt: skip
    if faults := dict(_faults(beslutning, felter)):
        raise ValidationError(faults)
    row = kept(beslutning, row, by, felter)
    _carry_out(row, by)
    _add_points(beslutning.status.plan, punkter, by)
    return row


def stand(udfald):
    """Return what tells one writing of an outcome from the next: 0 while there is none."""
    return udfald.version + 1 if udfald else 0


def can_change(status, udfald):
    """Answer whether the outcome of a question (or None) of the status may be written now, whoever asks."""
    if status.laast_den is None:
        return no(IKKE_LAAST)
    if status.runde.tilstand != Rundetilstand.AABEN or udfald and udfald.laast_den:
        return no(LIGGER_FAST)
    aendring = udfald and udfald.valgt and udfald.valgt.aendring
    if aendring and aendring.statusbeslutning_id == udfald.beslutning_id:
        return no(GENNEMFOERT)
    if udfald and udfald.indstilling and udfald.indstilling.tilstand != Tilstand.TRUKKET:
        return no(SENDT)
    return YES


def require_changeable(beslutning):
    """Return the outcome of a question, None when there is none. NotNow when it can't be written, or no longer."""
    row = Statusudfald.objects.filter(beslutning=beslutning).first()
    if not (answer := can_change(beslutning.status, row)):
        raise NotNow(answer.reason)
    return row


def changeable(beslutning, by, rule):
    """Return the question and its outcome (or None), both locked: two who decide at once come one by one."""
    beslutning = lock(beslutning)
    require(by, rule, beslutning.status)
    row = Statusudfald.objects.filter(beslutning=beslutning).first()
    if row:
        lock(row)
    return beslutning, require_changeable(beslutning)


def kept(beslutning, row, by, felter):
    """Return the outcome with these fields, a new one when there was none."""
    return keep(row, by, **felter) if row else keep_new(Statusudfald(beslutning=beslutning, **felter), by)


def later_rounds(runde):
    """Return the rounds of the forum that a question can be put off to."""
    ahead = Statusrunde.objects.filter(forum=runde.forum_id, statusdato__gt=runde.statusdato)
    return ahead.filter(tilstand__in=(Rundetilstand.PLANLAGT, Rundetilstand.AABEN)).order_by("statusdato")


def _faults(beslutning, felter):
    """Yield (field, sentence) for what is missing or doesn't belong together."""
    art, options = felter["art"], list(beslutning.valgmuligheder.order_by("bogstav"))
    name, message = KRAEVER.get(art, ("art", "Vælg et udfald."))
    if not felter[name]:
        yield name, message
    if art in VEDTAGET and beslutning.niveau == Beslutningsniveau.CHEFTEAM:
        yield "art", CHEFTEAMETS
    if felter["valgt"] and felter["valgt"] not in options:
        yield "valgt", "Vælg en af beslutningens egne muligheder."
    if felter["udsat_til"] and felter["udsat_til"] not in later_rounds(beslutning.status.runde):
        yield "udsat_til", "Vælg en senere runde i samme forum."
    for one in options:
        if art == A.VEDTAGET_MED_AENDRING and one.tekst.casefold() == felter["tekst"].casefold():
            yield "tekst", ORDRET.format(one.bogstav)
    yield from _faults_of_acceptance(felter, beslutning.status.runde.statusdato)


def _faults_of_acceptance(felter, statusdato):
    """A deviation is accepted by what was adopted, until a day that is still to come."""
    accepteret, til = felter["accepteret"], felter["accepteret_til"]
    if til and not accepteret:
        yield "accepteret", "Vælg den afvigelse, der er accepteret."
    if accepteret and felter["art"] not in VEDTAGET:
        yield "accepteret", "En afvigelse er kun accepteret, når noget er vedtaget."
    if accepteret and not til:
        yield "accepteret_til", "Skriv, hvor længe afvigelsen er accepteret."
    if til and til <= statusdato:
        yield "accepteret_til", f"Skriv en dag efter statusdatoen {dato_lang(statusdato)}."


def _carry_out(row, by):
    """An Ændring that was approved in another way is done already."""
    aendring = row.valgt and row.valgt.aendring
    if aendring and aendring.tilstand != Aendringstilstand.GODKENDT:
        approve(aendring, by=by, statusbeslutning=row.beslutning)


def _add_points(plan, punkter, by):
    if not punkter:
        return
    plan = lock(plan)
    require_open(plan)
    require_room(Opfoelgningspunkt, plan, len(punkter))
    for felter in punkter:
        keep_new(Opfoelgningspunkt(plan=plan, kilde=Punktkilde.STATUS, **felter), by)
