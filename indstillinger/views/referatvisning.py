"""The minutes as one reader has them: item by item, what he may not read only as the agenda shows it."""

from collections import defaultdict

from indstillinger.enums_moede import Punktart, Punkttilstand, Referatslags, Udfald
from indstillinger.models import Beslutning, Mindretal, Opgave, Punktfravaer, Referatpunkt, Standardtekst
from indstillinger.models.dagsordenslinjer import linjer, med_udsendt
from indstillinger.models.referatindhold import when
from indstillinger.rules_moede import er_medlem
from indstillinger.views.laes import openness_badge
from indstillinger.views.vis_diff import shown_diff
from indstillinger.workflow.opgavefrist import shown_frist
from mso_portal.motor.history.diff import compare
from mso_portal.organisation.enums import Laesekreds, Rolle
from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import dato_lang

UDFALD_MAERKE = {
    Udfald.VEDTAGET: "ok", Udfald.VEDTAGET_MED_AENDRING: "ok", Udfald.DELVIST_VEDTAGET: "ok", Udfald.AFVIST: "neutral",
    Udfald.TAGET_TIL_EFTERRETNING: "info", Udfald.DROEFTET: "info", Udfald.UDSAT: "obs", Udfald.OVERSENDT: "info",
    Udfald.IKKE_BEHANDLET: "obs",
}  # fmt: skip
PUNKT_MAERKE = {Punkttilstand.UDSAT: "obs", Punkttilstand.IKKE_NAAET: "obs", Punkttilstand.TRUKKET: "neutral"}


def agenda_lines(user, moede):
    """Return the Linje of every numbered item as the person has it; four queries."""
    items = moede.punkter.filter(nummer__isnull=False).exclude(art=Punktart.PAUSE)
    shown = list(med_udsendt(items.select_related("indstilling", "udsat_til__forum").order_by("raekkefoelge")))
    readable = set(items.visible_to(user).order_by("pk").values_list("pk", flat=True))
    excluded = set(items.udelukket(user).order_by("pk").values_list("pk", flat=True))
    return linjer(moede, shown, readable, excluded, kun_egne=not sees_whole(user, moede))


def sees_whole(user, moede):
    """Say whether the person sees every number of the agenda, and who was there: a guest has his own items alone."""
    everybody = moede.forum.laesekreds == Laesekreds.ORGANISATION
    return everybody or Rolle.REVISOR in user.rettigheder.roller or er_medlem(user, moede)


def sections(user, referat, lines):
    """Return the inputs of referat_punkt.html for each line; six queries."""
    readable = [line.punkt.pk for line in lines if line.laesbar]
    parts = _parts(user, referat, readable)
    return [_section(line, parts) for line in lines]


def _parts(user, referat, readable):
    moede = referat.moede
    rows = Referatpunkt.objects.visible_to(user).filter(referat=referat, punkt__in=readable)
    rows = rows.select_related("ansvarlig", "udsat_til__forum", "oversendt_til").order_by("raekkefoelge", "pk")
    tasks = Opgave.objects.visible_to(user).filter(punkt__in=readable).select_related("ansvarlig").order_by("pk")
    absent = Punktfravaer.objects.filter(punkt__in=readable).select_related("bruger").order_by("pk")
    views = Mindretal.objects.filter(referat=referat, referatpunkt__punkt__in=readable).select_related("person")
    numbers = Beslutning.objects.filter(punkt__in=readable).order_by("pk").values_list("raekke_uuid", "nummer")
    return {
        "raekker": _grouped(rows, "punkt_id"), "opgaver": _grouped(tasks, "punkt_id"),
        "fravaer": _grouped(absent, "punkt_id"), "mindretal": _grouped(views.order_by("pk"), "referatpunkt_id"),
        "numre": dict(numbers), "labels": Standardtekst.labels(moede.forum),
    }  # fmt: skip


def _grouped(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _section(line, parts):
    punkt = line.punkt
    rows = [row for row in parts["raekker"][punkt.pk] if row.udfald or punkt.tilstand not in PUNKT_MAERKE]
    by_kind = {kind: [row for row in rows if row.slags == kind] for kind in Referatslags}
    return {
        "id": f"punkt-{punkt.nummer}", "titel": f"{line.nummer}. {line.titel}", "laesbar": line.laesbar,
        "bemaerkning": line.bemaerkning, "maerker": _badges(punkt) if line.laesbar else [],
        "grund": punkt.grund if line.laesbar else "",
        "besluttet": [shown_row(row, nr, parts) for nr, row in enumerate(by_kind[Referatslags.BESLUTTET], 1)],
        "droeftet": [_text(row) for row in by_kind[Referatslags.DROEFTET]],
        "efterskrift": [_text(row) for row in by_kind[Referatslags.EFTERSKRIFT]],
        "opgaver": [shown_task(one) for one in parts["opgaver"][punkt.pk]],
        "fravaer": [str(one) for one in parts["fravaer"][punkt.pk]],
    }  # fmt: skip


def _badges(punkt):
    openness = openness_badge("lukket" if punkt.er_lukket else "aaben")
    if punkt.tilstand not in PUNKT_MAERKE:
        return [openness]
    to = f" til {dato_lang(punkt.udsat_til.dato)}" if punkt.udsat_til else ""
    return [openness, {"tekst": punkt.get_tilstand_display() + to, "slags": PUNKT_MAERKE[punkt.tilstand]}]


def shown_row(row, nr, parts):
    """Return a besluttet row: what was proposed, the outcome in the forum's words, what was adopted, what follows."""
    number = parts["numre"].get(row.uuid, "")
    views = [f"{one.person}: {one.tekst}" for one in parts["mindretal"][row.pk]]
    changed = bool(row.ordlyd and row.foreslaaet) and row.ordlyd != row.foreslaaet
    return {
        "nr": nr, "foreslaaet": row.foreslaaet, "ordlyd": row.ordlyd,
        "udfald": {"tekst": parts["labels"][row.udfald], "slags": UDFALD_MAERKE[row.udfald]} if row.udfald else None,
        "dele": wording_diff(row) if changed else [], "fakta": follows(row), "mindretal": views,
        "beslutning": {"nummer": number, "url": f"/beslutninger/{number}/"} if number else None,
    }  # fmt: skip


def wording_diff(row):
    """Return the pieces of the diff from the proposed to the adopted wording."""
    before, after = ({"felter": {"ordlyd": {"label": "Ordlyd", "slags": "tekst", "vaerdi": text}}}
                     for text in (row.foreslaaet, row.ordlyd))  # fmt: skip
    found = shown_diff(compare(before, after))["felter"]
    return [part for afsnit in found[0]["afsnit"] for part in afsnit] if found else []


def follows(row):
    """Return what stands beside an outcome, as rows of _stamdata.html; without the empty ones."""
    to = str(row.oversendt_til or row.oversendt_tekst)
    pairs = (
        ("Udestår", row.udestaar), ("Udsat til", _postponed(row)), ("Sendes til", to),
        ("Begrundelse", row.begrundelse), ("Ansvarlig", str(row.ansvarlig or "")),
        ("Opfølgning", when(row.opfoelgning)),
    )  # fmt: skip
    return [{"navn": name, "vaerdi": text} for name, text in pairs if text]


def _postponed(row):
    if row.udfald != Udfald.UDSAT:
        return ""
    return str(row.udsat_til) if row.udsat_til else "uden dato"


def _text(row):
    return {"overskrift": row.overskrift, "html": rigtekst.render(row.tekst)}


def shown_task(task):
    """Return an opgave as a line: its text, who does it until when, and its state once it is given."""
    who = str(task.ansvarlig) if task.ansvarlig else "Ingen ansvarlig"
    words = [who, shown_frist(task) or "ingen frist", str(task.get_tilstand_display())]
    return {"tekst": task.tekst, "detalje": " · ".join(words), "nummer": task.nummer,
            "url": "" if task.tilstand == Opgave.Tilstand.UDKAST else f"/opgaver/{task.nummer}/"}  # fmt: skip
