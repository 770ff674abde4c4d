"""Tasks: the person's lists, the page of one, and what waits for him on the start page."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from indstillinger.enums_moede import Opgavetilstand, Opgavetype
from indstillinger.models import Dagsordenspunkt, Indstilling, Opgave
from indstillinger.views.bilag import MIME, _sent
from indstillinger.workflow.opgave import CLOSE, NOTE_SEEN, REPORT, TRANSITIONS
from indstillinger.workflow.opgavefrist import shown_frist
from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.filer import open_fil
from mso_portal.motor.log import seen
from mso_portal.motor.workflow import available
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.querysets import led_by
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

PR_SIDE = 50
SHOWN = ("punkt__moede__forum", "punkt__indstilling", "ansvarlig", "stiller", "beslutning")
MAERKE = {
    Opgavetilstand.UDKAST: "neutral", Opgavetilstand.AABEN: "neutral", Opgavetilstand.MELDT_UDFOERT: "info",
    Opgavetilstand.LUKKET: "ok", Opgavetilstand.AFVIST: "obs", Opgavetilstand.BORTFALDET: "neutral",
}  # fmt: skip
KLADDE = "Opret kladde"
NAESTE = (KLADDE, REPORT.label, CLOSE.label, NOTE_SEEN.label)
TOMME = {
    "mine": "Du har ingen åbne opgaver.", "stillet": "Du har ikke stillet nogen opgave, der er åben.",
    "afdeling": "Ingen i din afdeling har en åben opgave.", "forum": "Forummet har ingen åbne opgaver.",
}  # fmt: skip
SPOR = {
    "udkast": "Skrevet i referatet", "givet": "Givet", "afvist": "Afvist", "givet til en anden": "Givet til en anden",
    "frist rettet": "Frist rettet", "ny frist ønsket": "Ny frist ønsket", "meldt udført": "Meldt udført",
    "set": "Set", "afsluttet": "Afsluttet", "åbnet igen": "Åbnet igen", "bortfaldet": "Bortfaldet",
    "kladde oprettet": "Kladde oprettet",
}  # fmt: skip


def opgave_af(user, nr):
    """Return the task with that number among those the person may see, else 404."""
    return get_object_or_404(Opgave.objects.visible_to(user).select_related(*SHOWN, "indstilling", "fil"), nummer=nr)


@signed_in
@require_GET
def liste(request):
    """The person's tasks in tabs, overdue first; with `vis=alle` also those that are done."""
    query = {"fane": request.GET.get("fane"), "vis": request.GET.get("vis", "")}
    fora = _fora(request.user)
    query["fane"] = query["fane"] if query["fane"] in _tabs(fora) else "mine"
    rows = _chosen(request.user, query, fora)
    page = Paginator(rows, PR_SIDE).get_page(request.GET.get("side"))
    seen(request, "liste", *(one for one in page if one.punkt.er_lukket))
    return render(request, "indstillinger/opgave_liste.html", _context(request.user, query, fora, page))


def _fora(user):
    return [one.forum for one in user.rettigheder.medlemskaber if one.rolle == Medlemsrolle.SEKRETAER]


def _tabs(fora):
    own = {"mine": "Mine", "stillet": "Stillet af mig", "afdeling": "Min afdeling"}
    return own | ({"forum": "Forummets"} if fora else {})


def _chosen(user, query, fora):
    whose = {"mine": {"ansvarlig": user}, "stillet": {"stiller": user}, "forum": {"punkt__moede__forum__in": fora}}
    rows = Opgave.objects.visible_to(user).exclude(tilstand=Opgavetilstand.UDKAST).select_related(*SHOWN)
    rows = rows.filter(**whose.get(query["fane"], {"ansvarlig__in": led_by(user)}))
    if query["vis"] != "alle":
        rows = rows.aabne()
    return rows.order_by(F("frist_slut").asc(nulls_last=True), "-pk")


def _context(user, query, fora, page):
    readable = _readable(user, [one.punkt_id for one in page])
    here = f"?fane={query['fane']}" + ("&vis=alle" if query["vis"] == "alle" else "")
    count = page.paginator.count
    other = {"tekst": "Vis kun åbne opgaver", "url": f"?fane={query['fane']}"}
    if query["vis"] != "alle":
        other = {"tekst": "Vis også afsluttede", "url": f"?fane={query['fane']}&vis=alle"}
    return {
        "faner": [{"label": label, "url": f"?fane={name}", "aktuel": query["fane"] == name}
                  for name, label in _tabs(fora).items()],
        "vis_ansvarlig": query["fane"] != "mine",
        "resultat": f"{count} {'opgave' if count == 1 else 'opgaver'}", "anden": other,
        "raekker": [_row(user, one, readable) for one in page], "tom": TOMME[query["fane"]],
        "sidetekst": f"Side {page.number} af {page.paginator.num_pages}", "flere": page.paginator.num_pages > 1,
        "forrige_url": f"{here}&side={page.previous_page_number()}" if page.has_previous() else "",
        "naeste_url": f"{here}&side={page.next_page_number()}" if page.has_next() else "",
    }  # fmt: skip


def _readable(user, punkter):
    """Return those of the items that the person reads: of the others he learns the task's text alone."""
    rows = Dagsordenspunkt.objects.visible_to(user).filter(pk__in=punkter).order_by()
    return set(rows.values_list("pk", flat=True))


def _row(user, opgave, readable):
    source = _source(opgave, readable)
    return {
        "nummer": opgave.nummer, "tekst": opgave.tekst, "url": f"/opgaver/{opgave.nummer}/",
        "frist": shown_frist(opgave), "overskredet": _overdue(opgave), "ansvarlig": str(opgave.ansvarlig),
        "kilde": source["vaerdi"] if source else "", "kilde_url": source["url"] if source else "",
        "kort_kilde": bool(source) and source["navn"] == "Beslutning",
        "maerke": _mark(opgave), "verber": acts(user, opgave)[:1],
    }  # fmt: skip


def _overdue(opgave):
    live = opgave.tilstand in (Opgavetilstand.AABEN, Opgavetilstand.AFVIST)
    return live and opgave.frist_slut is not None and opgave.frist_slut < ur.i_dag()


def _mark(opgave):
    return {"tekst": opgave.get_tilstand_display(), "slags": MAERKE[opgave.tilstand]}


def _source(opgave, readable):
    """Return where the task comes from: the decision, else the item; None for who may not read it."""
    if opgave.punkt_id not in readable:
        return None
    if opgave.beslutning:
        return {"navn": "Beslutning", "vaerdi": opgave.beslutning.nummer,
                "url": f"/beslutninger/{opgave.beslutning.nummer}/"}  # fmt: skip
    return _item(opgave)


def _item(opgave):
    moede, nummer = opgave.punkt.moede, opgave.punkt.nummer
    url = f"/moeder/{moede.noegle}/" + (f"punkt/{nummer}/" if nummer else "")
    return {"navn": "Punkt", "vaerdi": f"{moede.forum.kode} {dato_lang(moede.dato)} punkt {nummer or ''}", "url": url}


def acts(user, opgave):
    """Return what the person may do to the task now, likeliest first."""
    own = f"/opgaver/{opgave.nummer}/"
    found = [{"label": one.label, "url": f"{own}{one.rule.partition('.')[2].replace('_', '-')}/",
              "fare": one.name == "lapse"} for one in available(TRANSITIONS, opgave, user)]  # fmt: skip
    wants_paper = opgave.type == Opgavetype.VEND_TILBAGE and opgave.tilstand == Opgavetilstand.AABEN
    if wants_paper and opgave.ansvarlig_id == user.pk and not opgave.indstilling_id:
        return [{"label": KLADDE, "url": f"{own}kladde/", "fare": False}, *found]
    return found


@rule("opgave.laes", opgave_af)
@require_GET
def vis(request, opgave):
    """The task: its text and frister, the source for who reads it, what was done and by whom."""
    if opgave.punkt.er_lukket:
        seen(request, "vis", opgave)
    readable = _readable(request.user, [opgave.punkt_id])
    history = list(opgave.history.select_related("history_user").order_by("history_date", "history_id"))
    found = acts(request.user, opgave)
    step = found.pop(0) if found and found[0]["label"] in NAESTE else None
    context = {
        "opgave": opgave, "maerker": [_mark(opgave)],
        "fakta": [] if opgave.type == Opgavetype.UDFOER else [opgave.get_type_display()],
        "overskredet": _overdue(opgave), "stamdata": _facts(request.user, opgave, readable),
        "primaer": {"tekst": step["label"], "url": step["url"]} if step else None,
        "links": found[:2], "handlinger": found[2:], "frister": _deadlines(history), "forloeb": _log(history),
    }  # fmt: skip
    return render(request, "indstillinger/opgave_vis.html", context)


def _facts(user, opgave, readable):
    facts = [("Ansvarlig", opgave.ansvarlig), ("Stillet af", opgave.stiller), ("Frist", shown_frist(opgave))]
    if opgave.oprindelig_frist and opgave.udskudt:
        facts.append(("Oprindelig frist", dato_lang(opgave.oprindelig_frist)))
    if opgave.oensket_frist:
        facts.append(("Ønsket ny frist", opgave.oensket_frist))
    rows = [{"navn": name, "vaerdi": str(value or "")} for name, value in facts]
    if source := _source(opgave, readable):
        rows += [source] if source["navn"] == "Punkt" else [source, _item(opgave)]
    return [*rows, *_paper(user, opgave), *_result_file(opgave)]


def _result_file(opgave):
    if not opgave.fil_id:
        return []
    return [{"navn": "Fil", "vaerdi": f"{opgave.filnavn} ({opgave.fil})", "url": f"/opgaver/{opgave.nummer}/fil/"}]


@rule("opgave.laes", opgave_af)
@require_GET
def hent(request, opgave):
    """The file the task was reported with, to who may read the task. Its name tells the task's number only."""
    if not opgave.fil_id:
        raise Http404
    stream = open_fil(opgave.fil)
    seen(request, "fil", opgave)
    return _sent(stream, MIME[opgave.fil.type], f"{opgave.nummer}-resultat.{opgave.fil.type}", True)


def _paper(user, opgave):
    if not opgave.indstilling_id or not Indstilling.objects.visible_to(user).filter(pk=opgave.indstilling_id).exists():
        return []
    paper = opgave.indstilling
    return [{"navn": "Indstilling", "vaerdi": f"{paper.nummer} {paper.egentlig_titel}",
             "url": f"/indstillinger/{paper.nummer}/"}]  # fmt: skip


def _deadlines(history):
    """Return the earlier deadlines in their order; none while there has only been one."""
    kept = []
    for row in history:
        frist = shown_frist(row.instance)
        if row.tilstand != Opgavetilstand.UDKAST and (not kept or kept[-1]["frist"] != frist):
            kept.append({"frist": frist, "den": _when(row.history_date), "af": str(row.history_user or "")})
    return kept if len(kept) > 1 else []


def _log(history):
    """Return what happened, oldest first: of a draft's many savings the first alone."""
    rows = [row for nr, row in enumerate(history) if nr == 0 or row.history_change_reason not in (None, "udkast")]
    return [
        {"hvad": SPOR.get(row.history_change_reason or "udkast", row.history_change_reason), "tekst": _said(row),
         "den": _when(row.history_date), "af": str(row.history_user or "")}
        for row in rows
    ]  # fmt: skip


def _said(row):
    return row.resultat if row.history_change_reason == "meldt udført" else row.grund


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}"


def duty_row(user, opgave):
    """Return a task of `duties_of` as a row of "Kræver din handling"."""
    mine = opgave.ansvarlig_id == user.pk and opgave.tilstand == Opgavetilstand.AABEN
    own = "Se" if opgave.type == Opgavetype.TIL_EFTERRETNING else "Udfør"
    verb = own if mine else {Opgavetilstand.MELDT_UDFOERT: CLOSE.label, Opgavetilstand.AFVIST: "Opgave afvist"}.get(
        opgave.tilstand, "Svar på ønske om frist"
    )  # fmt: skip
    late = ", over frist" if _overdue(opgave) else ""
    return {
        "verbum": verb, "titel": opgave.tekst, "url": reverse("opgave_vis", args=[opgave.nummer]),
        "hvorfor": f"Frist {shown_frist(opgave)}{late}", "forum": opgave.nummer, "moede": None,
    }  # fmt: skip
