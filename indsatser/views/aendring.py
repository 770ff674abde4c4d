"""Changes of an approved plan: the list, one of them, its text, and the verbs that decide it (20 §9)."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.enums import Aendringsniveau, Aendringstilstand
from indsatser.forms.aendring import Aendringsform, Afvisform, Godkendform
from indsatser.forms.verber import Verbumform
from indsatser.models import Aendring, Aendringspost
from indsatser.views import aendringsposter as views
from indsatser.views import find, tabeller
from indsatser.views.aendringsposter import AENDRING, adresse
from indsatser.workflow import aendring as verbs
from indsatser.workflow.aendringsposter import level_of, rows_of
from indstillinger.models import Beslutning
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.motor.workflow import available, fits
from mso_portal.organisation.views.side import form_page, overview, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

BEGGE = require_http_methods(["GET", "POST"])
T = Aendringstilstand
TOM = "Ingen ændringer, siden planen blev vedtaget."
SLAGS = {T.KLADDE: "neutral", T.FORELAGT: "info", T.GODKENDT: "ok", T.AFVIST: "fejl", T.TRUKKET: "neutral"}
AABNE = (T.KLADDE, T.FORELAGT)
KOLONNER = ["Ændring", "Tilstand", "Afgøres af", "Afgjort", "Planversion"]
NIVEAU = {
    Aendringsniveau.PROGRAMEJER: "Programejeren ({plan.programejer}) godkender i portalen.",
    Aendringsniveau.STYREGRUPPE: "{plan.styregruppe} beslutter, og dens sekretær skriver datoen her.",
    Aendringsniveau.CHEFTEAM: "Chefteamet beslutter, og styregruppens sekretær vælger beslutningen her.",
}
ANDEN = "Den, der har skrevet ændringen, godkender den ikke."


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """Every change of the plan, newest first; the same few queries whatever their number."""
    find.noted(request, plan)
    found = list(plan.aendringer.select_related("godkendt_af", "planversion").order_by("-nr"))
    levels, ended = _levels(plan, found), _ended(plan)
    cells = [_row(plan, one, levels[one.pk], ended) for one in found]
    links = []
    if not plan.er_kladde and not plan.endt_den and ask(request.user, "aendring.skriv", plan):
        links.append({"label": "Opret ændring", "url": find.adresse(plan, "aendringer/ny/")})
    if not plan.er_kladde:
        links.append({"label": "Planversioner", "url": find.adresse(plan, "versioner/")})
    return overview(
        request, "Ændringer", (find.adresse(plan), f"Plan {plan.nummer}"), fakta=[plan.egentlig_titel],
        maerker=tabeller.maerker(plan), links=links, afsnit=[tabeller.table("Ændringer", KOLONNER, cells, TOM)],
    )  # fmt: skip


def _levels(plan, found):
    """Return {key: level}: what is approved says it itself, the others' posts are judged together."""
    known = {one.pk: verbs.decided_level(one) for one in found}
    posts = list(Aendringspost.objects.filter(aendring__in=[pk for pk in known if known[pk] is None]).order_by("pk"))
    rows = rows_of(plan, posts)
    for pk, level in known.items():
        known[pk] = level or level_of(plan, [one for one in posts if one.aendring_id == pk], rows)
    return known


def _ended(plan):
    """Return {key: (day, name)} of the refused and withdrawn, whose history says when and by whom."""
    rows = Aendring.history.filter(plan_id=plan.pk, tilstand__in=(T.AFVIST, T.TRUKKET)).order_by("-history_date")
    return {
        pk: (dato_kort(when.astimezone(DANSK_TID)), name)
        for pk, when, name in rows.values_list("id", "history_date", "history_user__navn")
    }


def _row(plan, one, level, ended):
    day, name = ended.get(one.pk, ("", ""))
    if one.tilstand == T.GODKENDT:
        day, name = dato_kort(one.godkendt_den.astimezone(DANSK_TID)), one.godkendt_af
    version = getattr(one, "planversion", None)
    return [
        {"tekst": f"{one.nr}. {one.titel}", "url": find.adresse(plan, f"aendringer/{one.uuid}/")},
        {"maerke": {"tekst": one.get_tilstand_display(), "slags": SLAGS[one.tilstand]}},
        Aendringsniveau(level).label, f"{day} af {name}" if day else "", f"Version {version.nr}" if version else "",
    ]  # fmt: skip


@rule("indsats.laes_raekke", AENDRING)
@require_GET
def vis(request, aendring):
    """One change: what it changes in words, who decides it, and what became of it."""
    plan, user = aendring.plan, request.user
    find.noted(request, plan)
    posts = list(aendring.poster.order_by("pk"))
    rows = rows_of(plan, posts)
    writes = aendring.tilstand == T.KLADDE and not plan.endt_den and bool(ask(user, "aendring.ret", aendring))
    level = verbs.decided_level(aendring) or level_of(plan, posts, rows)
    state = {"tekst": aendring.get_tilstand_display(), "slags": SLAGS[aendring.tilstand]}
    context = {
        "titel": f"Ændring {aendring.nr}: {aendring.titel}",
        "fanetitel": find.fanetitel(plan, f"Ændring {aendring.nr}"),
        "tilbage_url": find.adresse(plan, "aendringer/"), "maerker": [*tabeller.maerker(plan), state],
        "fakta": [plan.egentlig_titel], **_acts(user, aendring, writes), "stamdata": _facts(user, aendring, level),
        "advarsler": views.warnings(posts, rows) if aendring.tilstand in AABNE else [],
        "afsnit": views.table(aendring, posts, rows, ret=writes),
    }  # fmt: skip
    return render(request, "indsatser/aendring_vis.html", context)


def _acts(user, aendring, writes):
    """Return the head's buttons: what moves the change on first, the rest in the menu."""
    found = [] if aendring.plan.endt_den else available(verbs.TRANSITIONS, aendring, user)
    acts = [{"label": one.label, "url": adresse(aendring, f"{one.name.replace('_', '-')}/"),
             "fare": one is verbs.WITHDRAW} for one in found]  # fmt: skip
    first = [one for one in acts[:1] if not one["fare"]]
    if not writes:
        return {"links": first, "handlinger": acts[len(first) :]}
    edits = [{"label": "Tilføj", "url": adresse(aendring, "post/")},
             {"label": "Ret teksten", "url": adresse(aendring, "ret/")}]  # fmt: skip
    return {"links": [*first, *edits], "handlinger": acts[len(first) :]}


def _facts(user, aendring, level):
    plan = aendring.plan
    rows = [
        ("Årsag", aendring.get_aarsag_display()), ("Begrundelse", aendring.begrundelse),
        ("Konsekvens", aendring.konsekvens),
        ("Afgøres af", f"{NIVEAU[level].format(plan=plan)} {ANDEN}" if aendring.tilstand in AABNE else ""),
        ("Skrevet", tabeller.stamp(aendring.oprettet_den, aendring.oprettet_af)),
        ("Forelagt", tabeller.stamp(aendring.forelagt_den, aendring.forelagt_af)),
        ("Godkendt", tabeller.stamp(aendring.godkendt_den, aendring.godkendt_af)),
        ("Besluttet i styregruppen", aendring.besluttet_dato and dato_kort(aendring.besluttet_dato)),
        ("Begrundelse for afvisningen", aendring.afgoerelse),
    ]  # fmt: skip
    found = [{"navn": name, "vaerdi": str(value)} for name, value in rows if value]
    return [*found, *_decision(user, aendring), *_version(aendring)]


def _decision(user, aendring):
    """The status it was adopted at; the chefteam's decision, by its number for those who may read it."""
    if asked := aendring.statusbeslutning:
        url = find.adresse(aendring.plan, f"status/{asked.status.noegle}/")
        named = f"Kvartalsstatus {asked.status.noegle}, beslutning {asked.nr}"
        return [{"navn": "Besluttet i styregruppen", "vaerdi": named, "url": url}]
    if aendring.beslutning_id is None:
        return []
    number = aendring.beslutning.nummer
    if not Beslutning.objects.visible_to(user).filter(pk=aendring.beslutning_id).exists():
        return [{"navn": "Besluttet af", "vaerdi": "Chefteamet"}]
    return [{"navn": "Chefteamets beslutning", "vaerdi": number, "url": f"/beslutninger/{number}/"}]


def _version(aendring):
    version = getattr(aendring, "planversion", None)
    if version is None:
        return []
    url = find.adresse(aendring.plan, f"versioner/{version.nr - 1}-{version.nr}/")
    return [{"navn": "Planversion", "vaerdi": f"Version {version.nr}", "url": url}]


@rule("aendring.skriv", find.plan)
@BEGGE
def ny(request, plan):
    """A draft without posts; then what is to be changed is chosen."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        verbs.require_running(plan)
    find.noted(request, plan)
    made = []
    response = form_page(
        request, Aendringsform(posted(request)), lambda by, version=None, **values: made.append(
            verbs.write(plan, by=by, **values)),
        titel="Opret ændring", knap="Opret ændring", besked="Ændringen er oprettet. Vælg nu, hvad der skal ændres.",
        tilbage=(find.adresse(plan, "aendringer/"), "Ændringer"), manchet=plan.egentlig_titel,
        effekter=["Ændringen er en kladde, til du forelægger den.", "Planen bliver først ændret, når den er godkendt."],
    )  # fmt: skip
    if made:
        made[0].plan = plan
        response["Location"] = adresse(made[0])
    return response


@rule("aendring.ret", AENDRING)
@BEGGE
def ret(request, aendring):
    """The text of a draft."""
    if not find.complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        verbs.require_draft(aendring)
    find.noted(request, aendring.plan)
    return form_page(
        request, Aendringsform(posted(request), instance=aendring),
        lambda by, **values: verbs.rewrite(aendring, by=by, **values), titel="Ret ændringen", manchet=aendring.titel,
        tilbage=(adresse(aendring), f"Ændring {aendring.nr}"),
    )  # fmt: skip


def _plain(request, aendring):
    return Verbumform(posted(request), row=aendring)


def _approval(request, aendring):
    return Godkendform(posted(request), row=aendring, niveau=verbs.level(aendring), user=request.user)


def _refusal(request, aendring):
    return Afvisform(posted(request), row=aendring)


def _verb(transition, act, form=_plain):
    """Return the view of a transition: its page shows every post as it is and as it will be."""

    @rule(transition.rule, AENDRING)
    @BEGGE
    def view(request, aendring):
        if not find.complete(request, "version"):
            return error_page(request, 400)
        if request.method == "GET" and not (answer := fits(transition, aendring)):
            raise NotNow(answer.reason)
        find.noted(request, aendring.plan)
        posts = list(aendring.poster.order_by("pk"))
        rows = rows_of(aendring.plan, posts)
        return form_page(
            request, form(request, aendring), lambda by, **values: act(aendring, by=by, **values),
            titel=transition.label, knap=transition.label, besked=transition.done, manchet=aendring.titel,
            effekter=transition.effects_text, fare=transition is verbs.WITHDRAW,
            tilbage=(adresse(aendring), f"Ændring {aendring.nr}"), skabelon="indsatser/aendring_verbum.html",
            afsnit=views.table(aendring, posts, rows),
            advarsler=views.warnings(posts, rows) if request.method == "GET" else [],
        )  # fmt: skip

    return view


PLAN = "indsatsplaner/<str:nr>/aendringer"
VERBER = (
    ("forelaeg", _verb(verbs.SUBMIT, verbs.submit)),
    ("tag-tilbage", _verb(verbs.RECALL, verbs.recall)),
    ("godkend", _verb(verbs.APPROVE, verbs.approve, _approval)),
    ("afvis", _verb(verbs.REFUSE, verbs.refuse, _refusal)),
    ("traek", _verb(verbs.WITHDRAW, verbs.withdraw)),
)
urlpatterns = [
    path(f"{PLAN}/", liste, name="plan_aendringer"),
    path(f"{PLAN}/ny/", ny, name="aendring_ny"),
    path(f"{PLAN}/<uuid:uuid>/", vis, name="aendring"),
    path(f"{PLAN}/<uuid:uuid>/ret/", ret, name="aendring_ret"),
    *(path(f"{PLAN}/<uuid:uuid>/{sti}/", view, name=f"aendring_{sti.replace('-', '_')}") for sti, view in VERBER),
    *views.urlpatterns,
]
