"""What stands in for the parameters of each address of meetings, decisions and tasks."""

from indstillinger.models import Aarshjulspunkt, Punktdeltager, Referatkommentar, Standardpunkt, Udelukkelse


def _fast(**parametre):
    return [("-", "-", parametre)]


# The phases in which who may do something differs; where a page is merely read, all of them are asked.
VALGTE = ("planlagt", "udsendt", "i_gang", "referat_godkendt")


def alle_moeder(verden):
    """Return every meeting of the world as (phase, "-", parameters)."""
    return [(fase, "-", {"noegle": moede.noegle}) for fase, moede in verden.moeder.items()]


def moeder(verden, *flere, **mere):
    """Return the meetings of the chosen phases, and of those in `flere`."""
    return [(fase, "-", {"noegle": verden.moeder[fase].noegle, **mere}) for fase in (*VALGTE, *flere)]


def _own(verden):
    return [(key, punkt) for key, punkt in verden.punkter.items() if key[0] in verden.moeder]


def alle_punkter(verden, **mere):
    """Return every item that was sent, by its number."""
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "nummer": punkt.nummer, **mere})
        for (fase, aabenhed), punkt in _own(verden) if punkt.nummer
    ]  # fmt: skip


def punkter(verden, **mere):
    """Return the sent items of the chosen phases."""
    return [one for one in alle_punkter(verden, **mere) if one[0] in VALGTE]


def tekstpunkter(verden, **mere):
    """Return the items of a running meeting: they have a text, and so a file, of their own."""
    return [one for one in punkter(verden, **mere) if one[0] == "i_gang"]


def _byggede(verden, **mere):
    """Return the items of two phases by uuid: not sent yet, and sent."""
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": punkt.uuid, **mere})
        for (fase, aabenhed), punkt in _own(verden) if fase in ("planlagt", "udsendt")
    ]  # fmt: skip


def _med_bilag(verden, *faser):
    """Return the text items by uuid, each with its newest file."""
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": punkt.uuid,
                          "bilag": punkt.punktbilag.order_by("-nr").first().uuid})
        for (fase, aabenhed), punkt in _own(verden) if fase in faser
    ]  # fmt: skip


def _tekst_byggede(verden):
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": punkt.uuid})
        for (fase, aabenhed), punkt in _own(verden) if fase in ("planlagt", "i_gang")
    ]  # fmt: skip


def _deltagere(verden):
    rows = Punktdeltager.objects.select_related("punkt__moede").order_by("pk")
    found = {one.punkt_id: one for one in rows}
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": punkt.uuid, "deltager": found[punkt.pk].uuid})
        for (fase, aabenhed), punkt in _own(verden) if fase in ("planlagt", "udsendt") and punkt.pk in found
    ]  # fmt: skip


def _udelukkelser(verden):
    found = {one.punkt_id: one.pk for one in Udelukkelse.objects.order_by("pk")}
    return [
        (fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": punkt.uuid, "pk": found[punkt.pk]})
        for (fase, aabenhed), punkt in _own(verden) if fase == "udsendt"
    ]  # fmt: skip


def referater(verden):
    """Return every version of minutes."""
    return [(fase, "-", {"noegle": verden.moeder[fase].noegle, "nr": 1}) for fase in verden.referater]


def _kommentarer(verden):
    rows = Referatkommentar.objects.select_related("referat__moede", "punkt").order_by("pk")
    return [("til_kommentering", "lukket" if one.punkt.er_lukket else "aaben",
             {"noegle": one.referat.moede.noegle, "nr": 1, "kommentar": one.pk}) for one in rows]  # fmt: skip


def beslutninger(verden):
    return [(fase, aabenhed, {"nummer": one.nummer}) for (fase, aabenhed), one in verden.beslutninger.items()]


def opgaver(verden):
    """Return a draft and a given task, of an åbent and a lukket item."""
    return [(fase, aabenhed, {"nr": one.nummer}) for (fase, aabenhed), one in verden.opgaver.items()
            if fase in ("i_gang", "referat_godkendt")]  # fmt: skip


def _optag(verden):
    """A paper that stands on an agenda already, for each openness."""
    return [
        ("planlagt", aabenhed, {"noegle": verden.moeder["planlagt"].noegle, "nr": verden.ledige[aabenhed].nummer})
        for aabenhed in ("aaben", "lukket")
    ]  # fmt: skip


def _aarshjul(verden, **mere):
    return _fast(uuid=Aarshjulspunkt.objects.get().uuid, **mere)


def _forum(verden, **mere):
    return _fast(kode=verden.forum.kode, **mere)


def _standardpunkt(verden):
    return _forum(verden, pk=Standardpunkt.objects.get().pk)


def _udsendelser(verden):
    return [(fase, "-", {"noegle": verden.moeder[fase].noegle, "nr": 1}) for fase in verden.udsendelser]


def _dokumenter(verden):
    return [(fase, aabenhed, {"noegle": verden.moeder[fase].noegle, "uuid": one.uuid})
            for (fase, aabenhed), one in verden.dokumenter.items()]  # fmt: skip


MOEDEGENSTANDE = {
    "aarshjul_ny": _forum,
    "aarshjul_tag": _aarshjul,
    "aarshjul_ret": _aarshjul,
    "aarshjul_slet": _aarshjul,
    "aarshjul_aar": lambda verden: _aarshjul(verden, aar=2021),
    "aarshjul_spring_over": lambda verden: _aarshjul(verden, aar=2021),
    "moede_laes": alle_moeder,
    "moede_ret": moeder,
    "moede_aflys": moeder,
    "moede_byg": moeder,
    "moede_start": moeder,
    "moede_afslut": moeder,
    "moede_genaabn": lambda verden: moeder(verden, "afholdt"),
    "moede_fremmoede": moeder,
    "moede_afvikling": moeder,
    "moede_arkiv": lambda verden: [*moeder(verden, udgave="aaben"), *moeder(verden, udgave="fuld")],
    "punkt_optag": _optag,
    "punkt_nyt": moeder,
    "punkt_pause": moeder,
    "punkt_ret": _byggede,
    "punkt_bilag": _tekst_byggede,
    "punkt_bilag_hent": lambda verden: _med_bilag(verden, "planlagt", "i_gang"),
    "punkt_bilag_fjern": lambda verden: _med_bilag(verden, "planlagt"),
    "punkt_flyt": _byggede,
    "punkt_fjern": _byggede,
    "punkt_udgaar": _byggede,
    "punkt_deltagere": _byggede,
    "punkt_deltager_fjern": _deltagere,
    "punkt_inhabilitet": _byggede,
    "punkt_ophaev": _udelukkelser,
    "forum_moeder": _forum,
    "forum_standardpunkt_ny": _forum,
    "forum_standardpunkt": _standardpunkt,
    "forum_standardpunkt_slet": _standardpunkt,
    "forum_standardtekst": lambda verden: _forum(verden, udfald="vedtaget"),
    "kalender_ics": lambda verden: _fast(noegle="findes-ikke"),
    "punkt_laes": alle_punkter,
    "punktbilag_hent": lambda verden: tekstpunkter(verden, n=1),
    "punktbilag_vis": lambda verden: tekstpunkter(verden, n=1),
    "punktbilag_side": lambda verden: tekstpunkter(verden, n=1, side=1),
    "punkt_afvikling": punkter,
    "punkt_afvikling_felt": punkter,
    "punkt_alle": punkter,
    "punkt_behandl": punkter,
    "punkt_ikke_naaet": punkter,
    "punkt_udsaet": punkter,
    "punkt_fravaer": punkter,
    "punkt_uddel": punkter,
    "referat": moeder,
    "referat_delreferater": moeder,
    "referat_version": referater,
    "referat_send": referater,
    "referat_tag_tilbage": referater,
    "referat_godkend": referater,
    "referat_ret": referater,
    "referat_kommentarer": referater,
    "referat_svar": _kommentarer,
    "beslutning_eksport": lambda verden: [*_fast(kind="csv"), *_fast(kind="xlsx")],
    "beslutning": beslutninger,
    "beslutning_udfoert": beslutninger,
    "beslutning_bortfald": beslutninger,
    "beslutning_ny_indstilling": beslutninger,
    **dict.fromkeys(
        ("opgave_vis", "opgave_fil", "opgave_tildel", "opgave_afvis", "opgave_flyt", "opgave_udskyd",
         "opgave_bed_om_frist", "opgave_meld", "opgave_kladde", "opgave_luk", "opgave_genaabn", "opgave_bortfald"),
        opgaver,
    ),
    "udsendelser": moeder,
    "udsendelse": _udsendelser,
    "udsendelse_klargoer": moeder,
    "udsendelse_send": _udsendelser,
    "moede_dokument": _dokumenter,
}  # fmt: skip
