"""Koordinering of a paper: who is asked, what they answer, and for a part the version he was sent."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indstillinger.document import version_document
from indstillinger.enums import Aabenhed, Koordineringsstatus, Svar
from indstillinger.forms.koordinering import Frafaldsform, Spoergform, Svarform
from indstillinger.models import Indstilling, Koordinering
from indstillinger.models.indhold import content, essential_digest
from indstillinger.models.svar import EFTER_FRISTEN, is_late, koordineringer, outdated, outdated_text
from indstillinger.rules import kan_redigeres
from indstillinger.views.find import SHOWN
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import for_screen, head, openness_badge
from indstillinger.workflow import koordinering as verb
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

MAERKE = {Svar.ENIG: "ok", Svar.BEMAERKNINGER: "info", Svar.UENIG: "obs"}


def paper_of_reader(user, nr):
    """Return the paper when the person reads its working text or answers about it; 404 alike otherwise."""
    readable = Indstilling.objects.visible_to(user).order_by().values("pk")
    asked = Koordinering.objects.besvares_af(user).order_by().values("indstilling")
    papers = Indstilling.objects.filter(Q(pk__in=readable) | Q(pk__in=asked))
    return get_object_or_404(papers.med_fase().select_related(*SHOWN, "redigeret_af"), nummer=nr)


def request_of_reader(user, nr, uuid):
    """Return a request of the paper that the person answers or may read about, else 404."""
    rows = Koordinering.objects.visible_to(user).filter(indstilling__nummer=nr)
    related = ("indstilling__sagsbehandler", "version", "bruger", "afdeling", "spurgt_af", "besvaret_af")
    return get_object_or_404(rows.select_related(*related), uuid=uuid)


@rule("koordinering.laes", paper_of_reader)
@require_GET
def vis(request, paper):
    """Readers see every request; whoever is asked sees his own and the version he was sent, nothing newer."""
    mine = _mine(request.user, paper)
    chosen = next((one for one in mine if str(one.uuid) == request.GET.get("anmodning")), None)
    reads = ask(request.user, "indstilling.laes", paper)
    if chosen or not reads:
        return _answer_page(request, chosen or mine[0], mine)
    if paper.er_lukket:
        seen(request, "vis", paper)
    return render(request, "indstillinger/koordinering.html", _overview(request.user, paper, mine))


def _mine(user, paper):
    """Return the person's own requests about the paper: open ones first, soonest deadline first, then the newest."""
    asked = Koordinering.objects.besvares_af(user).filter(indstilling=paper)
    rows = list(asked.select_related("version", "bruger", "afdeling", "spurgt_af", "besvaret_af").order_by("-pk"))
    for row in rows:
        row.indstilling = paper
    return sorted(rows, key=lambda one: (one.status != Koordineringsstatus.SENDT, one.frist))


def _overview(user, paper, mine):
    own = f"/indstillinger/{paper.nummer}/"
    rows = list(koordineringer(paper))
    writes = kan_redigeres(paper) and bool(ask(user, "koordinering.spoerg", paper))
    context = {
        "shown": set(paper.versioner.visible_to(user).order_by("nr").values_list("nr", flat=True)),
        "now": essential_digest(content(paper)) if any(one.besvaret_den for one in rows) else "",
        "mine": {one.uuid for one in mine}, "writes": writes, "own": own, "open": kan_redigeres(paper),
    }  # fmt: skip
    ask_link = {"label": "Spørg en part", "url": f"{own}koordinering/spoerg/"}
    return {
        **head(paper), "indstilling": paper, "tilbage_url": own, "parter": [_shown(one, context) for one in rows],
        "links": [ask_link] if writes and rows else [], "spoerg_url": ask_link["url"] if writes else "",
    }  # fmt: skip


def _shown(one, context):
    """Return a request as the page shows it."""
    page = f"{context['own']}koordinering/"
    is_open = one.status == Koordineringsstatus.SENDT
    acts = []
    if one.uuid in context["mine"] and context["open"] and one.status != Koordineringsstatus.FRAFALDET:
        acts.append({"tekst": "Skriv svar" if is_open else "Ret svar", "url": f"{page}?anmodning={one.uuid}"})
    if is_open and context["writes"]:
        acts.append({"tekst": "Gå videre uden svar", "url": f"{page}{one.uuid}/frafald/"})
    return {
        "id": f"part-{one.uuid}", "navn": str(one), "maerke": _mark(one), "fakta": _facts(one, context),
        "tekst": one.svar_tekst or one.frafald_grund, "handlinger": acts,
        "foraeldet": outdated_text(one) if outdated(one, context["now"]) else "",
    }  # fmt: skip


def _mark(one):
    if one.status == Koordineringsstatus.BESVARET:
        return {"tekst": one.get_svar_display(), "slags": MAERKE[one.svar]}
    waits = one.status == Koordineringsstatus.SENDT
    return {"tekst": one.get_status_display(), "slags": "info" if waits else "neutral"}


def _facts(one, context):
    """Return who asked, until when, about which version, and who settled it; nothing for who is only named."""
    if one.status == Koordineringsstatus.NAEVNT:
        return []
    version = one.version.nr
    link = f"{context['own']}versioner/{version}/" if version in context["shown"] else ""
    facts = [("Spurgt", f"{_when(one.spurgt_den)} af {one.spurgt_af}"), ("Svarfrist", dato_lang(one.frist))]
    if one.besvaret_den:
        facts.append(("Besvaret", _answered(one)))
    if one.frafaldet_den:
        facts.append(("Videre uden svar", f"{_when(one.frafaldet_den)} af {one.frafaldet_af}"))
    return [
        *({"navn": name, "vaerdi": value} for name, value in facts),
        {"navn": "Tekst", "vaerdi": f"Version {version}", "url": link},
    ]


def _answered(one):
    late = f", {EFTER_FRISTEN}" if is_late(one) else ""
    behalf = f" på vegne af {one.paa_vegne_af}" if one.paa_vegne_af_id else ""
    return f"{_when(one.besvaret_den)} af {one.besvaret_af}{behalf}{late}"


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}"


@rule("koordinering.spoerg", find_paper)
@require_http_methods(["GET", "POST"])
def spoerg(request, paper):
    """Ask persons and units about the text as it stands."""
    if request.method == "POST" and not (request.POST.get("noegle") and request.POST.get("version")):
        return error_page(request, 400)
    if request.method == "GET" and not kan_redigeres(paper):
        raise NotNow(f"Indstillingen er {paper.get_tilstand_display().lower()}, så ingen kan spørges nu.")
    if paper.er_lukket:
        seen(request, "vis", paper)
    form = Spoergform(posted(request), paper=paper)
    return form_page(
        request, form, lambda by, **chosen: _plainly(verb.ask, paper, by=by, **chosen), titel="Spørg en part",
        tilbage=(f"/indstillinger/{paper.nummer}/koordinering/", "Koordinering"), knap="Send spørgsmålet",
        besked="Spørgsmålet er sendt. Du får besked, når der er svaret.",
        effekter=["Hver part får besked og kan læse teksten, som den er nu, men ikke det, du skriver bagefter.",
                  "Du kan skrive videre imens.", "Svaret kommer til at stå i indstillingen."],
    )  # fmt: skip


def _plainly(act, *args, **kwargs):
    """Run a verb whose form has judged the same things; what changed in between comes back as "not now"."""
    try:
        return act(*args, **kwargs)
    except ValidationError as error:
        raise NotNow(" ".join(error.messages)) from None


@rule("koordinering.svar", request_of_reader)
@require_POST
def svar(request, koordinering):
    """Answer a request, or revise the answer."""
    if not (request.POST.get("noegle") and request.POST.get("sidst")):
        return error_page(request, 400)
    return _answer_page(request, koordinering, [koordinering])


def _answer_page(request, one, mine):
    """The version that was sent, with the form beside it as long as it can be answered."""
    if one.version.aabenhed != Aabenhed.AABEN or one.indstilling.er_lukket:
        seen(request, "vis", one.indstilling)
    printed = version_document(one.version, ur.nu().astimezone(DANSK_TID))
    closed = _why_not(one)
    here = f"{_url(one)}?anmodning={one.uuid}"
    reads = ask(request.user, "indstilling.laes", one.indstilling)
    return form_page(
        request, Svarform(posted(request), koordinering=one), lambda by, **given: _answer(one, by, **given),
        titel=printed.titel, tilbage=(_url(one), "Koordinering") if reads else (reverse("forside"), "Overblik"),
        besked="Svaret er sendt. Du kan ændre det, indtil sagen bliver sendt til godkendelse.", videre=here,
        skabelon="indstillinger/koordinering_svar.html", koordinering=one, lukket_for_svar=closed,
        sections=for_screen(printed.sections), offentlig_titel=printed.offentlig_titel,
        maerker=[openness_badge(one.version.aabenhed)], svar=_given(one), fakta=_asked(one),
        links=[] if closed else [{"label": "Skriv svar", "url": "#svar"}], svar_url=f"{_url(one)}{one.uuid}/svar/",
        andre=[{"label": f"{other} · version {other.version.nr}", "url": f"{_url(one)}?anmodning={other.uuid}"}
               for other in mine if other.uuid != one.uuid],
    )  # fmt: skip


def _answer(one, by, svar, tekst, sidst):
    return _plainly(verb.answer, one, svar, tekst, by=by, stand=sidst)


def _url(one):
    return f"/indstillinger/{one.indstilling.nummer}/koordinering/"


def _why_not(one):
    """Say why the request cannot be answered now, or "" when it can."""
    if one.status == Koordineringsstatus.FRAFALDET:
        return "Forfatterne er gået videre uden svar."
    if not kan_redigeres(one.indstilling):
        return f"Indstillingen er {one.indstilling.get_tilstand_display().lower()}. Svaret kan ikke ændres nu."
    return ""


def _asked(one):
    number, version = one.indstilling.nummer, f"Version {one.version.nr}"
    return [number, version, f"Spurgt: {one}, {_when(one.spurgt_den)} af {one.spurgt_af}",
            f"Svarfrist {dato_lang(one.frist)}"]  # fmt: skip


def _given(one):
    """Return the answer there is already, or None."""
    if not one.besvaret_den:
        return None
    return {"maerke": _mark(one), "hvem": _answered(one), "tekst": one.svar_tekst}


@rule("koordinering.frafald", request_of_reader)
@require_http_methods(["GET", "POST"])
def frafald(request, koordinering):
    """Go on without an answer; the reason is printed."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    waits = koordinering.status == Koordineringsstatus.SENDT and kan_redigeres(koordinering.indstilling)
    if request.method == "GET" and not waits:
        raise NotNow(f"Der ventes ikke på svar fra {koordinering}.")
    if koordinering.indstilling.er_lukket:
        seen(request, "vis", koordinering.indstilling)
    return form_page(
        request, Frafaldsform(posted(request)), lambda by, grund: _plainly(verb.waive, koordinering, grund, by=by),
        titel=f"Gå videre uden svar fra {koordinering}", tilbage=(_url(koordinering), "Koordinering"),
        knap="Gå videre uden svar", besked="Sagen går videre uden svaret.",
        effekter=[f"{koordinering} kan ikke svare længere.", "Begrundelsen kommer til at stå i indstillingen."],
    )  # fmt: skip


def action_row(one):
    """Return a request of `waiting_for` as a row of "Kræver din handling": as the version was, nothing newer."""
    url = f"{_url(one)}?anmodning={one.uuid}"
    return {"verbum": "Svar på koordinering", "titel": one.titel_lukket or one.titel or "Uden titel", "url": url,
            "hvorfor": f"Spurgt af {one.spurgt_af}. Svarfrist {dato_lang(one.frist)}",
            "forum": one.moede or one.forum, "moede": None}  # fmt: skip
