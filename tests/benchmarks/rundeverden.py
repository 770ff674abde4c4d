"""A round of the 60 plans: every second status locked with its lights, the others written, with a bidrag for each
milestone; no verbs.

Imports stand in the functions, as in world.py.
"""

from datetime import date
from functools import cache
from itertools import cycle

from tests.benchmarks import planverden, world

S = date(2020, 9, 30)


@cache
def runde():
    """Make the round, open."""
    from indsatser.models import Kvartalsstatus, Statuspligt
    from indsatser.workflow.runde import quarter_rhythm, round_near
    from mso_portal.motor import ur

    signe, plans = world.writer(), planverden.planer()
    rytme = quarter_rhythm(world.forum(), signe)
    made = round_near(rytme, S, signe)
    type(made).objects.filter(pk=made.pk).update(tilstand="aaben", aabnet_den=ur.nu(), aabnet_af=signe)
    stamp = {"oprettet_den": ur.nu(), "oprettet_af": signe}
    Statuspligt.objects.bulk_create(Statuspligt(plan=plan, rytme=rytme, primaer=True, fra=S, **stamp) for plan in plans)
    rows = Kvartalsstatus.objects.bulk_create(
        Kvartalsstatus(plan=plan, runde=made, noegle=made.noegle, **stamp, **(_locked(signe) if nr % 2 else {}))
        for nr, plan in enumerate(plans)
    )  # fmt: skip
    _editions(rows[1::2], signe)
    _contributions(rows[::2], signe)
    return type(made).objects.get(pk=made.pk)


def _locked(by):
    from mso_portal.motor import ur

    return {"tilstand": "laast", "laast_den": ur.nu(), "laast_af": by, "data": {}}


def _editions(statuses, by):
    from indsatser.enums import Dimension, Lys
    from indsatser.models import Statusudgave
    from mso_portal.motor import ur
    from tests.builders_indstilling import fil

    lights = cycle(Lys.values)
    Statusudgave.objects.bulk_create(
        Statusudgave(status=one, skema=1, kodeversion="0", aftryk_skabelon="0" * 64, data_sha256="0" * 64, form="kort",
                     data={"lys": [{"dimension": name, "valgt": next(lights)} for name in Dimension.values],
                           "beslutninger": []},
                     aabenhed="aaben", sider=2, pdf=fil("Status"), oprettet_den=ur.nu(), oprettet_af=by)
        for one in statuses
    )  # fmt: skip


def _contributions(statuses, by):
    from indsatser.models import Statusbidrag
    from mso_portal.motor import ur

    answered = {"svar": "uaendret", "besvaret_den": ur.nu(), "besvaret_af": by}
    Statusbidrag.objects.bulk_create(
        Statusbidrag(status=one, slags="milepael", milepael=row, ansvarlig=by, frist=S, oprettet_den=ur.nu(),
                     oprettet_af=by, **({} if row.raekkefoelge % 3 else answered))
        for one in statuses for row in one.plan.milepaele.order_by("pk")
    )  # fmt: skip
