"""What stands on the page where a status is written: what is missing, what the system knows, and what can be done."""

import re
from uuid import uuid4

from django.urls import reverse

from indsatser.document.forskelle import FOERSTE, forskelle
from indsatser.document.statusord import DIMENSION, titel
from indsatser.document.statuspapir_aendret import GRUPPE
from indsatser.document.statustal import tal_advarsler
from indsatser.enums import Dimension, Lys, Statustilstand
from indsatser.forms.status import TEKSTER
from indsatser.models import Statusvurdering
from indsatser.views import find, tabeller
from indsatser.views.status import lysord, state
from indsatser.views.statusfind import newest_versions, sted
from indsatser.workflow.status import SUBMIT, current_data, gate, late, outdated, suggestions, why_closed
from indsatser.workflow.statusbidrag import completeness, subject_of
from indsatser.workflow.statuslaas import TRANSITIONS
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort, dato_lang, klokken

T = Statustilstand
FRIST = {
    T.AABEN: ("Tekst senest {}", "tekstfrist"), T.TIL_GODKENDELSE: ("Godkendes senest {}", "godkendelsesfrist"),
    T.GODKENDT: ("Låses senest {}", "laasefrist"),
}  # fmt: skip
# What the sentence of something missing speaks of, and where it is written.
STEDER = {
    **{label: f"id_{name}" for name, (label, *_) in TEKSTER.items()},
    **{label: f"vurdering-{key}" for key, label in DIMENSION.items()},
    **{f"Beslutning {nr}": f"beslutning-{nr}" for nr in range(1, 4)},
}  # fmt: skip
NAEVNT = re.compile(rf"(?:^|for |teksten )({'|'.join(STEDER)})\b")
GEM = {"tekst": "Gem", "url": ""}
SEND = {"tekst": SUBMIT.label, "navn": "handling", "vaerdi": SUBMIT.name, "url": ""}
UDFOLDES = (Lys.GUL, Lys.ROED)
PINDES = (T.AABEN, T.TIL_GODKENDELSE)


def head(status):
    """Return the page's head: what it is, its state, and its next frist."""
    plan = status.plan
    version = f", version {status.nr}" if status.nr > 1 else ""
    return {
        "titel": f"{titel(status.runde.betegnelse)}{version}",
        "fanetitel": f"Skriv status {status.noegle} – Plan {plan.nummer}", "tilbage_url": find.adresse(plan, "status/"),
        "tilbage_tekst": "Kvartalsstatus", "maerker": [*tabeller.lukket(plan), state(status)],
        "fakta": [plan.egentlig_titel, f"Data pr. {dato_lang(status.runde.statusdato)}", *_frist(status)],
        "links": [{"label": "Se kladden som PDF", "url": sted(status, "kladde.pdf")}],
    }  # fmt: skip


def _frist(status):
    """The round's next frist; a correction has none, nor has one whose round is over."""
    if status.nr > 1 or status.er_forbi or status.tilstand not in FRIST:
        return []
    text, name = FRIST[status.tilstand]
    return [text.format(dato_lang(getattr(status.runde, name)))]


def acts(user, status, may_write):
    """Return the bar's buttons, the next step first, and the menu of what else the person may do now."""
    found = available(TRANSITIONS, status, user)
    if may_write:
        buttons, shown = [SEND, GEM] if SUBMIT in found else [GEM], [SUBMIT]
    else:
        shown = [one for one in found if not one.destructive][:2]
        buttons = [_link(status, one) for one in shown]
    primaer, anden, *_ = [*buttons, None, None]
    others = [_link(status, one) for one in found if one not in shown]
    return {"primaer": primaer, "anden": anden, "handlinger": others}


def _link(status, verb):
    url = sted(status, f"{verb.name.replace('_', '-')}/")
    return {"label": verb.label, "tekst": verb.label, "url": url, "fare": verb.destructive}


def notices(status, missing):
    """Return what must be known first: why it came back, who has not answered, what came too late."""
    if status.er_forbi:
        return [{"slags": "info", "titel": "", "tekst": why_closed(status)}]
    found = []
    if status.tilbage_grund and status.tilstand == T.AABEN:
        found.append({"slags": "obs", "titel": "Returneret med bemærkning", "tekst": status.tilbage_grund})
    if status.tilstand == T.GODKENDT and (count := len(late(status))):
        found.append({"slags": "obs", "titel": "", "tekst": _late(count)})
    elif missing:
        found.append({"slags": "info", "titel": "", "tekst": _unreported(missing)})
    return found


def _late(count):
    return (f"{count} bidrag er kommet efter godkendelsen. {'De' if count > 1 else 'Det'} kommer med næste gang, "
            "eller genåbn.")  # fmt: skip


def _unreported(missing):
    they = "De" if len(missing) > 1 else "Det"
    named = "; ".join(subject_of(one).rstrip(".") for one in missing)
    return f"{len(missing)} bidrag mangler. {they} trykkes som ikke indberettet: {named}."


def lacks(status, data):
    """Return what the writer still owes, each with where it is written."""
    return [{"tekst": one, "id": _place(one)} for one in gate(status, suggestions(data))]


def _place(sentence):
    found = NAEVNT.search(sentence)
    return STEDER[found[1]] if found else "beslutninger"


def lights(form, data):
    """Return the six judgements as the form draws them: the suggestion with its reason, last time's, and the fields."""
    reasons = {name: one["tekst"] for name, one in data["beregnet"]["lys"].items()}
    return [_light(form, row, reasons[row["dimension"]]) for row in data["lys"]]


def _light(form, row, reason):
    key, forslag = row["dimension"], row["forslag"]
    light, *texts = form.lys(key)
    valgt, _, ud_fra = light.value().partition("|")
    chosen = Statusvurdering(valgt=valgt or None, valgt_ud_fra=ud_fra or None)
    return {
        "felt": light, "tekster": texts, "id": f"vurdering-{key}", "navn": DIMENSION[key], "forslag": lysord(forslag),
        "grund": reason, "sidst": row["forrige"] and lysord(row["forrige"]), "aendret": outdated(chosen, forslag),
        "valg": [{"vaerdi": f"{one}|{forslag}", **lysord(one), "valgt": light.value() == f"{one}|{forslag}",
                  "udfolder": one != forslag or one in UDFOLDES and key != Dimension.SAMLET} for one in Lys],
    }  # fmt: skip


def known(user, status, data, found):
    """Return the right side: who has not answered, what changed, and what was said last time."""
    return {
        "fuldstaendighed": _counts(found), "personer": persons(user, status, found.mangler, "status"),
        "efter": _since_approval(status), "forskelle": _changes(data), "sidst": _last(status),
        "tal": tal_advarsler(data),
    }  # fmt: skip


def _counts(found):
    """The counts in words, each with what is missing; the kinds nobody counts come last."""
    counted = {one.slags for one in found.taellinger}
    rest = [one for one in found.mangler if one.slags not in counted]
    rows = [
        {"tekst": _capital(one.tekst), "mangler": [_owed(each) for each in one.mangler]} for one in found.taellinger
    ]
    return rows + ([{"tekst": "Andre bidrag", "mangler": [_owed(each) for each in rest]}] if rest else [])


def _capital(text):
    return text[:1].upper() + text[1:]


def _owed(bidrag):
    return {"hvad": subject_of(bidrag), "hvem": bidrag.ansvarlig or "Ingen ansvarlig"}


def persons(user, status, missing, fra):
    """Return each who owes something, with the last reminder; the button is theirs who may remind, and leads back to
    `fra`, "status" or "runde"."""
    may = status.tilstand in PINDES and not status.er_forbi and ask(user, "status.pind", status)
    groups = {}
    for one in missing:
        if one.ansvarlig:
            groups.setdefault(one.ansvarlig, []).append(one)
    return [_person(person, rows, fra if may else "") for person, rows in groups.items()]


def _person(person, rows, fra):
    last = max((one.pindet_den for one in rows if one.pindet_den), default=None)
    return {
        "navn": str(person), "antal": len(rows), "mindet": _moment(last) if last else "", "noegle": uuid4(),
        "url": f"{reverse('bidrag_pind', args=[rows[0].uuid])}?fra={fra}" if fra else "",
    }  # fmt: skip


def _moment(moment):
    return f"{dato_kort(moment.astimezone(DANSK_TID))} {klokken(moment)}"


def _changes(data):
    """What has changed since the last status. That a light isn't chosen yet is no change."""
    return _told([] if data["forrige"] is None else data["forskelle"])


def _since_approval(status):
    """What has changed since the data was approved, and isn't in it; a correction changes with nothing."""
    if status.tilstand != T.GODKENDT or status.nr > 1:
        return []
    return _told(forskelle(status.data, current_data(status)))


def _told(rows):
    return [
        {"gruppe": GRUPPE[gruppe], "navn": navn, "tekst": tekst}
        for gruppe, _, navn, _, _, er, tekst in rows if gruppe != "lys" or er
    ]  # fmt: skip


def _last(status):
    """The status before it in its rhythm: its texts, and where it is read; None before the first."""
    before = [
        one
        for one in newest_versions(status)
        if one.runde.rytme_id == status.runde.rytme_id and one.runde.statusdato < status.runde.statusdato
    ]
    if not before:
        return None
    last = before[-1]
    texts = [{"navn": label, "tekst": getattr(last, name)} for name, (label, *_) in TEKSTER.items()]
    return {"navn": last.runde.betegnelse, "url": sted(last), "tekster": [one for one in texts if one["tekst"]]}


def page(user, status, data, may_write):
    """Return all of the page but the form."""
    found = completeness(status)
    context = {**head(status), **acts(user, status, may_write), **known(user, status, data, found)}
    return context | {
        "beskeder": notices(status, found.mangler), "mangler": lacks(status, data) if may_write else [],
        "foerste": FOERSTE if data["forrige"] is None else "",
    }  # fmt: skip
