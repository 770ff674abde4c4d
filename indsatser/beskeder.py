"""What people are told of plans (20 §12), and how a line finds its object again."""

from indsatser.models import Aendring, Indsatsplan, Leverance
from mso_portal.motor.besked import declare, seen_by

declare(
    "leverance.spurgt", "Leverance at svare på", "En plan har brug for en leverance fra jer.", straks=True, altid=True
)
declare("leverance.svar", "Svar om en leverance", "Der er nyt om en leverance til en plan, du er tovholder for.")
declare("leverance.aftalt", "Nyt om jeres leverance", "Der er nyt om en leverance, I har lovet.")
declare("indsats.aktiveret", "Plan aktiveret", "En plan, du har en opgave i, er begyndt.")
declare("aendring.forelagt", "Ændring af en plan", "Et forslag om at ændre en plan venter på din godkendelse.")
declare("aendring.afgjort", "Ændring af en plan afgjort", "Dit forslag om at ændre en plan er afgjort.")


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


seen_by(Indsatsplan, Indsatsplan.objects.visible_to, _plan_url)
seen_by(Leverance, _leverancer, _leverance_url)
seen_by(Aendring, _aendringer, _aendring_url)
