"""Items without a paper: with a text of their own, and pauses (11 §3)."""

from indstillinger.enums import Aabenhed, Sagstype
from indstillinger.enums_moede import Moedetilstand, Punktart
from indstillinger.models import Punktbilag
from indstillinger.workflow.punktlaas import add_item, check_usable, editing, minutes_of, open_item
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import save

MAKS_PUNKTBILAG = 20
LUKKEDE = ("titel_lukket", "hjemmel", "begrundelse")
TEKSTFELTER = ("titel", "sagstype", "aabenhed", "tekst", "sti", *LUKKEDE)


def add_frit_punkt(
    moede, titel, *, by, sagstype, aabenhed, tekst="", filer=(), sti="", minutter=None, titel_lukket="", hjemmel="",
    begrundelse="", noegle=None,
):  # fmt: skip
    """Add a tekst item last; in a running meeting it is "rejst på mødet" and numbered at once.

    `filer` are dicts of Punktbilag (titel, fil, filnavn, aabenhed …); `sti` is a page of the portal. Returns the item,
    or None for a used `noegle`.
    """
    own = own_text(titel=titel, sagstype=sagstype, aabenhed=aabenhed, tekst=tekst, sti=sti,
                   titel_lukket=titel_lukket, hjemmel=hjemmel, begrundelse=begrundelse)  # fmt: skip
    with editing(moede, by, "punkt.opret", noegle) as (moede, rows):
        if moede is None:
            return None
        require(by, "punkt.opret", moede)
        check_usable(moede)
        punkt = add_item(moede, rows, by, art=Punktart.TEKST, minutter=minutes_of(moede, minutter), **own)
        _attach(punkt, filer, by)
        log_event("punkt.opret", punkt, by, til=punkt.tilstand)
    return punkt


def add_pause(moede, *, by, minutter=15, noegle=None):
    """Add a pause last: it takes time and has no number. None for a used `noegle`."""
    with editing(moede, by, "punkt.opret", noegle) as (moede, rows):
        if moede is None:
            return None
        require(by, "punkt.opret", moede)
        check_usable(moede)
        punkt = add_item(moede, rows, by, art=Punktart.PAUSE, minutter=minutes_of(moede, minutter))
        log_event("punkt.opret", punkt, by, til=punkt.tilstand)
    return punkt


def edit_frit_punkt(punkt, *, by, version=None, noegle=None, **felter):
    """Write text fields of a tekst item that is still to be treated; returns it fresh, or None for a used key."""
    if unknown := set(felter) - set(TEKSTFELTER):
        raise TypeError(f"not a text field of an item: {sorted(unknown)}")
    with editing(punkt.moede, by, "punkt.rediger", noegle) as (moede, rows):
        if moede is None:
            return None
        punkt = open_item(moede, rows, punkt, by, "punkt.rediger", version)
        if punkt.art != Punktart.TEKST:
            raise NotNow("Kun et punkt med egen tekst kan rettes her.")
        own = own_text(**{name: felter.get(name, getattr(punkt, name)) for name in TEKSTFELTER})
        for name, value in own.items():
            setattr(punkt, name, value)
        save(punkt, by)
        log_event("punkt.rediger", punkt, by, felter=sorted(felter))
    return punkt


def own_text(**felter):
    """Return the stripped text fields of a tekst item; NotNow for what may not be stored."""
    felter = {name: value.strip() for name, value in felter.items()}
    for _, reason in refusals(felter):
        raise NotNow(reason)
    return felter


def refusals(felter):
    """Yield (field, reason) for everything wrong with the text fields of an item: the form and the verb ask the
    same."""
    closed = felter["aabenhed"] == Aabenhed.LUKKET
    if not felter["titel"]:
        yield "titel", "Skriv en titel."
    if felter["sagstype"] not in Sagstype.values:
        yield "sagstype", "Vælg en sagstype."
    if felter["aabenhed"] not in (Aabenhed.AABEN, Aabenhed.LUKKET):
        yield "aabenhed", "Vælg, om punktet er åbent eller lukket."
    for name in LUKKEDE:
        if closed and not felter[name]:
            yield name, "Et lukket punkt skal også have lukket titel, hjemmel og begrundelse."
        if not closed and felter[name]:
            yield name, "Kun et lukket punkt har lukket titel, hjemmel og begrundelse."
    if closed and felter["titel_lukket"] and felter["titel_lukket"] == felter["titel"]:
        yield "titel_lukket", "Den lukkede titel skal være en anden end den offentlige."
    if felter["sti"] and (felter["sti"][0] != "/" or felter["sti"][1:2] in ("/", "\\")):
        yield "sti", "En side i portalen begynder med en skråstreg, fx /indstillinger/."


def _attach(punkt, filer, by):
    if len(filer) > MAKS_PUNKTBILAG:
        raise NotNow(f"Et punkt kan højst have {MAKS_PUNKTBILAG} bilag.")
    raised = punkt.moede.tilstand == Moedetilstand.I_GANG
    for nr, fil in enumerate(filer, start=1):
        said = {"aabenhed": punkt.aabenhed, "uddelt_paa_moedet": raised, **fil}
        bilag = Punktbilag(punkt=punkt, nr=nr, **said)
        bilag._history_user = by
        bilag.save()
