"""A decision: what was proposed and adopted, its course, what it rested on, what came of it, and its verbs."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Udfald
from indstillinger.forms.beslutning import Bortfaldform, Nysagform, Udfoertform
from indstillinger.models import Beslutning, Dagsordenspunkt, Indstilling, Mindretal, Opgave, Standardtekst, Udsendelse
from indstillinger.models.dagsordenslinjer import med_udsendt, titel_af
from indstillinger.models.indhold import in_groups
from indstillinger.views.beslutninger import STATUS_MAERKE
from indstillinger.views.gang import gang
from indstillinger.views.laes import openness_badge
from indstillinger.views.referatvisning import UDFALD_MAERKE, follows, shown_task, wording_diff
from indstillinger.workflow import create
from indstillinger.workflow.beslutning import COMPLETE, LAPSE, TRANSITIONS, complete, lapse
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import available, fits
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_lang

KOLONNER = [{"tekst": "Bilag"}, {"tekst": "Størrelse i byte", "tal": True}, {"tekst": "sha256"}]
VEDTAGET = (Udfald.VEDTAGET, Udfald.VEDTAGET_MED_AENDRING, Udfald.DELVIST_VEDTAGET)
STI = {"complete": "udfoert", "lapse": "bortfald"}
SHOWN = (
    "punkt__moede__forum", "punkt__moede__moedeleder", "punkt__indstilling__ansvarlig_leder",
    "referatpunkt__ansvarlig", "referatpunkt__udsat_til__forum", "referatpunkt__oversendt_til",
    "referatpunkt__referat", "ansvarlig", "status_af",
)  # fmt: skip


def decision_of(user, nummer):
    """Return the decision with that number when the person reads its item; 404 alike for invisible and missing."""
    return get_object_or_404(Beslutning.objects.visible_to(user).select_related(*SHOWN), nummer=nummer)


def address(decision):
    """Return where the decision is read."""
    return f"/beslutninger/{decision.nummer}/"


@rule("beslutning.laes", decision_of)
@require_GET
def vis(request, decision):
    """The decision as the person may see it."""
    _noted(request, decision)
    return render(request, "indstillinger/beslutning_laes.html", _context(request.user, decision))


def _noted(request, decision):
    punkt = decision.punkt
    if punkt.er_lukket:
        seen(request, "vis", punkt.indstilling or punkt)


def _context(user, decision):
    row, punkt = decision.referatpunkt, decision.punkt
    changed = bool(row.ordlyd and row.foreslaaet) and row.ordlyd != row.foreslaaet
    views = Mindretal.objects.filter(referatpunkt=row).select_related("person").order_by("pk")
    item = _manifest_item(decision)
    tasks = Opgave.objects.visible_to(user).filter(beslutning=decision).select_related("ansvarlig").order_by("pk")
    return {
        **_head(decision), "beslutning": decision, "titel": f"Beslutning {decision.nummer}", "emne": _title(punkt),
        "ordlyd": decision.ordlyd,
        "rubrik": _rubric(row), "uaendret": row.udfald == Udfald.VEDTAGET and not changed,
        "dele": wording_diff(row) if changed else [],
        "fakta": _facts(decision), "mindretal": [f"{one.person}: {one.tekst}" for one in views],
        "opgaver": [shown_task(one) for one in tasks], "gang": _course(user, punkt),
        "grundlag": _grounds(decision, item), "bilag": _bilag(user, decision, item), **_related(user, decision),
        "bilagskolonner": KOLONNER, **_acts(user, decision), "tilbage_url": "/beslutninger/",
        "tilbage_tekst": "Beslutninger",
    }  # fmt: skip


def _rubric(row):
    """Return what the wording is: adopted, decided in other words, or only what was proposed and not adopted."""
    if row.udfald in VEDTAGET:
        return "Vedtaget"
    return "Besluttet" if row.ordlyd else "Indstillet"


def _title(punkt):
    item = med_udsendt(Dagsordenspunkt.objects.filter(pk=punkt.pk).select_related("indstilling")).get()
    return titel_af(item, lukket=True)


def _head(decision):
    punkt, outcome = decision.punkt, decision.referatpunkt.udfald
    labels = Standardtekst.labels(punkt.moede.forum)
    return {
        "maerker": [
            {"tekst": decision.get_status_display(), "slags": STATUS_MAERKE[decision.status]},
            {"tekst": labels[outcome], "slags": UDFALD_MAERKE[outcome]},
            openness_badge(Aabenhed.LUKKET if punkt.er_lukket else Aabenhed.AABEN),
        ],
        "fakta_hoved": [str(punkt.moede), f"Punkt {punkt.nummer}"],
    }  # fmt: skip


def _facts(decision):
    """Return what is known beside the wording; ansvarlig and opfølgning are the decision's own, which live."""
    row = decision.referatpunkt
    row.ansvarlig, row.opfoelgning = decision.ansvarlig, decision.opfoelgning
    day = dato_lang(decision.status_den.astimezone(DANSK_TID))
    said = f": {decision.status_grund}" if decision.status_grund else ""
    status = f"{decision.get_status_display()} siden {day}, sat af {decision.status_af}{said}"
    moede, version = decision.punkt.moede, row.referat.nr
    minutes = {"navn": "Referat", "vaerdi": f"Version {version}",
               "url": f"/moeder/{moede.noegle}/referat/{version}/#punkt-{decision.punkt.nummer}"}  # fmt: skip
    return [*follows(row), {"navn": "Status", "vaerdi": status}, minutes]


def _course(user, punkt):
    if not punkt.indstilling_id:
        return None
    return gang(user, Indstilling.objects.med_fase().get(pk=punkt.indstilling_id))


def _grounds(decision, item):
    """Return what the decision rested on: the sending, and the version of the paper in it."""
    version = (item or {}).get("version") or {}
    rows = [("Det udsendte (sha256 af manifestet)", in_groups(decision.manifest_sha256)),
            ("Version af sagen", str(version.get("nr", ""))),
            ("Versionens sha256", in_groups(version.get("sha256", "")))]  # fmt: skip
    return [{"navn": name, "vaerdi": text} for name, text in rows if text]


def _bilag(user, decision, item):
    """Return the bilag that were sent, by hash; lukkede ones to who may read all of the item alone."""
    rows = (item or {}).get("bilag") or []
    everything = Dagsordenspunkt.objects.filter(pk=decision.punkt_id).ville_laese(user, alt=True).exists()
    return [
        {"celler": [{"tekst": f"Bilag\N{NO-BREAK SPACE}{one['nr']}"},
                    {"label": "Størrelse i byte", "tekst": _size(one), "tal": True},
                    {"label": "sha256", "tekst": in_groups(one["sha256"])}]}
        for one in rows if everything or one["aabenhed"] == Aabenhed.AABEN
    ]  # fmt: skip


def _size(one):
    return antal(one["bytes"]) if one.get("bytes") else ""


def _manifest_item(decision):
    """Return the item as the newest sending that holds it has it, up to the one the decision names; or None."""
    if not decision.manifest_sha256:
        return None
    sent = Udsendelse.objects.filter(moede=decision.punkt.moede_id, sendt_den__isnull=False).order_by("-nr")
    uuid = str(decision.punkt.uuid)
    for manifest in sent.exclude(slags="gennemlaesning").values_list("manifest", flat=True):
        for item in (manifest or {}).get("punkter", ()):
            if item["uuid"] == uuid and item.get("version"):
                return item
    return None


def _related(user, decision):
    """Return the decisions this one replaces and is replaced by, and papers about it: those the person may see."""
    visible = Beslutning.objects.visible_to(user)
    old = visible.filter(erstattet_af=decision).order_by("nummer")
    new = visible.filter(pk=decision.erstattet_af_id).order_by("nummer")
    papers = Indstilling.objects.laesbare(user).filter(vedroerer=decision).order_by("nummer")
    return {
        "erstatter": [{"label": one.nummer, "url": address(one)} for one in old],
        "erstattet_af": [{"label": one.nummer, "url": address(one)} for one in new],
        "sager": [{"label": f"{one.nummer} ({one.get_vedroerer_art_display().lower()})",
                   "url": f"/indstillinger/{one.nummer}/"} for one in papers],
    }  # fmt: skip


def _acts(user, decision):
    own = address(decision)
    acts = {one.name: {"label": one.label, "url": f"{own}{STI[one.name]}/"}
            for one in available(TRANSITIONS, decision, user)}  # fmt: skip
    first = acts.get("complete")
    return {"primaer": first and {"tekst": first["label"], "url": first["url"]},
            "links": [{"label": "Ny indstilling om beslutningen", "url": f"{own}ny-indstilling/"}],
            "handlinger": [one for name, one in acts.items() if name != "complete"]}  # fmt: skip


def _verb(transition, act, form):
    """Return the view of a verb: GET is the confirm page, POST the act."""

    @rule(transition.rule, decision_of)
    @require_http_methods(["GET", "POST"])
    def view(request, decision):
        if not (answer := fits(transition, decision)):
            raise NotNow(answer.reason)
        if request.method == "POST" and not _complete(request):
            return error_page(request, 400)
        _noted(request, decision)
        head = _head(decision)
        shown = form(posted(request), initial={"version": decision.version})
        return form_page(
            request, shown, lambda **data: act(decision, **data), titel=transition.label, knap=transition.label,
            tilbage=(address(decision), f"Beslutning {decision.nummer}"), besked=transition.done,
            effekter=transition.effects_text, skabelon="indstillinger/beslutning_verbum.html",
            maerker=head["maerker"], fakta=head["fakta_hoved"], ordlyd=decision.ordlyd,
        )  # fmt: skip

    return view


def _complete(request):
    return request.POST.get("noegle") and request.POST.get("version", "").isdecimal()


udfoert = _verb(COMPLETE, complete, Udfoertform)
bortfald = _verb(LAPSE, lapse, Bortfaldform)


@rule("beslutning.laes", decision_of)
@require_http_methods(["GET", "POST"])
def ny_indstilling(request, decision):
    """Begin a paper that takes the decision up again, changes it or follows it up, in the same forum."""
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    _noted(request, decision)
    made, head = [], _head(decision)

    def act(by, art, titel):
        made.append(create(decision.punkt.moede.forum, titel, by=by, vedroerer=decision, vedroerer_art=art))

    response = form_page(
        request, Nysagform(posted(request)), act, titel="Ny indstilling om beslutningen", knap="Opret kladden",
        tilbage=(address(decision), f"Beslutning {decision.nummer}"), besked="Kladden er oprettet.",
        skabelon="indstillinger/beslutning_verbum.html", maerker=head["maerker"], fakta=head["fakta_hoved"],
        ordlyd=decision.ordlyd, videre="/indstillinger/?fane=mine",
    )  # fmt: skip
    return redirect("indstilling_rediger", made[0].nummer) if made else response
