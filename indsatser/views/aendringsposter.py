"""What a change changes, post by post: in words, added by one small form for each kind, and taken out again."""

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.enums import Aendringsniveau, Baselinekvalitet
from indsatser.forms.poster import IGEN, SLAGS
from indsatser.forms.raekker import Bekraeft
from indsatser.models import Aendring, Indikatordefinition, Tema, planord
from indsatser.views import find, tabeller
from indsatser.workflow import aendring as verbs
from indsatser.workflow.aendringsposter import FELTER, level_of, overtaken
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.models import Bruger
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import dato_kort

BEGGE = require_http_methods(["GET", "POST"])
AENDRING = find.finder(Aendring, "oprettet_af", "forelagt_af", "godkendt_af", "beslutning", "planversion")
NAVNE = {"plan": "Planen", "milepael": "Milepæl", "maal": "Mål", "definition": "Indikator", "budget": "Budgetpost"}
GRUPPER = (
    ("Milepæle", ("dato", "bortfald", "ny-milepael")),
    ("Mål og indikatorer", ("definition", "baseline", "nyt-maal", "opgiv")),
    ("Økonomi", ("budget",)),
    ("Planen selv", ("slut", "formaal", "tolerance")),
)
KOLONNER = ["Hvad", "Felt", "Fra", "Til", "Afgøres af", "Du kan"]


def adresse(aendring, rest=""):
    """Return the address of the change, or of a page below it."""
    return find.adresse(aendring.plan, f"aendringer/{aendring.uuid}/{rest}")


def table(aendring, poster, rows, *, ret=False):
    """Return the posts as a section: what, from, to and who decides, in words; with `ret` what may be done to each.

    At most three queries, for the persons, themes and earlier definitions that are named."""
    names, earlier = _names(poster), _earlier(rows)
    cells = [
        [*_words(post, rows.get((post.genstand, post.objekt)), names, earlier),
         Aendringsniveau(level_of(aendring.plan, [post], rows)).label, _acts(aendring, post) if ret else []]
        for post in poster
    ]  # fmt: skip
    return tabeller.table("Det ændrer planen", KOLONNER, cells, "Ændringen er tom. Vælg, hvad der skal ændres.")


def warnings(poster, rows):
    """Return the sentence of each post that is overtaken."""
    return list(dict.fromkeys(sentence for post in poster if (sentence := overtaken(post, rows))))


def _names(poster):
    """Return {uuid as text: name} of the persons and themes that new rows name."""
    keys = [post.til[name] for post in poster if post.felt == "ny" for name in ("ansvarlig", "ejer", "tema")
            if post.til.get(name)]  # fmt: skip
    if not keys:
        return {}
    found = [*Bruger.objects.filter(uuid__in=keys).order_by("pk").values_list("uuid", "navn"),
             *Tema.objects.filter(uuid__in=keys).order_by("pk").values_list("uuid", "titel")]  # fmt: skip
    return {str(key): name for key, name in found}


def _earlier(rows):
    """Return {indicator: the definitions in force, oldest first} of the definitions among the rows."""
    found = {row.indikator_id: [] for (kind, _), row in rows.items() if kind == "definition" and row.nr > 1}
    if found:
        known = Indikatordefinition.objects.filter(indikator__in=list(found)).exclude(planversion=None)
        for row in known.prefetch_related("delmaal").order_by("nr"):
            found[row.indikator_id].append(row)
    return found


def _words(post, row, names, earlier):
    """Return what, field, from and to."""
    what = NAVNE[post.genstand]
    if post.felt == "ny":
        return [f"{what} »{post.til.get('titel') or post.til.get('tekst')}«", "ny", "", _new(post.til, names)]
    name = "" if post.genstand == "plan" or row is None else f" »{row.indikator if hasattr(row, 'indikator') else row}«"
    felt = FELTER[post.genstand, post.felt]
    if post.felt == "i_kraft" and row is not None:
        before = [one for one in earlier.get(row.indikator_id, []) if one.nr < row.nr]
        return [what + name, felt.label, _definition(before[-1]) if before else "ingen", _definition(row)]
    return [what + name, felt.label, felt.words(post.fra), felt.words(post.til)]


def _new(til, names):
    """A new row: its date, who answers for it, its theme, and whether it is critical."""
    person = names.get(til.get("ansvarlig") or til.get("ejer"), "") or til.get("ansvarlig_rolle", "")
    parts = [
        planord.tid(til["godkendt"]) if "godkendt" in til else "", person, names.get(til.get("tema"), ""),
        "kritisk" if til.get("kritisk") else "", "overordnet" if til.get("niveau") == "overordnet" else "",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _definition(row):
    """What is promised, from where and by when."""
    due = f" senest {dato_kort(row.maal_frist)}" if row.maal_frist else ""
    start = planord.tal(row.baseline_vaerdi)
    parts = [row.get_maaltype_display().partition(":")[0], f"mål {planord.tal(row.maalvaerdi)}{due}"]
    parts += [f"delmål {planord.tal(one.vaerdi)} senest {dato_kort(one.senest)}" for one in row.delmaal.all()]
    parts.append(f"baseline {Baselinekvalitet(row.baseline_kvalitet).label.lower()} {start}".rstrip())
    return ", ".join(parts)


def _acts(aendring, post):
    again = IGEN.get((post.genstand, post.felt))
    acts = [{"label": "Ret", "url": adresse(aendring, f"post/?slags={again}&raekke={post.objekt}")}] if again else []
    return [*acts, {"label": "Fjern", "url": adresse(aendring, f"post/{post.objekt}/{post.felt}/fjern/")}]


@rule("aendring.ret", AENDRING)
@BEGGE
def tilfoej(request, aendring):
    """Choose what to change, then its small form: `slags` in the address says which."""
    slags = request.POST.get("slags") or request.GET.get("slags", "")
    if request.method == "GET":
        verbs.require_draft(aendring)
    elif not find.complete(request) or slags not in SLAGS:
        return error_page(request, 400)
    find.noted(request, aendring.plan)
    return _form(request, aendring, slags) if slags in SLAGS else _choose(request, aendring)


def _choose(request, aendring):
    groups = [
        {"titel": titel, "valg": [{"tekst": SLAGS[one].navn, "url": f"?slags={one}"} for one in kinds]}
        for titel, kinds in GRUPPER
    ]
    context = {"titel": "Hvad skal ændres?", "tilbage_url": adresse(aendring), "grupper": groups,
               "tilbage_tekst": f"Ændring {aendring.nr}", "manchet": aendring.titel}  # fmt: skip
    return render(request, "indsatser/aendring_slags.html", context)


def _form(request, aendring, slags):
    chosen = request.POST.get("raekke") or request.GET.get("raekke", "")
    form = SLAGS[slags](posted(request), plan=aendring.plan, raekke=chosen, post=_same(aendring, slags, chosen))

    def act(by, **values):
        for one in form.poster():
            verbs.propose(aendring, by=by, **one)

    return form_page(
        request, form, act, titel=form.navn, knap="Føj til ændringen", besked="Det er føjet til ændringen.",
        tilbage=(adresse(aendring), f"Ændring {aendring.nr}"), manchet=form.tom if form.uden_valg else aendring.titel,
        effekter=["Planen bliver først ændret, når ændringen er godkendt."],
    )  # fmt: skip


def _same(aendring, slags, chosen):
    """Return the change's own post of the kind about that row, which the new one takes the place of."""
    fields = [key for key, kind in IGEN.items() if kind == slags]
    try:
        key = UUID(chosen) if chosen else aendring.plan.uuid
    except ValueError:
        return None
    kinds = Q(pk__in=[])
    for genstand, felt in fields:
        kinds |= Q(genstand=genstand, felt=felt)
    return aendring.poster.filter(kinds, objekt=key).order_by("pk").first()


@rule("aendring.ret", AENDRING)
@BEGGE
def fjern(request, aendring, objekt, felt):
    """Take a post out of a draft."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        verbs.require_draft(aendring)
    post = get_object_or_404(aendring.poster, objekt=objekt, felt=felt)
    find.noted(request, aendring.plan)
    return form_page(
        request, Bekraeft(posted(request)), lambda by: verbs.withdraw_post(post, by=by), titel="Fjern fra ændringen",
        knap="Fjern fra ændringen", besked="Det er taget ud af ændringen.", manchet=aendring.titel,
        tilbage=(adresse(aendring), f"Ændring {aendring.nr}"), effekter=["Planen bliver ikke ændret på dette punkt."],
    )  # fmt: skip


PLAN = "indsatsplaner/<str:nr>/aendringer/<uuid:uuid>"
urlpatterns = [
    path(f"{PLAN}/post/", tilfoej, name="aendring_post"),
    path(f"{PLAN}/post/<uuid:objekt>/<slug:felt>/fjern/", fjern, name="aendring_post_fjern"),
]
