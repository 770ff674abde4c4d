"""The one way the pages of the apps below show plans: what the reader may see of them, and nothing else (20 §2.1).

Those apps can't name plans, so each tag asks for itself, as the person the page is drawn for.
"""

from django import template

from indsatser.models import Indsatsplan
from indsatser.views.find import adresse
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask

register = template.Library()


@register.inclusion_tag("indsatser/_planer_for_beslutning.html", takes_context=True)
def planer_for_beslutning(context, beslutning):
    """Show the plan of a decision, or the way to make one for who may; at most three queries."""
    user, plans = context["request"].user, Indsatsplan.objects.filter(beslutning=beslutning)
    found = plans.visible_to(user).med_lukning().order_by("nummer").first()
    if found:
        if found.er_lukket:
            seen(context["request"], "liste", found)
        return {"url": adresse(found), "tekst": f"{found.nummer} {found.egentlig_titel}",
                "tilstand": found.get_tilstand_display()}  # fmt: skip
    may = beslutning.gaelder and beslutning.vedtager and ask(user, "indsats.opret", beslutning)
    # A plan that others made and the reader may not see is in the way, but not for him to know of.
    if not may or plans.exists():
        return {}
    return {"url": f"/indsatsplaner/fra-beslutning/{beslutning.nummer}/", "tekst": "Opret indsatsplan", "tilstand": ""}
