"""All papers of a round in one PDF, as they were filed: the portfolio, then the statuses it tells of (41 §6.3)."""

from indsatser.document.portefoelje import portfolio_document
from indsatser.models import Kvartalsstatus
from indsatser.workflow.rundeudgave import edition_for
from indsatser.workflow.statusudgave import edition
from mso_portal.motor.filer import open_fil
from mso_portal.motor.pdf.pakke import Del, PakkeFejl, build
from mso_portal.motor.rules import NotNow

FOR_STOR = "Rundens papirer er for store til at blive samlet. Hent dem enkeltvis."


def collected(user, runde):
    """Return (the Rundeudgave that the person may read, the whole PDF), None without an edition.

    The statuses stand in the portfolio's order, and only those it tells of. Each page is the filed one with a line of
    its place below, so the whole claims no archive standard. NotNow when it would be too large; Unproven when something
    in it is another than what was frozen.
    """
    udgave = edition_for(user, runde)
    if udgave is None:
        return None
    head = portfolio_document(udgave.data, udgave.nr, udgave.oprettet_den)[0]
    parts = [_part(udgave, "Portefølje", head.kort_navn), *(_part(edition(one), *_named(one, head.kort_navn))
             for one in _statuses(user, udgave))]  # fmt: skip
    try:
        return udgave, build(parts, titel=head.meta_title, dato=udgave.oprettet_den).pdf
    except PakkeFejl:
        raise NotNow(FOR_STOR) from None


def _statuses(user, udgave):
    """The statuses of a portfolio, in its order; a query."""
    order = [row["uuid"] for row in udgave.data["planer"]]
    rows = Kvartalsstatus.objects.visible_to(user).filter(uuid__in=order).select_related("plan", "udgave__pdf")
    return sorted(rows.defer("data"), key=lambda one: order.index(str(one.uuid)))


def _named(status, runde):
    return f"{status.plan.nummer}, version {status.nr}", f"{runde} · {status.plan.nummer}"


def _part(udgave, titel, fod):
    with open_fil(udgave.pdf) as stream:
        return Del(str(udgave.uuid), stream.read(), titel, fremmed=True, fod=fod)
