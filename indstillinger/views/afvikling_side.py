"""What the page of the minutes shows of an item: list of items, rows, tasks, lines that wait, who was away."""

from django.conf import settings
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.shortcuts import render

from indstillinger.beregning.udfald import TOMME_FRASER
from indstillinger.enums_moede import BADGE, Moedetilstand, Punkttilstand, Referatslags
from indstillinger.forms import afvikling as skema
from indstillinger.forms.kontrol import Tastet
from indstillinger.models import Mindretal, Referatpunkt, Standardtekst
from indstillinger.models.dagsordenslinjer import titel_af
from indstillinger.views.byg_find import byg_url
from indstillinger.views.find_moede import adresse, fanetitel, naboer, noted, numbered, punktadresse, titel
from indstillinger.workflow import dagsorden, referatraekker
from indstillinger.workflow.afvikling import PUNKT_TRANSITIONS
from indstillinger.workflow.mindretal import people
from indstillinger.workflow.opgavefrist import shown_frist
from indstillinger.workflow.referatlinjer import suggestion, waiting
from mso_portal.motor import ur
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.vaerdier.datoer import klokken
from mso_portal.vaerdier.forms import RigTekstFormField
from mso_portal.vaerdier.rigtekst import render as rendered

KNAPPER = {"not_reached": ("Ikke nået", "ikke-naaet"), "postpone": ("Udsæt punktet", "udsaet")}
SLAGS = (
    ("Beslutninger", Referatslags.BESLUTTET, "Tilføj beslutning"),
    ("Drøftet", Referatslags.DROEFTET, "Tilføj drøftet"),
    ("Efterskrift", Referatslags.EFTERSKRIFT, "Tilføj efterskrift"),
)  # fmt: skip


def kan_skrive(user, punkt, referat):
    """Answer whether the person may write the item's rows now."""
    return ask(user, "referat.skriv", punkt) and referatraekker.kan_skrives(referat)


def fraser():
    """Return the empty phrases that say nothing of a change; a setting."""
    return settings.MSO_TOMME_FRASER or TOMME_FRASER


def draw(request, punkt, referat, tastet=None, status=200, fejl=()):
    """Render the page; `tastet` is what a refused post had typed."""
    noted(request, punkt)
    writes = bool(kan_skrive(request.user, punkt, referat))
    items = numbered(request.user, punkt.moede, **_outcomes(referat))
    side = _side(punkt, referat, tastet or Tastet(soeg=_searches(request)), writes, request.GET)
    rows = _rows(punkt, referat)
    groups = _groups(side, rows, request.GET)
    before, after = naboer(items, punkt)
    context = {
        **head(request.user, punkt), "punkt": punkt, "skriver": writes, "grupper": groups, "fejl": fejl,
        "fejlantal": len(fejl), "liste": _list(items, punkt), "opgaver": _tasks(side, punkt),
        "linjer": _lines(punkt, rows) if writes else [], **_missing(groups),
        "url": punktadresse(punkt, "afvikling"), "felt_url": f"{punktadresse(punkt, 'afvikling')}felt/",
        "laes_tidspunkt": f"/laes/tidspunkt/?ref={punkt.moede.dato}", **_bar(punkt, before, after, writes),
        "alle_url": f"{punktadresse(punkt, 'afvikling')}alle/" if writes and _open_points(rows) > 1 else "",
        **away(punkt), "editor": _editor(request) if writes else "", "besked": _why_not(punkt, referat, writes),
        "opdateret": f"Opdateret {klokken(ur.nu())}.",
    }  # fmt: skip
    return render(request, "indstillinger/afvikling.html", context, status=status)


def _editor(request):
    return RigTekstFormField().widget.media.with_nonce(request.csp_nonce)


def _searches(request):
    return dict(item.split("=", 1) for item in request.GET.getlist("soeg") if "=" in item)


def _side(punkt, referat, tastet, writes, query):
    named = people(punkt) if writes and punkt.moede.forum.afvigende_mening else []
    return skema.Side(
        ramme=referatraekker.ramme(punkt.moede), referat=referat, etiketter=Standardtekst.labels(punkt.moede.forum),
        moeder=skema.coming(punkt.moede) if writes else [], faste_fraser=fraser(), tastet=tastet, skriver=writes,
        fokus=query.get("fokus", ""), navngivne=named, nye=frozenset(query.getlist("mindretal")),
    )  # fmt: skip


def _rows(punkt, referat):
    rows = Referatpunkt.objects.filter(referat=referat, punkt=punkt)
    related = rows.select_related("ansvarlig", "udsat_til__forum", "oversendt_til")
    views = Prefetch("mindretal", Mindretal.objects.select_related("person").order_by("pk"))
    return list(related.prefetch_related(views).order_by("raekkefoelge", "pk"))


def _groups(side, rows, query):
    gone = [tuple(item.split(":", 2)) for item in query.getlist("fjernet") if item.count(":") == 2]
    made = []
    for heading, slags, tilfoej in SLAGS:
        own = [one for one in rows if one.slags == slags]
        drawn = [skema.row(side, one, nr) for nr, one in enumerate(own, 1)]
        for one in drawn:
            one.tekst = rendered(one.raekke.tekst) if slags != Referatslags.BESLUTTET else ""
        present = {one.uuid for one in drawn}
        removed = [{"uuid": uuid, "nr": nr} for kind, uuid, nr in gone if kind == slags and uuid not in present]
        made.append({"titel": heading, "slags": slags.value, "tilfoej": tilfoej, "raekker": drawn, "fjernede": removed,
                     "id": f"raekker-{slags.value}"})  # fmt: skip
    return made


def _open_points(rows):
    return sum(1 for one in rows if one.beslutningspunkt_uuid and not one.udfald and not one.er_spoergsmaal)


def _missing(groups):
    """Return what the item's decisions lack, each with where it is mended, and how the bar says it."""
    found = [{"id": f"raekke-{one.uuid}", "tekst": one.mangel} for one in groups[0]["raekker"] if one.mangel]
    words = f"{len(found)} {'mangel' if len(found) == 1 else 'mangler'}" if found else ""
    return {"mangler": found, "mangeltekst": words}


def head(user, punkt):
    """Return the inputs of the head that the pages of an item in the meeting share."""
    slots = dagsorden.slots(punkt.moede, list(punkt.moede.punkter.order_by("raekkefoelge")))
    start, slut = slots.get(punkt.pk, (None, None))
    facts = [f"Punkt {punkt.nummer}"]
    facts += [f"Planlagt {start:%-H.%M}–{slut:%-H.%M}"] if start else []
    badges = [{"tekst": punkt.get_tilstand_display(), "slags": BADGE.get(punkt.tilstand, "neutral")}]
    if punkt.er_lukket:
        badges.append({"tekst": "Lukket", "slags": "neutral", "laas": True})
    if slut and (late := _late(punkt, slut)):
        badges.append({"tekst": f"{late} min. over tid", "slags": "obs"})
    return {
        "titel": titel(punkt), "fanetitel": f"Referat: {fanetitel(punkt)}", "maerker": badges, "fakta": facts,
        "tilbage_url": adresse(punkt.moede), "tilbage_tekst": str(punkt.moede),
        "links": [{"label": "Læs punktet", "url": punktadresse(punkt)},
                  {"label": "Fremmøde", "url": f"{adresse(punkt.moede)}fremmoede/"}],
        "handlinger": _acts(user, punkt),
    }  # fmt: skip


def _late(punkt, slut):
    running = punkt.moede.tilstand == Moedetilstand.I_GANG and punkt.tilstand == Punkttilstand.OPTAGET
    minutes = int((ur.nu() - slut).total_seconds()) // 60
    return minutes if running and 0 < minutes < 600 else 0


def _acts(user, punkt):
    own = punktadresse(punkt, "afvikling")
    acts = [{"label": KNAPPER[one.name][0], "url": f"{own}{KNAPPER[one.name][1]}/"}
            for one in available(PUNKT_TRANSITIONS, punkt, user) if one.name in KNAPPER]  # fmt: skip
    if punkt.moede.tilstand == Moedetilstand.I_GANG and ask(user, "moede.fremmoede", punkt.moede):
        acts += [{"label": "Uddel et bilag", "url": f"{own}uddel/"},
                 {"label": "Fravær under punktet", "url": f"{own}fravaer/"},
                 {"label": "Meld inhabilitet", "url": byg_url(punkt.moede, f"{punkt.uuid}/inhabilitet/")}]  # fmt: skip
    if ask(user, "moede.afslut", punkt.moede) and punkt.moede.tilstand == Moedetilstand.I_GANG:
        acts.append({"label": "Afslut mødet", "url": f"{adresse(punkt.moede)}afslut/"})
    return acts


def _outcomes(referat):
    """Return the columns of an item that say how many of its outcomes are set, and how many there are."""
    rows = Referatpunkt.objects.filter(referat=referat, slags=Referatslags.BESLUTTET, punkt=OuterRef("pk"))
    of_item = rows.order_by().values("punkt")
    is_set = Count("pk", filter=~Q(udfald=""))
    return {
        "afgjorte": Subquery(of_item.annotate(antal=is_set).values("antal")),
        "udfald_i_alt": Subquery(of_item.annotate(antal=Count("pk")).values("antal")),
    }


def _list(items, punkt):
    """Return the items to jump to, each with how many of its outcomes are set."""
    return [
        {"url": punktadresse(one, "afvikling"), "titel": f"{one.nummer}. {titel_af(one, lukket=True)}",
         "aktuel": one.pk == punkt.pk, **_progress(one, one.afgjorte or 0, one.udfald_i_alt or 0)}
        for one in items
    ]  # fmt: skip


def _progress(punkt, done, total):
    slags = "ok" if punkt.tilstand == Punkttilstand.BEHANDLET and done == total else "neutral"
    if punkt.tilstand not in (Punkttilstand.OPTAGET, Punkttilstand.BEHANDLET):
        return {"tekst": punkt.get_tilstand_display(), "slags": "neutral"}
    words = f"{done} af {total} udfald" if total else punkt.get_tilstand_display()
    return {"tekst": words if total or slags == "ok" else "", "slags": slags}


def _tasks(side, punkt):
    rows = punkt.opgaver.select_related("ansvarlig").order_by("pk")
    made = []
    for nr, one in enumerate(rows, 1):
        is_draft = one.tilstand == "udkast"
        made.append({
            "nr": nr, "uuid": str(one.uuid), "tekst": one.tekst,
            "detaljer": f"{one.ansvarlig or 'Uden ansvarlig'}, {shown_frist(one) or 'ingen frist'}",
            "kontroller": skema.task(side, one) if side.skriver and is_draft else [],
        })  # fmt: skip
    return made


def _lines(punkt, rows):
    points = [(nr, one) for nr, one in enumerate([one for one in rows if one.slags == Referatslags.BESLUTTET], 1)]
    made = []
    for line in waiting(punkt):
        meant = suggestion(line, [one for _, one in points])
        to = [{"vaerdi": f"linje:{line.plads}:besluttet:{one.uuid}", "tekst": f"Punkt {nr}",
               "foreslaaet": one is meant} for nr, one in points]  # fmt: skip
        to += [
            {"vaerdi": f"linje:{line.plads}:{kind}", "tekst": text, "foreslaaet": False}
            for kind, text in (("droeftet", "Drøftet"), ("opgave", "Opgave"), ("efterskrift", "Efterskrift"))
        ]
        nr = next((nr for nr, one in points if one is meant), 0)
        made.append({"tekst": line.vaerdi or line.raatekst, "til": to, "forslag": f"Punkt {nr}" if nr else ""})
    return made


def _bar(punkt, before, after, writes):
    """Return the buttons of the bar: back, and on to the next item."""
    own = "afvikling"
    on = f"gå til {after.nummer}" if after else "gå til dagsordenen"
    if not writes:
        url = punktadresse(after, own) if after else adresse(punkt.moede)
        primaer = {"tekst": f"Gå til punkt {after.nummer}" if after else "Gå til dagsordenen", "url": url}
    elif punkt.tilstand == Punkttilstand.OPTAGET and punkt.moede.tilstand == Moedetilstand.I_GANG:
        primaer = {"tekst": f"Punktet er færdigt, {on}", "navn": "handling", "vaerdi": "faerdig"}
    else:
        primaer = {"tekst": f"Gem og {on}", "navn": "handling", "vaerdi": "videre"}
    back = {"tekst": "Forrige", "url": punktadresse(before, own)} if before else None
    return {"primaer": primaer, "anden": back, "naeste": {"url": punktadresse(after, own)} if after else None}


def away(punkt):
    """Return who was away under the item, and what was handed out."""
    rows = punkt.fravaer.select_related("bruger").order_by("pk")
    words = [f"{one.bruger}: {one.get_grund_display().lower()}" for one in rows]
    handed = [{"nr": one.nr, "titel": one.titel, "url": f"{punktadresse(punkt)}bilag/{one.nr}/vis/"}
              for one in punkt.punktbilag.filter(uddelt_paa_moedet=True).order_by("nr")]  # fmt: skip
    return {"fravaer": words, "uddelt": handed}


def _why_not(punkt, referat, writes):
    if writes:
        return ""
    if referat is None:
        return "Mødet er ikke i gang."
    answer = referatraekker.kan_skrives(referat)
    return "" if answer else answer.reason
