"""What a status says on its statusdato, as plain data: what approval freezes and paper prints (21 §6, `skema` 1)."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects

from indsatser.document import statusraekker, statusspoergsmaal
from indsatser.document.forskelle import forskelle
from indsatser.document.statusberegning import beregn_status
from indsatser.document.statuspapir_aendret import corrections_of
from indsatser.document.statusraekker import iso, navngivet
from indsatser.enums import Dimension, Statusform
from indsatser.models import Kvartalsstatus, Statusbidrag, Statusudgave
from indsatser.models.planindhold import TOLERANCER
from indsatser.models.planstatus import plan_status
from mso_portal.motor import ur

SKEMA = 1
BIDRAG = Prefetch("bidrag", Statusbidrag.objects.med_genstand().order_by("pk"))
FULD_OVER_MILEPAELE, FULD_OVER_MAAL = 12, 6  # above either a plan takes the full form (21 §9.1)


def build_data(status, by=None):
    """Return the data of a status with what is computed from it; `by` approves it, None while nobody has.

    Facts are counted to the round's statusdato, estimates as they are known now. 13 queries whatever the size, one
    more when the chefteam was asked. Raises KeyError when something open in the previous status is gone.
    """
    plan, runde, S = status.plan, status.runde, status.runde.statusdato
    found, editions, spurgt = plan_status(plan, S), previous(status), statusspoergsmaal.asked(plan)
    before = editions[-1] if editions else None
    foer = before.data if before else None
    since = runde.periode_start - timedelta(days=1) if foer is None else statusraekker.dag(foer["runde"]["statusdato"])
    rows = statusraekker.Raekker(plan, found, S, since, foer, _asked(status))
    data = {
        "skema": SKEMA, "kode": settings.MSO_VERSION, "plan": _plan(plan, found), "runde": _round(runde),
        "status": own(status, by), "tolerancer": {name: getattr(plan, name) for name in TOLERANCER},
        **rows.rows(), **statusspoergsmaal.questions(status, before, spurgt),
        "tekst": {"resume": status.resume, "siden_sidst": status.siden_sidst, "naeste": status.naeste,
                  "offentlig": status.offentlig_tekst},
        "forrige": before and _previous(editions), "rettelser": [],
    }  # fmt: skip
    data["form"] = _form(status, data)
    return judged(data, list(status.vurderinger.all()), foer, statusspoergsmaal.accepted(spurgt, S))


def _asked(status):
    prefetch_related_objects([status], BIDRAG)
    return list(status.bidrag.all())


def judged(data, vurderinger, foer, accepteret):
    """Return the data with its lights, and with what is computed: what a suggestion is, a correction computes anew."""
    beregnet = beregn_status(data)
    chosen = {one.dimension: one for one in vurderinger}
    last = {row["dimension"]: row["valgt"] for row in foer["lys"]} if foer else {}
    data["lys"] = [
        _light(name, chosen.get(name), beregnet["lys"][name]["lys"], last, accepteret) for name in Dimension.values
    ]
    data["beregnet"] = beregnet
    data["forskelle"] = [list(row) for row in forskelle(foer, data)]
    return data


def _light(dimension, chosen, forslag, last, accepteret):
    """A light that was chosen beside another suggestion counts as not chosen, and so does the reason for it."""
    is_chosen = chosen is not None and chosen.valgt_ud_fra == forslag
    return {
        "dimension": dimension, "valgt": chosen.valgt if is_chosen else None, "forslag": forslag,
        "begrundelse": chosen.begrundelse if is_chosen else "",
        "aarsag_tiltag": chosen.aarsag_tiltag if chosen else "",
        "forrige": last.get(dimension), "accepteret_til": accepteret.get(dimension),
    }  # fmt: skip


def previous(status):
    """Return the Statusudgaver of the status before it in its rhythm, the newest version last; none of the first."""
    told = Kvartalsstatus.objects.fortalt_om(status.plan)
    before = told.filter(runde__rytme=status.runde.rytme_id, runde__statusdato__lt=status.runde.statusdato)
    newest = before.order_by("-runde__statusdato").values("runde")[:1]
    found = Statusudgave.objects.filter(status__in=told.filter(runde=newest).order_by())
    return list(found.select_related("status__runde").defer("status__data").order_by("status__nr"))


def _previous(editions):
    udgave = editions[-1]
    status = udgave.status
    return {
        "uuid": str(status.uuid), "noegle": status.noegle, "betegnelse": status.runde.betegnelse, "nr": status.nr,
        "statusdato": iso(status.runde.statusdato), "data_sha256": udgave.data_sha256,
        "rettelser": [row for one in editions[1:] for row in corrections_of(one.data)],
    }  # fmt: skip


def _plan(plan, found):
    return {
        "uuid": str(plan.uuid), "nummer": plan.nummer, "plantype": plan.plantype, "titel": plan.egentlig_titel,
        "offentlig_titel": plan.titel if plan.titel_lukket else "", "aabenhed": "lukket" if plan.er_lukket else "aaben",
        "formaal": plan.formaal, "ejerenhed": str(plan.ejerenhed or ""), "fase": found.fase,
        "planversion": found.planversion,
        **{name: navngivet(getattr(plan, name)) for name in ("programejer", "tovholder", "oekonomiansvarlig")},
        "periode_start": iso(plan.periode_start), "periode_slut": iso(plan.periode_slut),
    }  # fmt: skip


def _round(runde):
    return {
        "noegle": runde.noegle, "betegnelse": runde.betegnelse, "forum": runde.forum.navn,
        "forumkode": runde.forum.kode, "statusdato": iso(runde.statusdato), "periode_start": iso(runde.periode_start),
        "moededato": iso(runde.moededato), "note": runde.note,
    }  # fmt: skip


def own(status, by):
    """Who wrote it and who approved it, one who stands in with the one he stands for; what a correction replaces."""
    author, old = _on_behalf(status.indsendt_af or status.plan.tovholder, status.indsendt_for), status.erstatter
    why = status.rettelse_begrundelse
    replaced = old and {"nr": old.nr, "laast_den": iso(old.laast_den), "begrundelse": why}
    return {
        "uuid": str(status.uuid), "noegle": status.noegle, "nr": status.nr, "forfatter": author,
        "godkendt_af": _on_behalf(by, status.godkendt_for) if by else "", "godkendt_den": iso(ur.nu()) if by else None,
        "erstatter": replaced,
    }  # fmt: skip


def _on_behalf(person, other):
    return f"{navngivet(person)} på vegne af {navngivet(other)}" if other else navngivet(person)


def _form(status, data):
    """The form of the plan's duty in the round's rhythm; of its own accord by its size."""
    duty = status.plan.statuspligter.filter(rytme=status.runde.rytme_id).order_by("-fra").first()
    if duty and duty.form != Statusform.AUTO:
        return duty.form
    goals = [row for row in data["maal"] if row["niveau"] == "konkret" and not row["opgivet"]]
    is_large = len(data["milepaele"]) > FULD_OVER_MILEPAELE or len(goals) > FULD_OVER_MAAL
    return str(Statusform.FULD if is_large else Statusform.KORT)
