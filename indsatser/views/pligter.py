"""What plans ask of a person as lines: on the start page over all his plans, on a plan's page of that one (40 §3)."""

from indsatser.enums import MED_TJEKLISTE, Leverancetilstand, Lys
from indsatser.models.planstatus import DIMENSIONER
from indsatser.rules import er_kontorchef, er_programejer, er_tovholder
from indsatser.views.find import adresse
from indsatser.workflow.pligter import duties_in, plans_of
from indsatser.workflow.raekker import plan_of
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import antal, dato_lang

GUL, ROED = "gul", "roed"


def plan_rows(user, most):
    """Return (rows of "Kræver din handling", rows of "Indsatsplaner, der skrider", the lukkede plans among them); no
    more than `most` of the first. Four queries."""
    plans = plans_of(user)
    duties, slipping = duties_in(user, plans)[:most], [one for one in plans if _slips(user, *one)]
    shown = {plan.pk: plan for plan in (*map(_plan, duties), *(plan for plan, _ in slipping))}
    return ([_card(one) for one in duties], [_slip(plan, status) for plan, status in slipping],
            [plan for plan in shown.values() if plan.er_lukket])  # fmt: skip


def _plan(duty):
    return plan_of(duty.objekt)


def _card(duty):
    plan, line = _plan(duty), line_of(duty)
    why = f"Plan {plan.nummer} {plan.egentlig_titel}. {line['frist']}".strip()
    return {"verbum": line["verbum"], "titel": line["titel"], "url": line["url"], "hvorfor": why,
            "forum": plan.styregruppe, "moede": None}  # fmt: skip


def line_of(duty):
    """Return a duty as verb, name of the row, address and frist in words."""
    verb, path, row = WORDS[duty.slags](duty.objekt)
    return {"verbum": verb, "titel": str(row), "url": adresse(_plan(duty), path), "frist": frist_text(duty.frist)}


def frist_text(day):
    """Return a frist in words; nothing without one."""
    if day is None:
        return ""
    return f"Frist {dato_lang(day)}{', over frist' if day < ur.i_dag() else ''}"


def _on(verb, path):
    return lambda row: (verb, path.format(row.uuid), row)


def _answer(row):
    verb = "Svar på et andet tidspunkt" if row.tilstand == Leverancetilstand.MODFORSLAG else "Svar på et afslag"
    return verb, "leverancer/", row


def _value(metode):
    indikator = metode.definition.indikator
    if metode.slags in MED_TJEKLISTE:
        return "Hold tilsyn", "tilsyn/", indikator
    return "Indberet", f"indikatorer/{indikator.uuid}/indberet/", indikator


WORDS = {
    "leverance": _on("Bekræft leverance", "leverancer/"), "leverance_svar": _answer,
    "leverance_prognose": _on("Ny prognose", "leverancer/{}/prognose/"),
    "milepael": _on("Ny prognose", "milepaele/{}/prognose/"), "maaling": _value,
    "indikator": _on("Afklar indikator", "indikatorer/{}/"), "aendring": _on("Godkend ændring", "aendringer/{}/"),
    "punkt": _on("Afslut punkt", "opfoelgning/{}/luk/"), "uden_ansvarlig": _on("Vælg ansvarlig", "opfoelgning/{}/ret/"),
}  # fmt: skip


def _slips(user, plan, status):
    """Those who stand for a plan, or owe it something, are shown that it deviates."""
    own = er_programejer(user, plan) or er_tovholder(user, plan)
    owes = own or any(er_kontorchef(user, row) for row, _ in status.leverancer)
    return owes and status.lys["samlet"].lys in (GUL, ROED)


def _slip(plan, status):
    worst = max((one.skred for one in status.milepaele if one.tilstand != "gennemfoert" and one.skred), default=0)
    lights = [status.lys[name] for name in (*DIMENSIONER, "samlet")]
    reasons = list(dict.fromkeys(one.tekst for one in lights if one.lys in (GUL, ROED) and one.tekst))
    light = status.lys["samlet"].lys
    reasons += [f"værste skred {antal(worst)} dage"] if worst > 0 else []
    return {"url": adresse(plan), "titel": f"{plan.nummer} {plan.egentlig_titel}", "slags": light,
            "lys": Lys(light).label, "grund": "; ".join(reasons)}  # fmt: skip
