"""What a meeting asks of a person: to be built, sent, read, written up, commented and approved (11 §10)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from indstillinger.enums_moede import Moedetilstand, Referattilstand
from indstillinger.models import Laesning, Moede, Referat, Referatkommentar, Udsendelse, Udsendelsespunkt
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID, dag_maaned, dato_lang

NEAR = timedelta(days=4)


def meeting_rows(user):
    """Return the rows of "Kræver din handling" that meetings and minutes give a person, soonest frist first: two
    queries beside the rights."""
    rows = [row for moede in _meetings(user) for row in _of_meeting(user, moede)]
    rows += [row for referat in _minutes(user) for row in _of_minutes(user, referat)]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _meetings(user):
    """The meetings a person shall build or read for: not held yet, and not far away."""
    sent = Udsendelse.objects.filter(moede=OuterRef("pk"), modtagere__bruger=user, sendt_den__isnull=False)
    shown = Udsendelsespunkt.objects.filter(udsendelse__moede=OuterRef("pk"), udsendelse__modtagere__bruger=user,
                                            udsendelse__sendt_den__isnull=False)  # fmt: skip
    unread = shown.exclude(maerke__in=["uaendret", "udgaar"]).exclude(
        Exists(Laesning.objects.filter(bruger=user, udsendelsespunkt=OuterRef("pk")))
    )
    out = Udsendelse.objects.filter(moede=OuterRef("pk"), slags="dagsorden", sendt_den__isnull=False)
    today = Moede.objects.filter(tilstand=Moedetilstand.PLANLAGT, dato__gte=ur.i_dag(), historisk=False)
    own = today.forberedes_af(user).order_by().values("pk")
    return (
        today.filter(Q(pk__in=own) | Q(Exists(sent)))
        .annotate(er_sendt=Exists(out), er_min=Exists(today.filter(pk=OuterRef("pk"), pk__in=own)),
                  skal_laeses=Exists(unread))
        .filter(dato__lte=ur.i_dag() + timedelta(days=21)).select_related("forum").order_by("dato")
    )  # fmt: skip


def _of_meeting(user, moede):
    url = f"/moeder/{moede.noegle}/"
    if moede.er_min and not moede.er_sendt and moede.frist_udsendelse <= ur.nu() + NEAR:
        yield moede.frist_udsendelse, _row("Udsend dagsorden", moede, f"{url}byg/", _frist(moede.frist_udsendelse))
    if moede.skal_laeses:
        yield moede.begynder, _row("Læs til mødet", moede, url, f"Mødet er den {dato_lang(moede.dato)}")


def _minutes(user):
    """The minutes in work that wait for this person: to be sent, commented or approved."""
    fora = [one.forum for one in user.rettigheder.medlemskaber if one.rolle == "sekretaer"]
    own = Q(moede__forum__in=fora) | Q(moede__sekretaer=user)
    member = Q(moede__forum__in=[one.forum for one in user.rettigheder.medlemskaber if one.rolle != "sekretaer"])
    said = Referatkommentar.objects.filter(referat=OuterRef("pk"), oprettet_af=user)
    unanswered = Referatkommentar.objects.filter(referat=OuterRef("pk"), svar="")
    return (
        Referat.objects.exclude(tilstand=Referattilstand.GODKENDT)
        .filter(own | member | Q(godkender=user), moede__tilstand=Moedetilstand.AFHOLDT)
        .annotate(har_svaret=Exists(said), ubesvarede=Exists(unanswered), min=Exists(
            Referat.objects.filter(own, pk=OuterRef("pk"))))
        .select_related("moede__forum").order_by("moede__dato")
    )  # fmt: skip


def _of_minutes(user, referat):
    moede, url = referat.moede, f"/moeder/{referat.moede.noegle}/referat/{referat.nr}/"
    if referat.tilstand == Referattilstand.KLADDE:
        if referat.min:
            yield moede.frist_referat, _row("Send referatet til kommentering", moede, url, _frist(moede.frist_referat))
        return
    if referat.min and referat.ubesvarede:
        yield referat.kommentarfrist, _row("Svar på bemærkninger til referatet", moede, f"{url}kommentarer/",
                                           _frist(referat.kommentarfrist))  # fmt: skip
    over = referat.kommentarfrist <= ur.nu()
    if referat.godkender_id == user.pk and over and not referat.ubesvarede:
        yield referat.kommentarfrist, _row("Godkend referat", moede, url, "Fristen for bemærkninger er udløbet")
    elif not over and not referat.min and not referat.har_svaret:
        yield referat.kommentarfrist, _row("Læs referatet", moede, url, _frist(referat.kommentarfrist))


def _frist(moment):
    late = ", over frist" if moment and moment <= ur.nu() else ""
    return f"Frist {dag_maaned(moment.astimezone(DANSK_TID))}{late}" if moment else ""


def _row(verbum, moede, url, why):
    return {"verbum": verbum, "titel": str(moede), "url": url, "hvorfor": why, "forum": moede.forum, "moede": None}
