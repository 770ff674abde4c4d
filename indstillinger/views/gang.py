"""Sagens gang: the meetings a paper has been to, what came of it there, and the decisions it belongs to."""

from django.db.models import Prefetch

from indstillinger.models import Beslutning, Dagsordenspunkt, Indstilling
from indstillinger.models.moede import Moede
from mso_portal.vaerdier.datoer import dato_lang


def gang(user, paper):
    """Return the table of a paper's course as the person may see it, or None when there is nothing to tell.

    No query for a paper (read `med_fase()`) that never was on an agenda; two for one that was, one more for the
    decision it takes up again.
    """
    if paper.punkttilstand is None and paper.vedroerer_id is None:
        return None
    decided = Beslutning.objects.visible_to(user).select_related("referatpunkt").order_by("nummer")
    places = (
        Dagsordenspunkt.objects.filter(indstilling=paper, moede__in=Moede.objects.visible_to(user).order_by())
        .visible_to(user).select_related("moede__forum", "udsat_til")
        .prefetch_related(Prefetch("beslutninger", decided)).order_by("moede__dato", "pk")
    )  # fmt: skip
    rows = [*_origin(user, paper), *(_place(one) for one in places), *_later(user, paper)]
    return {"kolonner": [{"tekst": text} for text in ("Hvad", "Hvornår", "Udfald")], "raekker": rows} if rows else None


def _row(tekst, url, dato, udfald):
    return {"celler": [{"tekst": tekst, "url": url}, {"label": "Hvornår", "tekst": dato, "fast": True},
                       {"label": "Udfald", "tekst": udfald}]}  # fmt: skip


def _place(punkt):
    moede = punkt.moede
    nummer = f", punkt {punkt.nummer}" if punkt.nummer else ""
    url = f"/moeder/{moede.noegle}/" + (f"punkt/{punkt.nummer}/" if punkt.nummer else "")
    return _row(f"{moede.forum}{nummer}", url, dato_lang(moede.dato), _outcome(punkt))


def _outcome(punkt):
    numbers = ", ".join(f"{one.nummer} {one.referatpunkt.get_udfald_display().lower()}" for one in
                        punkt.beslutninger.all())  # fmt: skip
    if numbers:
        return numbers
    until = f" til {dato_lang(punkt.udsat_til.dato)}" if punkt.udsat_til else ""
    return punkt.get_tilstand_display() + until


def _origin(user, paper):
    """The decision this paper takes up again, changes or follows up."""
    if not paper.vedroerer_id:
        return []
    found = Beslutning.objects.visible_to(user).select_related("punkt__moede").filter(pk=paper.vedroerer_id).first()
    return [_decision(found, paper.get_vedroerer_art_display())] if found else []


def _decision(beslutning, art):
    url = f"/beslutninger/{beslutning.nummer}/"
    return _row(f"{art} {beslutning.nummer}", url, dato_lang(beslutning.punkt.moede.dato),
                beslutning.get_status_display())  # fmt: skip


def _later(user, paper):
    """Papers about what was decided here, of those the person may read."""
    if paper.tilstand != Indstilling.Tilstand.BEHANDLET:
        return []
    papers = Indstilling.objects.laesbare(user).filter(vedroerer__punkt__indstilling=paper).order_by("nummer")
    return [_row(f"{one.get_vedroerer_art_display()} sagen: {one.nummer}", f"/indstillinger/{one.nummer}/",
                 dato_lang(one.oprettet_den), one.get_tilstand_display()) for one in papers]  # fmt: skip
