"""The minutes of a meeting: the newest, each version, and what its next step is."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from indstillinger.enums_moede import Dokumenttype, Referattilstand
from indstillinger.models import Moede, Referat
from indstillinger.models.dokumentadgang import documents_for
from indstillinger.rules_moede import er_medlem
from indstillinger.views.referatvisning import agenda_lines, sections, sees_whole
from indstillinger.workflow.referat import CIRCULATE, TAKE_BACK, is_open_for_comments, missing
from indstillinger.workflow.referat_godkend import APPROVE, CORRECT
from mso_portal.motor.access import rule
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.organisation.enums import Rolle
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

TRANSITIONS = (CIRCULATE, TAKE_BACK, APPROVE, CORRECT)
STI = {"circulate": "send", "take_back": "tag-tilbage", "approve_minutes": "godkend", "correct": "ret"}
MAERKE = {Referattilstand.KLADDE: "neutral", Referattilstand.TIL_KOMMENTERING: "info", Referattilstand.GODKENDT: "ok"}
IKKE_KLAR = "Referatet er ikke klar endnu."
BLIVER_DANNET = "Referatet bliver dannet som PDF."
INGEN_BEMAERKNINGER = "Ingen bemærkninger inden fristen"
PAPIRER = {Dokumenttype.REFERAT: "Referat", Dokumenttype.DELREFERAT: "Delreferat",
           Dokumenttype.RETTELSESBLAD: "Rettelsesblad"}  # fmt: skip


def meeting_of(user, noegle):
    """Return a meeting the person may see, else 404."""
    return get_object_or_404(Moede.objects.visible_to(user).select_related("forum", "moedeleder"), noegle=noegle)


def minutes_of(user, noegle, nr):
    """Return a version of the minutes that the person may read of, else 404."""
    return get_object_or_404(_readable(user), moede__noegle=noegle, nr=nr)


def own_minutes_of(user, noegle, nr):
    """Return a version that the person reads as one of the forum's own, or as revisor; else 404."""
    referat = minutes_of(user, noegle, nr)
    if er_medlem(user, referat.moede) or Rolle.REVISOR in user.rettigheder.roller:
        return referat
    raise Http404


def _readable(user):
    shown = ("moede__forum", "moede__moedeleder", "godkender", "godkendt_af")
    return Referat.objects.visible_to(user).select_related(*shown).defer("indhold")


@rule("moede.laes", meeting_of)
@require_GET
def nyeste(request, moede):
    """The newest version the person may read, or that there is none yet."""
    referat = _readable(request.user).filter(moede=moede).order_by("-nr").first()
    if referat:
        return _page(request, referat)
    context = {"titel": "Referat", "tilbage_url": f"/moeder/{moede.noegle}/", "tilbage_tekst": str(moede)}
    return render(request, "indstillinger/referat_mangler.html", context | {"tekst": IKKE_KLAR})


@rule("referat.laes", minutes_of)
@require_GET
def vis(request, referat):
    """One version of the minutes."""
    return _page(request, referat)


def _page(request, referat):
    lines = agenda_lines(request.user, referat.moede)
    seen(request, "vis", *closed_items(lines))
    versions = list(_readable(request.user).filter(moede=referat.moede_id).order_by("-nr"))
    context = {
        **head(referat), "punkter": sections(request.user, referat, lines), "mangler": _missing(request.user, referat),
        "beskeder": _notes(referat, versions), "versioner": [_version(one, referat) for one in versions],
        "deltagere": _attendance(request.user, referat.moede), "papirer": _papers(request.user, referat),
        **_acts(request.user, referat),
    }  # fmt: skip
    return render(request, "indstillinger/referat_laes.html", context)


def closed_items(lines):
    """Return the lukkede items among those the reader gets the text of: what the access log notes."""
    return [line.punkt.indstilling or line.punkt for line in lines if line.laesbar and line.punkt.er_lukket]


def address(referat):
    """Return where a version is read."""
    return f"/moeder/{referat.moede.noegle}/referat/{referat.nr}/"


def head(referat):
    """Return the inputs of the page head that all pages of the minutes share."""
    moede = referat.moede
    facts = [f"Version {referat.nr}"]
    if referat.godkendt_den:
        facts.append(f"Godkendt af {referat.godkendt_af} {_day(referat.godkendt_den)}")
    elif referat.kommentarfrist:
        facts.append(f"Frist for bemærkninger {_day(referat.kommentarfrist)} {klokken(referat.kommentarfrist)}")
    return {
        "titel": f"Referat: {moede}", "tilbage_url": f"/moeder/{moede.noegle}/", "tilbage_tekst": str(moede),
        "maerker": [{"tekst": referat.get_tilstand_display(), "slags": MAERKE[referat.tilstand]}], "fakta": facts,
    }  # fmt: skip


def _day(moment):
    return dato_lang(moment.astimezone(DANSK_TID))


def _missing(user, referat):
    """Return the lines of what is missing to who writes the minutes, each with the page that mends it."""
    if referat.tilstand == Referattilstand.GODKENDT or not ask(user, CIRCULATE.rule, referat):
        return []
    return missing_lines(user, referat)


def missing_lines(user, referat):
    """Return what is missing as links to the writing pages; of an item he may not read the person gets no line."""
    lines = missing(referat)
    items = referat.moede.punkter.visible_to(user).filter(pk__in=[line.punkt.pk for line in lines])
    readable = set(items.order_by("pk").values_list("pk", flat=True))
    own = f"/moeder/{referat.moede.noegle}/afvikling/"
    return [{"tekst": str(line), "url": f"{own}{line.nummer}/"} for line in lines if line.punkt.pk in readable]


def _notes(referat, versions):
    """Return what a reader of this version must know first."""
    newest = versions[0]
    found = []
    if referat.tilstand == Referattilstand.GODKENDT and (newer := _replaced_by(referat, versions)):
        found.append({"slags": "obs", "tekst": f"Erstattet af version {newer.nr}.", "link_url": address(newer),
                      "link_tekst": f"Læs version {newer.nr}"})  # fmt: skip
    if referat.nr > 1 and referat.pk == newest.pk and referat.tilstand != Referattilstand.GODKENDT:
        found.append({"slags": "info", "tekst": f"Rettelse. Version {referat.nr - 1} gælder, til denne er godkendt.",
                      "link_url": "", "link_tekst": ""})  # fmt: skip
    if _without_comments(referat):
        found.append({"slags": "info", "tekst": f"{INGEN_BEMAERKNINGER}.", "link_url": "", "link_tekst": ""})
    return found


def _replaced_by(referat, versions):
    later = [one for one in versions if one.nr > referat.nr and one.tilstand == Referattilstand.GODKENDT]
    return later[0] if later else None


def _without_comments(referat):
    if referat.tilstand == Referattilstand.KLADDE or not referat.kommentarfrist:
        return False
    over = referat.godkendt_den or not is_open_for_comments(referat)
    return bool(over) and not referat.kommentarer.exists()


def _version(one, shown):
    state = one.get_tilstand_display() + (f" {_day(one.godkendt_den)}" if one.godkendt_den else "")
    return {"tekst": f"Version {one.nr}", "detalje": state, "url": "" if one.pk == shown.pk else address(one)}


def _attendance(user, moede):
    """Return who came, by status; nothing to a guest."""
    if not sees_whole(user, moede):
        return []
    found = {}
    for one in moede.fremmoeder.select_related("bruger", "stedfortraeder").order_by("pk"):
        deputy = f" (ved {one.stedfortraeder})" if one.stedfortraeder else ""
        found.setdefault(one.get_status_display(), []).append(f"{one}{deputy}")
    return [{"navn": status, "vaerdi": ", ".join(names)} for status, names in found.items()]


def _papers(user, referat):
    """Return the stored PDFs of this version that the person may be given; None while they are being made."""
    if referat.tilstand != Referattilstand.GODKENDT:
        return []
    if not referat.dokumenter.filter(laast_den__isnull=False).exists():
        return None
    given = [one for one in documents_for(user, referat.moede) if one.referat_id == referat.pk]
    widest = {}  # of the sets that differ in what others may read, the one with most in it
    for one in sorted((one for one in given if one.slags in PAPIRER), key=lambda one: len(one.dele)):
        widest[one.slags, one.punkt_id] = one
    rows = [{"label": _paper_name(one), "url": f"/moeder/{referat.moede.noegle}/dokument/{one.uuid}.pdf"}
            for one in sorted(widest.values(), key=lambda one: one.pk)]  # fmt: skip
    return rows + _all_at_once(user, referat, [one for one in given if one.slags == Dokumenttype.DELREFERAT])


def _all_at_once(user, referat, delreferater):
    """Return the one link to several delreferater, for who passes them on; only the newest version's are."""
    later = referat.moede.referater.filter(nr__gt=referat.nr, tilstand=Referattilstand.GODKENDT)
    if len(delreferater) < 2 or not ask(user, "moede.arkiv", referat.moede) or later.exists():
        return []
    return [{"label": f"Alle {len(delreferater)} delreferater (ZIP)",
             "url": f"/moeder/{referat.moede.noegle}/referat/delreferater.zip"}]  # fmt: skip


def _paper_name(one):
    name = PAPIRER[one.slags] + (f" af punkt {one.punkt.nummer}" if one.punkt_id else "")
    return f"{name} (PDF, {one.sider} {'side' if one.sider == 1 else 'sider'})"


def _acts(user, referat):
    """Return the bar's buttons and the menu: what the person may do now."""
    own = address(referat)
    acts = {one.name: {"label": one.label, "url": f"{own}{STI[one.name]}/"}
            for one in available(TRANSITIONS, referat, user)}  # fmt: skip
    talk = {"label": "Bemærkninger", "url": f"{own}kommentarer/"} if _talks(user, referat) else None
    first = next((acts[name] for name in ("approve_minutes", "circulate") if name in acts), None)
    menu = [one for one in acts.values() if one is not first]
    return {"primaer": first and {"tekst": first["label"], "url": first["url"]}, "handlinger": menu,
            "links": [talk] if talk else []}  # fmt: skip


def _talks(user, referat):
    return er_medlem(user, referat.moede) or Rolle.REVISOR in user.rettigheder.roller
