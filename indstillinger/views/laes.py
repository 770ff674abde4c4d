"""Reading a paper: the page, its PDF, its history and the comparison of two entries."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from indstillinger.document import document, sections, shown, version_document
from indstillinger.enums import BADGE, Aabenhed, Anledning, Fase, Tilstand
from indstillinger.models.fund import findings, load_rows
from indstillinger.models.historik import content_at, udgaver
from indstillinger.rules import kan_redigeres, laeser_alt, synlige_udgaver
from indstillinger.tjek import summary
from indstillinger.views.find import laesbar
from indstillinger.views.find import paper as find_paper
from indstillinger.views.gang import gang
from indstillinger.views.laesere import laesere
from indstillinger.views.vis_diff import shown_diff
from indstillinger.workflow import TRANSITIONS
from indstillinger.workflow.kommentar import open_counts
from indstillinger.workflow.tidligere import REGISTER, is_imported
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.documents import filename
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.history.diff import compare
from mso_portal.motor.log import seen
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

PAGES = (("Hent PDF", "pdf"), ("Koordinering", "koordinering"), ("Kommentarer", "kommentarer"))
NAESTE = {
    Fase.GODKENDT: "Sagen kan sættes på en dagsorden.",
    Fase.PAA_DAGSORDEN: "Sagen står på en dagsorden, der ikke er sendt endnu.",
    Fase.UDSENDT: "Sagen er sendt ud til mødet. Den er færdig, når referatet er godkendt.",
    Fase.UDSAT: "Sagen er udsat og venter på et nyt møde.",
    Fase.BEHANDLET: "Sagen er behandlet.",
    Fase.TRUKKET: "Sagen er trukket.",
}
MORE = (("Versioner", "versioner"), ("Historik", "historik"))


def openness_badge(aabenhed):
    """Return the badge of an openness; a lukket one with its padlock."""
    text = "Åbenhed ikke angivet" if aabenhed == Aabenhed.IKKE_ANGIVET else Aabenhed(aabenhed).label
    return {"tekst": text, "slags": BADGE[aabenhed], "laas": aabenhed == Aabenhed.LUKKET}


def badges(paper):
    """Return the openness and phase badges of a paper."""
    return [openness_badge(paper.aabenhed), {"tekst": paper.fase.label, "slags": BADGE[paper.fase]}]


def head(paper):
    """Return the inputs of the page head that all pages of a paper share."""
    changed = f"Ændret {dato_lang(paper.redigeret_den.astimezone(DANSK_TID))} {klokken(paper.redigeret_den)}"
    return {"maerker": badges(paper), "fakta": [paper.nummer, paper.get_sagstype_display(), str(paper.forum), changed]}


@rule("indstilling.se", laesbar)
@require_GET
def vis(request, paper):
    """The paper as it is read: the working text, or for a koordineringspart the version he was sent."""
    if not ask(request.user, "indstilling.laes", paper):
        return show_version(request, paper, paper.versioner.visible_to(request.user).last())
    if paper.er_lukket:
        seen(request, "vis", paper)
    rows = load_rows(paper)
    data = shown(paper, rows)
    return render(request, "indstillinger/indstilling_laes.html", _context(request.user, paper, rows, data))


def _context(user, paper, rows, data):
    found = for_screen(sections(data))
    own = f"/indstillinger/{paper.nummer}/"
    writes = kan_redigeres(paper) and bool(ask(user, "indstilling.rediger", paper))
    acts = _acts(user, paper, own)
    copy = {"label": "Kopiér som ny", "url": f"/indstillinger/ny/?kopi={paper.nummer}"}
    checks = writes or paper.tilstand == Tilstand.TIL_GODKENDELSE
    return {
        **head(paper), "titel": paper.egentlig_titel, "fanetitel": paper.neutral_titel, "sections": found,
        "tilbage_url": "/indstillinger/", "offentlig_titel": paper.titel if paper.titel_lukket else "",
        "links": [{"label": label, "url": f"{own}{page}/"} for label, page in PAGES],
        **_bar(acts, own, writes), "naeste": _next_step(paper, writes), "bemaerkning": _returned_with(paper),
        "tjek": {"tekst": summary(findings(paper, rows, data)), "url": f"{own}tjek/"} if checks else None,
        "gang": gang(user, paper), "laesere": _told_of_closing(user, paper),
        "indhold": _contents(found, open_counts(user, paper), f"{own}kommentarer/"),
        "handlinger": [*({"label": label, "url": f"{own}{page}/"} for label, page in MORE), copy, *acts.values()],
    }  # fmt: skip


def _told_of_closing(user, paper):
    """Return who had a paper that was closed after it was sent, for those who may close and open it."""
    closed = paper.er_lukket and not kan_redigeres(paper) and ask(user, "indstilling.aabn", paper)
    closing = paper.versioner.filter(anledning=Anledning.LUKKET_EFTER).last() if closed else None
    return laesere(paper, before=closing.oprettet_den) if closing else []


def _contents(found, talk, url):
    """Return the sections to jump to, each with what is still being talked about it."""
    return [
        {"id": section.id, "titel": section.titel, "url": f"{url}?felt={section.id}#{section.id}",
         "antal": _comments(talk.get(section.id, 0))}
        for section in found if section.titel
    ]  # fmt: skip


def _comments(antal):
    return f"{antal} kommentar{'er' if antal > 1 else ''}" if antal else ""


def _acts(user, paper, own):
    """Return {verb: menu entry} of what the table lets the person do now."""
    earlier = [one for one in available((REGISTER,), paper, user) if is_imported(paper)]
    verbs = [*available(TRANSITIONS, paper, user), *earlier]
    return {one.name: {"label": one.label, "url": f"{own}{one.rule.partition('.')[2]}/", "fare": one.destructive}
            for one in verbs}  # fmt: skip


def _bar(acts, own, writes):
    """Return the one or two things most likely to be done next, as the buttons of the bar."""
    knap = {name: {"tekst": one["label"], "url": one["url"]} for name, one in acts.items()}
    if writes:
        return {"primaer": {"tekst": "Skriv videre", "url": f"{own}rediger/"}, "anden": knap.get("submit")}
    if "approve" in knap:
        return {"primaer": knap["approve"], "anden": knap.get("send_back")}
    return {"primaer": knap.get("recall") or knap.get("restore"), "anden": None}


def _returned_with(paper):
    """Return what the leader wrote when he sent the paper back, while it is being mended."""
    if paper.fase != Fase.RETURNERET:
        return None
    last = paper.godkendelser.select_related("af").last()
    day = dato_lang(last.den.astimezone(DANSK_TID))
    return {"titel": f"Sendt tilbage af {last.af} {day}", "tekst": last.bemaerkning}


def show_version(request, paper, version):
    """Show a frozen version of a paper to one who may read it; its own titles, nothing newer."""
    is_open = version.aabenhed == Aabenhed.AABEN and not paper.er_lukket
    if not is_open:
        seen(request, "vis", paper)
    printed = printed_version(request.user, paper, version)
    found = for_screen(printed.sections)
    own = f"/indstillinger/{paper.nummer}/"
    name = printed.titel if is_open else f"Lukket indstilling {paper.nummer}"
    context = {
        "titel": printed.titel, "fanetitel": f"Version {version.nr}: {name}", "sections": found,
        "offentlig_titel": printed.offentlig_titel,
        "maerker": [openness_badge(version.aabenhed)], "tilbage_url": "/indstillinger/",
        "fakta": [paper.nummer, f"Version {version.nr}", str(version.get_anledning_display()),
                  f"{dato_lang(version.oprettet_den.astimezone(DANSK_TID))} {klokken(version.oprettet_den)}"],
        "links": [{"label": "Hent PDF", "url": f"{own}versioner/{version.nr}/pdf/"}, *_asked(request.user, paper, own)],
        "gang": gang(request.user, paper), "laesere": [], "indhold": _contents(found, {}, ""),
        "naeste": "", "bemaerkning": None, "tjek": None, "handlinger": [], "primaer": None, "anden": None,
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_laes.html", context)


def printed_version(user, paper, version):
    """Return the document of a version as this reader has it: of an åbent paper perhaps without its lukkede bilag."""
    alt = paper.er_lukket or laeser_alt(user, paper)
    return version_document(version, ur.nu().astimezone(DANSK_TID), lukket=alt)


def _asked(user, paper, own):
    """The page of the koordinering, for those who have one."""
    seen_there = ask(user, "koordinering.laes", paper)
    return [{"label": "Koordinering", "url": f"{own}koordinering/"}] if seen_there else []


def readable_parts(data):
    """Return what becomes readable when a paper is opened: its sections and its bilag."""
    bilag = [f"Bilag {row['felter']['nr']['vaerdi']}" for row in data["raekker"]["bilag"]["raekker"]]
    return [section.titel or "Hovedet" for section in sections(data, working=False) if section.id != "bilag"] + bilag


def for_screen(found):
    """Put resumé and points first, so that what is asked is seen without scrolling; the head becomes "Om sagen"."""
    first = {"resume": 0, "beslutningspunkter": 1, "om": 2}
    named = [replace(section, titel="Om sagen") if section.id == "om" else section for section in found]
    return sorted(named, key=lambda section: first.get(section.id, 3))


def _next_step(paper, writes):
    """Say what happens next and who does it."""
    if paper.fase == Fase.I_KOORDINERING:
        return "Andre er spurgt om sagen. Send den til godkendelse, når de har svaret."
    if paper.tilstand == "kladde":
        return "Skriv færdig." if writes else f"{paper.sagsbehandler} skriver på sagen."
    if paper.tilstand == "til_godkendelse":
        return f"{paper.ansvarlig_leder} læser og godkender."
    return NAESTE[paper.fase]


@rule("indstilling.laes", find_paper)
@require_GET
@one_at_a_time
def pdf(request, paper):
    """The working print; rendered on request, never filed, noted in the access log."""
    return printed_pdf(request, paper, document(paper, ur.nu().astimezone(DANSK_TID)))


def printed_pdf(request, paper, printed):
    """Return the PDF of a document of the paper, noted in the access log."""
    seen(request, "pdf", paper)
    response = HttpResponse(render_pdf(printed), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename(printed)}"'
    return response


@rule("indstilling.laes", find_paper)
@require_GET
def historik(request, paper):
    """Who saved what when, newest first; two entries can be chosen and compared."""
    entries = synlige_udgaver(request.user, paper, udgaver(paper))
    chosen = [request.GET.get(name, "") for name in ("fra", "til")]
    if all(part.isdecimal() for part in chosen):
        return redirect("indstilling_sammenlign", nr=paper.nummer, fra=int(chosen[0]), til=int(chosen[1]))
    if paper.er_lukket:
        seen(request, "historik", paper)
    rows = [
        {"udgave": one, "dato": dato_lang(one.tid.astimezone(DANSK_TID)), "kl": klokken(one.tid)} for one in entries
    ]
    context = {**head(paper), "indstilling": paper, "raekker": rows[::-1], "sidste": len(entries),
               "tilbage_url": f"/indstillinger/{paper.nummer}/"}  # fmt: skip
    return render(request, "indstillinger/indstilling_historik.html", context)


@rule("indstilling.laes", find_paper)
@require_GET
def sammenlign(request, paper, fra, til):
    """The words that changed between two entries of the history; 404 for an entry that does not exist."""
    entries = {one.nr: one for one in synlige_udgaver(request.user, paper, udgaver(paper))}
    if fra == til or not {fra, til} <= set(entries):
        raise Http404
    fra, til = entries[min(fra, til)], entries[max(fra, til)]
    if paper.er_lukket or fra.aabenhed != "aaben" or til.aabenhed != "aaben":
        seen(request, "historik", paper)
    changes = compare(content_at(paper, fra), content_at(paper, til))
    context = {
        **head(paper), **shown_diff(changes), "indstilling": paper, "fra": fra, "til": til,
        "overskrift": f"Udgave {fra.nr} og {til.nr}", "tilbage_url": f"/indstillinger/{paper.nummer}/historik/",
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_sammenlign.html", context)
