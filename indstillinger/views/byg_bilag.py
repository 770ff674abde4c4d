"""The files of a tekst item while its agenda is built: what is there, one more, the bytes, one taken off."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from indstillinger.enums_moede import Moedetilstand, Punktart
from indstillinger.forms.dagsorden import Bekraeft
from indstillinger.forms.punktbilag import Punktbilagform
from indstillinger.models import Punktbilag
from indstillinger.views.bilag import MIME, _sent
from indstillinger.views.byg_find import SIDE, byg_url, neutral, verb_page
from indstillinger.views.byg_find import punkt as find_punkt
from indstillinger.views.modtag import take_in
from indstillinger.workflow.punktbilag import ER_GIVET, add_punktbilag, is_removable, remove_punktbilag, sent_uuids
from mso_portal.motor.access import rule
from mso_portal.motor.filer import open_fil
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.views.side import posted

BEGGE = require_http_methods(["GET", "POST"])


def text_item(user, noegle, uuid):
    """Return a tekst item that the person reads, else 404."""
    punkt = find_punkt(user, noegle, uuid)
    if punkt.art != Punktart.TEKST:
        raise Http404
    return punkt


def _own(punkt):
    return byg_url(punkt.moede, f"{punkt.uuid}/bilag/")


def _rows(user, punkt):
    return Punktbilag.objects.visible_to(user).filter(punkt=punkt).select_related("fil").order_by("nr")


def _row(user, punkt, uuid):
    row = get_object_or_404(_rows(user, punkt), uuid=uuid)
    row.punkt = punkt
    return row


@rule("punkt.rediger", text_item)
@BEGGE
def bilag(request, punkt):
    """The files of the item; a post puts one more on."""
    form = Punktbilagform(posted(request), request.FILES or None, punkt=punkt)
    if request.POST.get("noegle"):
        take_in(form)
    running = punkt.moede.tilstand == Moedetilstand.I_GANG
    return verb_page(
        request, form, partial(add_punktbilag, punkt), punkt=punkt, skabelon="indstillinger/byg_bilag.html",
        titel=f"Bilag til {neutral(punkt)}", tilbage=(byg_url(punkt.moede), SIDE), knap="Vedlæg filen",
        besked="Filen er vedlagt.", videre=_own(punkt), effekter=_effects(punkt, running),
        bilag=_lines(request.user, punkt),
    )  # fmt: skip


def _effects(punkt, running):
    found = ["Punktet er lukket, så filen bliver også lukket."] if punkt.er_lukket else []
    if running:
        return [*found, "Filen er uddelt på mødet: punktets læsere kan se den med det samme."]
    return [*found, "Punktet er sendt. Filen kommer med i et tillæg."] if punkt.nummer else found


def _lines(user, punkt):
    own, sent = _own(punkt), sent_uuids(punkt)
    return [
        {"tekst": f"Bilag {row.nr}: {row.titel}", "url": f"{own}{row.uuid}/", "navn": f"bilag {row.nr}",
         "note": f"{row.filnavn}, {row.fil}, {row.get_aabenhed_display().lower()}",
         "fjern_url": f"{own}{row.uuid}/fjern/" if is_removable(row, sent) else ""} for row in _rows(user, punkt)
    ]  # fmt: skip


@rule("punkt.rediger", text_item)
@require_GET
def hent(request, punkt, bilag):
    """The file as it came, before the item has a number that its readers' address would need."""
    row = _row(request.user, punkt, bilag)
    stream = open_fil(row.fil)
    seen(request, "fil", punkt)
    return _sent(stream, MIME[row.fil.type], f"{punkt.moede.noegle}-bilag-{row.nr}.{row.fil.type}", True)


@rule("punkt.rediger", text_item)
@BEGGE
def fjern(request, punkt, bilag):
    """Take a file off that nobody has been given; the second press finds it done."""
    rows = _rows(request.user, punkt).filter(uuid=bilag)
    row = rows.first() if request.method == "POST" else get_object_or_404(rows)
    if row is not None:
        row.punkt = punkt
        if not is_removable(row, sent_uuids(punkt)):
            raise NotNow(ER_GIVET)
    return verb_page(
        request, Bekraeft(posted(request)), partial(_remove, row), punkt=punkt, fare=True, videre=_own(punkt),
        titel=f"Fjern bilag {row.nr}" if row else "Fjern bilag", tilbage=(_own(punkt), "Bilag"), knap="Fjern bilaget",
        manchet=row.titel if row else "", besked="Bilaget er fjernet.",
        effekter=["Bilagene efter det rykker et nummer op."],
    )  # fmt: skip


def _remove(row, by):
    if row is None:
        raise NotNow("Bilaget er allerede fjernet.")
    remove_punktbilag(row, by=by)
