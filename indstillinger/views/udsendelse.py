"""Sendings of a meeting: prepared, checked, sent, and afterwards what was sent to whom (11 §4, 40 §4)."""

from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from indstillinger.enums_moede import Moedetilstand, Punktmaerke, Udsendelsesslags, Udsendelsestilstand
from indstillinger.forms.udsendelse import Klargoerform, Sendform
from indstillinger.models import Udsendelse
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.views.udsendelse_side import badge, checklist, documents, heading, progress, sent_page, sets
from indstillinger.workflow import grundlag
from indstillinger.workflow.sendevagter import PLADSHOLDER, Kontrol, missing_bilag
from indstillinger.workflow.udsendelse import SEND, prepare, send
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.motor.workflow import fits
from mso_portal.organisation.models import Bruger
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

FORSINKET = "Fristen for udsendelse er passeret. Der kan stadig sendes."


def of_meeting(user, noegle):
    """Return a sending that is not there yet, of the meeting: it carries the rule of the room."""
    return Udsendelse(moede=find_moede(user, noegle))


def sending(user, noegle, nr):
    """Return the sending; 404 alike for who may not see the room and for what isn't there."""
    moede = find_moede(user, noegle)
    if not ask(user, "udsendelse.laes", Udsendelse(moede=moede)):
        raise Http404
    found = get_object_or_404(Udsendelse.objects.select_related("sendt_af", "oprettet_af"), moede=moede, nr=nr)
    found.moede = moede
    return found


def address(udsendelse):
    """Return where a sending is shown."""
    return reverse("udsendelse", args=[udsendelse.moede.noegle, udsendelse.nr])


@rule("udsendelse.laes", of_meeting)
@require_GET
def liste(request, room):
    """The meeting's sendings, newest first."""
    moede = room.moede
    rows = moede.udsendelser.select_related("sendt_af", "oprettet_af").order_by("-nr")
    prepares = ask(request.user, "udsendelse.klargoer", moede)
    context = {
        **heading(moede, f"/moeder/{moede.noegle}/byg/", str(moede)), "titel": "Udsendelser", "maerker": [],
        "kolonner": [{"tekst": text} for text in ("Udsendelse", "Lavet", "Status")],
        "raekker": [{"celler": _cells(one, moede)} for one in rows],
        "primaer": {"tekst": "Lav en udsendelse", "url": reverse("udsendelse_klargoer", args=[moede.noegle])}
        if prepares and moede.tilstand in (Moedetilstand.PLANLAGT, Moedetilstand.I_GANG) else None,
    }  # fmt: skip
    return render(request, "indstillinger/udsendelse_liste.html", context)


def _cells(one, moede):
    when, by = one.sendt_den or one.oprettet_den, one.sendt_af or one.oprettet_af
    local = when.astimezone(DANSK_TID)
    return [
        {"tekst": f"{one.nr}. {one.get_slags_display()}", "url": reverse("udsendelse", args=[moede.noegle, one.nr])},
        {"label": "Lavet", "tekst": f"{dato_lang(local)} {klokken(local)} af {by}"},
        {"label": "Status", "maerke": badge(one)},
    ]


def to_prepare(user, noegle):
    """Return the meeting for its sekretær."""
    return find_moede(user, noegle)


@rule("udsendelse.klargoer", to_prepare)
@require_http_methods(["GET", "POST"])
def klargoer(request, moede):
    """Choose what to send; of a tillæg say why each item is new or corrected."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    slags = _kinds(moede)
    asked = _asked(moede) if Udsendelsesslags.TILLAEG in slags else []
    laesere = Bruger.objects.filter(pk__in=_possible_readers(moede)).order_by("sortering")
    form = Klargoerform(posted(request), slags=slags, spurgte=asked, laesere=laesere, initial={"slags": slags[0]})
    nr = _next_nr(moede)

    def act(by, **data):
        kind, readers, why = form.valg()
        prepare(moede, kind, by=by, modtagere=readers, aarsager=why)

    return form_page(
        request, form, act, titel="Lav en udsendelse", knap="Lav pakken",
        tilbage=(reverse("udsendelser", args=[moede.noegle]), "Udsendelser"), besked="Pakken bliver dannet.",
        videre=reverse("udsendelse", args=[moede.noegle, nr]),
        effekter=["Indholdet bliver lagt fast, som det er nu.", "Der bliver lavet en pakke til hver læsekreds.",
                  "Intet bliver sendt, før du har set pakkerne igennem."],
    )  # fmt: skip


def _kinds(moede):
    is_sent = moede.udsendelser.filter(slags=Udsendelsesslags.DAGSORDEN, sendt_den__isnull=False).exists()
    if is_sent:
        return [Udsendelsesslags.TILLAEG]
    return [Udsendelsesslags.DAGSORDEN, Udsendelsesslags.GENNEMLAESNING]


def _next_nr(moede):
    sent = moede.udsendelser.filter(sendt_den__isnull=False).aggregate(nr=Max("nr"))["nr"]
    return (sent or 0) + 1


def _asked(moede):
    """Return [(item's pk, question)] of what a tillæg would correct, and of what comes new without a reason."""
    items = grundlag.load_items(moede)
    rows = grundlag.rows_to_send(moede, Udsendelsesslags.TILLAEG, items)
    numre = grundlag.planned_numbers(Udsendelsesslags.TILLAEG, items, rows)
    found = []
    for row in rows:
        if row.maerke == Punktmaerke.RETTET:
            found.append((row.punkt.pk, f"Hvorfor er punkt {numre[row.punkt.pk]} rettet?"))
        elif row.maerke == Punktmaerke.NYT and not row.punkt.sen_begrundelse:
            found.append((row.punkt.pk, f"Hvorfor kommer punkt {numre[row.punkt.pk]} sent?"))
    return found


def _possible_readers(moede):
    return moede.forum.medlemskaber.gaeldende().order_by().values("bruger")


@rule("udsendelse.laes", sending)
@require_GET
def vis(request, udsendelse):
    """The progress while it is made, then the checklist, and after it was sent the manifest."""
    moede, own = udsendelse.moede, address(udsendelse)
    back = (reverse("udsendelser", args=[moede.noegle]), "Udsendelser")
    titel = f"Udsendelse {udsendelse.nr}: {udsendelse.get_slags_display().lower()}"
    context = {**heading(moede, *back), "titel": titel, "maerker": [badge(udsendelse)], "url": own}
    if udsendelse.tilstand == Udsendelsestilstand.KLARGOERES:
        return render(request, "indstillinger/udsendelse_vent.html", context | progress(udsendelse))
    if request.htmx:  # what waited for this asks for the whole page
        return HttpResponseClientRedirect(own)
    if udsendelse.tilstand == Udsendelsestilstand.SENDT:
        return render(request, "indstillinger/udsendelse_sendt.html", context | sent_page(request.user, udsendelse))
    kontrol = Kontrol(udsendelse)
    late = moede.frist_udsendelse and ur.nu() > moede.frist_udsendelse
    notes = [one["tekst"] for one in udsendelse.fejl] + missing_bilag(kontrol.dele) + ([FORSINKET] if late else [])
    sends = ask(request.user, "udsendelse.send", udsendelse)
    context |= {
        "tjekliste": checklist(udsendelse, kontrol), "advarsler": notes,
        "pakker": sets(request.user, udsendelse), "dokumenter": documents(request.user, udsendelse),
        "primaer": {"tekst": _send_label(udsendelse), "url": f"{own}send/"} if sends else None,
        "anden": {"tekst": "Lav pakken igen", "url": reverse("udsendelse_klargoer", args=[moede.noegle])}
        if sends else None,
    }  # fmt: skip
    return render(request, "indstillinger/udsendelse_klar.html", context)


def _send_label(udsendelse):
    names = {Udsendelsesslags.DAGSORDEN: "Udsend dagsorden", Udsendelsesslags.TILLAEG: "Udsend tillæg"}
    return names.get(udsendelse.slags, "Send til gennemlæsning")


@rule("udsendelse.send", sending)
@require_http_methods(["GET", "POST"])
def send_side(request, udsendelse):
    """Confirm the sending; what a guard wants said is asked for here."""
    if not (answer := fits(SEND, udsendelse)):
        raise NotNow(answer.reason)
    post = request.POST
    if request.method == "POST" and not (post.get("noegle") and post.get("version", "").isdecimal()):
        return error_page(request, 400)
    missing = udsendelse.slags != Udsendelsesslags.GENNEMLAESNING and missing_bilag(Kontrol(udsendelse).dele)
    places = [one["tekst"] for one in udsendelse.fejl if one["slags"] == PLADSHOLDER]
    form = Sendform(posted(request), mangler=bool(missing), pladsholder=bool(places),
                    initial={"version": udsendelse.version})  # fmt: skip

    def act(by, version, alligevel=False, **grunde):
        send(udsendelse, by=by, version=version, **grunde)

    return form_page(
        request, form, act, titel=_send_label(udsendelse), knap=_send_label(udsendelse),
        tilbage=(address(udsendelse), f"Udsendelse {udsendelse.nr}"), besked=SEND.done,
        effekter=[*SEND.effects_text, *(missing or ()), *places],
    )  # fmt: skip
