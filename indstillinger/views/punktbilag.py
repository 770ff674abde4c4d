"""Files of a tekst item and papers handed out: the bytes, and the pages one by one, as a paper's bilag are shown."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from indstillinger.enums import Aabenhed
from indstillinger.models import Punktbilag
from indstillinger.views.bilag import MIME, _page, _sent, _waiting
from indstillinger.views.find_moede import punkt as find_punkt
from indstillinger.views.find_moede import punktadresse
from indstillinger.views.laes import openness_badge
from indstillinger.workflow.punktbilag import given
from mso_portal.motor.access import rule
from mso_portal.motor.filer import open_fil, open_side
from mso_portal.motor.log import seen
from mso_portal.motor.models import Filside


def bilag(user, noegle, nummer, n):
    """Return the bilag of a numbered item among those its readers were given and the person may read; 404 alike for
    invisible and missing."""
    punkt = find_punkt(user, noegle, nummer)
    rows = given(punkt, Punktbilag.objects.visible_to(user).filter(punkt=punkt))
    row = get_object_or_404(rows.select_related("fil"), nr=n)
    row.punkt = punkt
    return row


def _name(row, ending):
    return f"{row.punkt.moede.noegle}-punkt-{row.punkt.nummer}-bilag-{row.nr}{ending}"


def _note(request, row):
    if row.punkt.er_lukket or row.aabenhed != Aabenhed.AABEN:
        seen(request, "vis", row.punkt)


@rule("punktbilag.laes", bilag)
@require_GET
def hent(request, row):
    """The file as it came. Its name tells meeting, item and number only."""
    stream = open_fil(row.fil)
    seen(request, "fil", row.punkt)
    return _sent(stream, MIME[row.fil.type], _name(row, f".{row.fil.type}"), True)


@rule("punktbilag.laes", bilag)
@require_GET
def side(request, row, side):
    """One page as a picture, for the viewer."""
    page = get_object_or_404(Filside.objects.select_related("fil"), fil=row.fil_id, nr=side)
    stream = open_side(page)
    _note(request, row)
    return _sent(stream, "image/png", _name(row, f"-side-{side}.png"), False)


@rule("punktbilag.laes", bilag)
@require_GET
def vis(request, row):
    """The pages one by one with their text; an Office file by name, kind and size."""
    if row.fil is None:
        raise Http404
    _note(request, row)
    ready = row.fil.tilstand == "ok"
    own = f"{punktadresse(row.punkt)}bilag/{row.nr}/"
    page = _page(request, row, own) if ready and row.fil.sider else None
    context = {
        "fanetitel": f"Bilag {row.nr} til punkt {row.punkt.nummer}", "titel": row.titel or f"Bilag {row.nr}",
        "side": page, "maerker": [openness_badge(row.aabenhed)], "tilbage_url": punktadresse(row.punkt),
        "fakta": [f"Bilag {row.nr}", *(["Uddelt på mødet"] if row.uddelt_paa_moedet else [])],
        "tilbage_tekst": f"Tilbage til punkt {row.punkt.nummer}", "besked": _waiting(row.fil, page),
        "links": [{"label": f"Hent original ({row.fil})", "url": own}] if ready else [],
        "fil": [{"navn": "Filnavn", "vaerdi": row.filnavn}, {"navn": "Type og størrelse", "vaerdi": str(row.fil)}],
    }  # fmt: skip
    return render(request, "indstillinger/punktbilag_vis.html", context)
