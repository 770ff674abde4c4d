"""The årshjul's reminder: its ansvarlig is told so many weeks before a matter comes round (11 §9)."""

from django.urls import reverse

from indstillinger.models import Aarshjulspunkt
from indstillinger.workflow.aarshjul import due, visible
from mso_portal.motor.besked import declare, notify, reminder, seen_by

declare("aarshjul.varsel", "Frist i årshjulet", "Et punkt i årshjulet, som du er ansvarlig for, nærmer sig.")


def _url(punkt):
    return reverse("aarshjul_tag", args=[punkt.uuid])


seen_by(Aarshjulspunkt, visible, _url)


@reminder
def aarshjul_reminder(dag):
    """Tell the ansvarlig of what nobody took: once for each year it comes round."""
    rows = list(Aarshjulspunkt.objects.select_related("ansvarlig", "forum").order_by("pk"))
    for punkt, aar, _ in due(rows, dag):
        notify("aarshjul.varsel", punkt, [punkt.ansvarlig], version=aar)
