"""One item as its readers have it: the sent text, what changed since they read it, on to the next (40 §7.1)."""

from math import ceil

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indstillinger.document import without_closed
from indstillinger.document_moede.indstilling import punkt_document, version_sections
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Punktart, Punkttilstand, Referattilstand
from indstillinger.forms.afvikling import details
from indstillinger.models import (
    Dagsordenspunkt,
    Indstillingsversion,
    Punktversion,
    Referatpunkt,
    Standardtekst,
    Udsendelse,
    Udsendelsespunkt,
)
from indstillinger.models.laesestatus import LAEST, statuses
from indstillinger.rules_moede import er_medlem
from indstillinger.views.byg_find import byg_url
from indstillinger.views.find_moede import adresse, fanetitel, naboer, noted, numbered, punktadresse, titel
from indstillinger.views.find_moede import punkt as find_punkt
from indstillinger.views.laes import for_screen, openness_badge
from indstillinger.views.moede_laes import MAERKER
from indstillinger.views.vis_diff import shown_diff
from indstillinger.workflow.laesning import mark_read
from indstillinger.workflow.punktindhold import item_content
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.history.diff import compare
from mso_portal.motor.models import Fil
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.rigtekst import plain

UDELADT = {"bilag", "tjek", "godkendt"}
ORD_I_MINUTTET, MINUTTER_PR_SIDE = 200, 0.75


@rule("punkt.laes", find_punkt)
@require_http_methods(["GET", "POST"])
def vis(request, punkt):
    """Show what was sent; a post notes that the reader has read it and goes on to the next item."""
    items = numbered(request.user, punkt.moede)
    if request.method == "POST":
        return _read(request, punkt, items)
    noted(request, punkt)
    return render(request, "indstillinger/punkt_laes.html", _context(request, punkt, items))


def _read(request, punkt, items):
    """Note the reading of exactly what the page showed; a newer sending is still unread."""
    shown = request.POST.get("udsendt", "")
    rows = Udsendelsespunkt.objects.filter(punkt=punkt, udsendelse__sendt_den__isnull=False)
    row = rows.select_related("punkt__moede").filter(pk=shown).first() if shown.isdecimal() else None
    if row is not None:
        mark_read(row, by=request.user)
    _, after = naboer(items, punkt)
    if after is None:
        messages.success(request, _all_read(request.user, punkt, items))
    return redirect(punktadresse(after) if after else adresse(punkt.moede))


def _all_read(user, punkt, items):
    read = statuses(user, punkt.moede, items)
    left = [one for one in read.values() if one.nyeste and one.maerke != LAEST]
    rest = "1 punkt" if len(left) == 1 else f"{len(left)} punkter"
    return f"Du mangler at læse {rest}." if left else "Du har læst alle punkter."


def _context(request, punkt, items):
    user = request.user
    everything = Dagsordenspunkt.objects.ville_laese(user, alt=True).filter(pk=punkt.pk).exists()
    status = statuses(user, punkt.moede, [punkt])[punkt.pk]
    sent = _sent(punkt)
    sections = [one for one in for_screen(_sections(punkt, sent, everything)) if one.id not in UDELADT]
    attached = _attachments(punkt, sent, everything)
    before, after = naboer(items, punkt)
    return {
        "punkt": punkt, "titel": titel(punkt), "fanetitel": fanetitel(punkt), "sections": sections,
        "maerker": _badges(punkt, status), "tilbage_url": adresse(punkt.moede), "tilbage_tekst": str(punkt.moede),
        "fakta": _facts(punkt, items, sections, attached), "bilag": attached, "links": _links(user, punkt),
        "indhold": [one for one in sections if one.titel], "aendringer": _changes(request, punkt, sent, everything),
        "rettet_url": _changed_url(punkt, status), "udfald": _outcome(punkt), "udsendt": punkt.udsendt_id,
        "udgaaet": f"Punktet udgår: {punkt.grund}" if punkt.tilstand == Punkttilstand.TRUKKET else "",
        "primaer": _bar(punkt, after), "url": punktadresse(punkt),
        "forrige": {"tekst": "Forrige", "url": punktadresse(before)} if before else None,
        "naeste": {"tekst": f"Gå til punkt {after.nummer}", "url": punktadresse(after)} if after else None,
    }  # fmt: skip


def _sent(punkt):
    """Return the version its readers read: a paper's, a text's, or None for what was raised in the meeting."""
    if punkt.sendt_version_id:
        rows = Indstillingsversion.objects.select_related("indstilling")
        return rows.get(pk=punkt.sendt_version_id)
    return Punktversion.objects.filter(pk=punkt.sendt_punktversion_id).first()


def _sections(punkt, sent, everything):
    said = {"moede": punkt.moede, "nummer": punkt.nummer, "minutter": punkt.minutter, "lukket": everything}
    if isinstance(sent, Indstillingsversion):
        return version_sections(sent, **said)
    content = sent.indhold if sent else item_content(punkt)
    if punkt.art == Punktart.INDSTILLING:
        return []
    # Raised in the meeting: no sending, so the document gets the mark of none.
    made = punkt_document(punkt, content, dato=ur.nu().astimezone(DANSK_TID), udsendelse=Udsendelse(nr=0), **said)
    return made.sections


def _attachments(punkt, sent, everything):
    """Return what is attached, each with where it is read; lukkede only to who reads all of the item."""
    if isinstance(sent, Indstillingsversion):
        rows = [row["felter"] for row in sent.indhold["raekker"]["bilag"]["raekker"]]
        own = [(int(row["nr"]["raa"] or row["nr"]["vaerdi"]), row["titel"]["vaerdi"], row["aabenhed"]["raa"],
                row.get("fil", {}).get("raa"), f"/indstillinger/{sent.indhold['nummer']}/bilag/{{}}/vis/")
               for row in rows]  # fmt: skip
    else:
        own = []
    url = f"{punktadresse(punkt)}bilag/{{}}/vis/"
    own += [(one.nr, one.titel, one.aabenhed, one.fil_id, url) for one in punkt.punktbilag.order_by("nr")
            if one.uddelt_paa_moedet or _is_sent_with(one, sent)]  # fmt: skip
    files = Fil.objects.in_bulk([pk for *_, pk, _ in own if pk])
    return [
        {"nr": nr, "titel": name or f"Bilag {nr}", "url": to.format(nr) if pk else "", "sider": _pages(files.get(pk)),
         "fil": str(files[pk]) if pk in files else "", "lukket": openness != Aabenhed.AABEN}
        for nr, name, openness, pk, to in own if everything or openness == Aabenhed.AABEN
    ]  # fmt: skip


def _is_sent_with(bilag, sent):
    """What was put on after the sending waits for a tillæg; of an item raised in the meeting there was no sending."""
    if isinstance(sent, Indstillingsversion):
        return False
    return sent is None or str(bilag.uuid) in {row["uuid"] for row in sent.indhold["bilag"]}


def _pages(fil):
    return fil.sider or 0 if fil else 0


def _facts(punkt, items, sections, attached):
    keys = [one.pk for one in items]
    words = sum(len(plain(text).split()) for one in sections for block in one.blocks for text in block.strings())
    minutes = ceil(words / ORD_I_MINUTTET + MINUTTER_PR_SIDE * sum(one["sider"] for one in attached))
    nr = str(keys.index(punkt.pk) + 1)
    place = f"Punkt {punkt.nummer}" + ("" if punkt.nummer == nr else f", nummer {nr}") + f" af {len(keys)}"
    return [place, f"{punkt.minutter} min. på mødet", f"ca. {max(minutes, 1)} {_plural(max(minutes, 1))} læsning"]


def _plural(minutes):
    return "minuts" if minutes == 1 else "minutters"


def _badges(punkt, status):
    own = punkt.indstilling.aabenhed if punkt.indstilling_id else punkt.aabenhed
    badges = [openness_badge(own)] if punkt.art != Punktart.PAUSE else []
    if punkt.tilstand not in (Punkttilstand.OPTAGET, Punkttilstand.TRUKKET):
        return [*badges, {"tekst": punkt.get_tilstand_display(), "slags": "neutral"}]
    return [*badges, MAERKER[status.maerke]]


def _changed_url(punkt, status):
    """Where the changes since the reader's own reading are shown; "" when there are none."""
    before = status.laest_version
    if before is None or not before.version_id:
        return ""
    return f"{punktadresse(punkt)}?siden={before.version_id}"


def _changes(request, punkt, sent, everything):
    """Return the comparison with a version sent before, asked for by ?siden=; None when nothing was asked."""
    asked = request.GET.get("siden", "")
    if not asked.isdecimal() or not isinstance(sent, Indstillingsversion):
        return None
    rows = Udsendelsespunkt.objects.filter(punkt=punkt, udsendelse__sendt_den__isnull=False, version=asked)
    row = rows.select_related("version").order_by("pk").first() if len(asked) < 10 else None
    if row is None:
        raise Http404
    return shown_diff(compare(_readable(row.version, everything), _readable(sent, everything)))


def _readable(version, everything):
    return version.indhold if everything else without_closed(version.indhold)


def _outcome(punkt):
    """Return what was decided, once the minutes are godkendt; one query, two with the forum's own words."""
    rows = Referatpunkt.objects.filter(punkt=punkt, slags="besluttet", referat__tilstand=Referattilstand.GODKENDT)
    rows = list(rows.select_related("referat", "ansvarlig", "udsat_til__forum", "oversendt_til")
                .order_by("-referat__nr", "raekkefoelge", "pk"))  # fmt: skip
    if not rows:
        return []
    words = Standardtekst.labels(punkt.moede.forum)
    newest = [one for one in rows if one.referat_id == rows[0].referat_id]
    return [{"tekst": one.foreslaaet or one.ordlyd, "detaljer": details(one), "udfald": {
        "tekst": words.get(one.udfald, ""), "slags": "info", "ordlyd": one.ordlyd if one.foreslaaet else ""}}
        for one in newest]  # fmt: skip


def _links(user, punkt):
    found = []
    if punkt.moede.tilstand in ("i_gang", "afholdt") and er_medlem(user, punkt.moede):
        found.append({"label": "Afvikling", "url": punktadresse(punkt, "afvikling")})
    if punkt.tilstand == Punkttilstand.OPTAGET and ask(user, "punkt.udeluk", punkt) and er_medlem(user, punkt.moede):
        found.append({"label": "Meld inhabilitet", "url": byg_url(punkt.moede, f"{punkt.uuid}/inhabilitet/")})
    return found


def _bar(punkt, after):
    if punkt.udsendt_id is None:
        return None
    return {"tekst": f"Læst, gå til punkt {after.nummer}" if after else "Læst, til dagsordenen"}
