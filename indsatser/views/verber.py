"""Verbs of milestones, deliverables, risks, money and points over HTTP: GET is the confirm page, POST the act."""

from functools import partial

from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.enums import Beloebsslags
from indsatser.forms import verber as skema
from indsatser.models import Aktivitet, Budgetpost, Leverance, Milepael, Opfoelgningspunkt, Planrisiko
from indsatser.views import planside
from indsatser.views.find import adresse, complete, finder, noted
from indsatser.workflow import leverance, milepael, raekker, risiko
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])
PLAN = "indsatsplaner/<str:nr>"
MINE = "/indsatsplaner/mine-leverancer/"
KONTORCHEFENS = ("leverance.bekraeft", "leverance.andet_tidspunkt", "leverance.afvis")


def _unversioned(act):
    return lambda by, version=None, **values: act(by=by, **values)


def _page(request, row, form, act, **page):
    """400 without key or version."""
    if not complete(request, "version"):
        return error_page(request, 400)
    noted(request, row.plan)
    return form_page(request, form, act, manchet=str(row), **page)


def _open_plan(row):
    raekker.require_open(row.plan)


def verb(model, key, act, form, titel, besked, effekter, *, rum="", naar=_open_plan, valg=None, versioned=False):
    """Return the view of one verb of a row: its rule is asked before the page is shown, and so is `naar(row)`, which
    raises NotNow. `valg(row)` narrows the form; a `versioned` act refuses another version than the one shown. It goes
    back to the milestone, or to the room `rum`."""

    def bound(row):
        done = partial(act, row)
        return done if versioned else _unversioned(done)

    @rule(key, finder(model))
    @BEGGE
    def view(request, row):
        if request.method == "GET":
            naar(row)
        return _page(
            request, row, form(posted(request), row=row, **(valg(row) if valg else {})),
            bound(row), titel=titel, knap=titel, besked=besked, effekter=effekter, tilbage=_back(row, rum),
        )  # fmt: skip

    return view


def _back(row, rum):
    if not rum:
        return adresse(row.plan, f"milepaele/{row.uuid}/"), "Milepæl"
    return adresse(row.plan, f"{rum}/"), planside.RUM[rum]


def transition_page(transition, act, form):
    """Return the view of a transition of a deliverable: one that doesn't fit its state is 409. Who came from his own
    list (`?fra=mine`) goes back to it."""

    @rule(transition.rule, finder(Leverance, "leverandoer"))
    @BEGGE
    def view(request, row):
        if request.method == "GET" and not (answer := fits(transition, row)):
            raise NotNow(answer.reason)
        back = (MINE, "Mine leverancer") if request.GET.get("fra") == "mine" else _back(row, "leverancer")
        return _page(
            request, row, form(posted(request), row=row), partial(act, row), titel=transition.label,
            knap=transition.label, besked=transition.done, fare=transition.name == "bortfald", tilbage=back,
            effekter=[*_asked(row), *_deputy(transition, row, request.user), *transition.effects_text],
        )  # fmt: skip

    return view


def _asked(row):
    """Return what the answer is about: when it is wished, and offered."""
    found = [f"Ønsket: {row.oensket.tekst}."]
    return [*found, f"Tilbudt: {row.tilbudt.tekst}."] if row.tilbudt else found


def _deputy(transition, row, user):
    """Say for whom a deputy answers: both names are kept."""
    led = leverance.kontorchefer(row.leverandoer) if transition.rule in KONTORCHEFENS else []
    return [f"Du svarer på vegne af {led[0]}."] if led and led[0] != user else []


def _amount_kinds(post):
    """In an aktiv plan the budget is the frame, and moves by an Ændring alone."""
    kinds = [one for one in Beloebsslags.choices if post.plan.er_kladde or one[0] != Beloebsslags.BUDGET]
    return {"slags": kinds}


def _depend(row, by, paa):
    milepael.depend(row, list(paa), by=by)


LEVERANCEVERBER = (
    (leverance.CONFIRM, leverance.confirm, skema.Verbumform),
    (leverance.OFFER, leverance.offer, skema.Flytteform),
    (leverance.REFUSE, leverance.refuse, skema.Begrundelsesform),
    (leverance.ACCEPT, leverance.accept, skema.Verbumform),
    (leverance.AGAIN, leverance.propose_again, skema.Tidspunktform),
    (leverance.EXPECT, leverance.expect, skema.Flytteform),
    (leverance.DELIVER, leverance.deliver, skema.Verbumform),
    (leverance.SEND_BACK, leverance.send_back, skema.Begrundelsesform),
    (leverance.DROP, leverance.drop, skema.Begrundelsesform),
)
# path below the plan, name, view
VERBER = (
    ("milepaele/<uuid:uuid>/prognose/", "milepael_prognose", verb(
        Milepael, "milepael.prognose", milepael.forecast, skema.Prognoseform, "Ny prognose",
        "Prognosen er gemt. Den godkendte dato står ved magt.",
        ["Den nye dato står som prognose. Den godkendte dato bliver stående.",
         "Flytter datoen sig, skal du skrive hvorfor."], naar=milepael.require_forecastable)),
    ("milepaele/<uuid:uuid>/gennemfoert/", "milepael_gennemfoert", verb(
        Milepael, "milepael.gennemfoer", milepael.complete, skema.Gennemfoertform, "Meld gennemført",
        "Milepælen er gennemført.", ["Milepælen står som gennemført den dag, du skriver."],
        naar=milepael.require_alive)),
    ("milepaele/<uuid:uuid>/genaabn/", "milepael_genaabn", verb(
        Milepael, "milepael.gennemfoer", milepael.reopen, skema.Begrundelsesform, "Ikke gennemført alligevel",
        "Milepælen er ikke længere gennemført.",
        ["Datoen for gennemført bliver fjernet. Din begrundelse står i historikken."], naar=milepael.require_done)),
    ("milepaele/<uuid:uuid>/afhaenger-af/", "milepael_afhaenger", verb(
        Milepael, "indsats.ret_raekke", _depend, skema.Afhaengerform, "Vælg, hvad milepælen afhænger af", "Gemt.",
        ["Planen advarer, når en milepæl ligger før en, den afhænger af. Ingen datoer flytter sig."])),
    ("aktiviteter/<uuid:uuid>/tilstand/", "aktivitet_tilstand", verb(
        Aktivitet, "indsats.ret_raekke", raekker.edit, skema.Aktivitetstilstandform, "Skift tilstand",
        "Aktivitetens tilstand er gemt.", ["En aktivitet ændrer ikke planens lys."], rum="aktiviteter",
        versioned=True)),
    ("risici/<uuid:uuid>/vurder/", "risiko_vurder", verb(
        Planrisiko, "risiko.vurder", risiko.assess, skema.Vurderingsform, "Vurdér risikoen", "Vurderingen er gemt.",
        ["Scoren er sandsynlighed gange konsekvens. Den nyeste vurdering tæller."], rum="risici",
        naar=risiko.require_open_risk)),
    ("risici/<uuid:uuid>/luk/", "risiko_luk", verb(
        Planrisiko, "risiko.vurder", risiko.close_risk, skema.Risikolukform, "Luk risikoen", "Risikoen er lukket.",
        ["Risikoen tæller ikke mere med i planens lys."], rum="risici", naar=risiko.require_open_risk)),
    ("oekonomi/<uuid:uuid>/beloeb/", "budgetpost_beloeb", verb(
        Budgetpost, "oekonomi.ret_post", risiko.set_amount, skema.Beloebsform, "Skriv et beløb", "Beløbet er gemt.",
        ["Det nyeste beløb tæller. De tidligere bliver stående.",
         "Forbrug er det samlede for året til dato, prognose er for hele året."], rum="oekonomi",
        valg=_amount_kinds)),
    ("opfoelgning/<uuid:uuid>/luk/", "opfoelgningspunkt_luk", verb(
        Opfoelgningspunkt, "opfoelgningspunkt.luk", risiko.close_point, skema.Punktlukform, "Afslut punktet",
        "Punktet er afsluttet.", ["Punktet står som afsluttet med det, du skriver."], rum="opfoelgning",
        naar=risiko.require_open_point)),
)  # fmt: skip
urlpatterns = [
    *(path(f"{PLAN}/{sti}", view, name=name) for sti, name, view in VERBER),
    *(
        path(
            f"{PLAN}/leverancer/<uuid:uuid>/{one.name.replace('_', '-')}/",
            transition_page(one, act, form),
            name=f"leverance_{one.name}",
        )
        for one, act, form in LEVERANCEVERBER
    ),
]
