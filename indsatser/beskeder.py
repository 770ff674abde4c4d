"""What people are told of plans (20 §12), and how a line finds its object again."""

from indsatser.models import Aendring, Indsatsplan, Kvartalsstatus, Leverance, Statusrunde
from mso_portal.motor.besked import declare, seen_by

declare(
    "leverance.spurgt", "Leverance at svare på", "En plan har brug for en leverance fra jer.", straks=True, altid=True
)
declare("leverance.svar", "Svar om en leverance", "Der er nyt om en leverance til en plan, du er tovholder for.")
declare("leverance.aftalt", "Nyt om jeres leverance", "Der er nyt om en leverance, I har lovet.")
declare("indsats.aktiveret", "Plan aktiveret", "En plan, du har en opgave i, er begyndt.")
declare("aendring.forelagt", "Ændring af en plan", "Et forslag om at ændre en plan venter på din godkendelse.")
declare("aendring.afgjort", "Ændring af en plan afgjort", "Dit forslag om at ændre en plan er afgjort.")
declare("bidrag.mangler", "Bidrag til kvartalsstatus", "Du har bidrag at give til en kvartalsstatus.")
declare("bidrag.pind", "Påmindelse om bidrag", "Du bliver mindet om dine bidrag til en kvartalsstatus.")
declare("bidrag.leder", "Bidrag mangler", "En af dine medarbejdere mangler at svare til en plans kvartalsstatus.")
declare("status.tekstfrist", "Kvartalsstatus at skrive", "En plans kvartalsstatus skal skrives og sendes.")
declare("status.godkendelsesfrist", "Kvartalsstatus at godkende", "En plans kvartalsstatus skal godkendes.")
declare(
    "status.indsendt", "Kvartalsstatus til godkendelse", "En kvartalsstatus venter på din godkendelse.", straks=True
)
declare("status.returneret", "Kvartalsstatus returneret", "En kvartalsstatus er kommet tilbage til dig.", straks=True)
declare("status.laast", "Kvartalsstatus låst", "En kvartalsstatus for din plan er låst.")
declare("status.ikke_laast", "Kvartalsstatus ikke låst", "En kvartalsstatus kunne ikke låses.")
declare("runde.flyttet", "Frister flyttet", "Fristerne for en kvartalsstatus, du bidrager til, er flyttet.")
declare("runde.aflyst", "Runde aflyst", "En runde af kvartalsstatus, du bidrager til, er aflyst.")
declare("runde.laasefrist", "Kvartalsstatus at låse", "En runde har kvartalsstatusser, der skal låses.")


def _leverancer(user):
    return Leverance.objects.visible_to(user).select_related("plan")


def _leverance_url(leverance):
    return f"/indsatsplaner/{leverance.plan.nummer}/leverancer/"


def _plan_url(plan):
    return f"/indsatsplaner/{plan.nummer}/"


def _aendringer(user):
    return Aendring.objects.visible_to(user).select_related("plan")


def _aendring_url(aendring):
    return f"/indsatsplaner/{aendring.plan.nummer}/aendringer/{aendring.uuid}/"


def _statusser(user):
    return Kvartalsstatus.objects.visible_to(user).select_related("plan")


def _status_url(status):
    return f"/indsatsplaner/{status.plan.nummer}/status/{status.noegle}/"


def _runder(_user):
    return Statusrunde.objects.select_related("forum")


def _runde_url(runde):
    return f"/kvartalsstatus/{runde.forum.kode}/{runde.noegle}/"


seen_by(Indsatsplan, Indsatsplan.objects.visible_to, _plan_url)
seen_by(Leverance, _leverancer, _leverance_url)
seen_by(Aendring, _aendringer, _aendring_url)
seen_by(Kvartalsstatus, _statusser, _status_url)
seen_by(Statusrunde, _runder, _runde_url)
