"""The crawl: every address a person can think of, and what came back."""

from django.urls import reverse

from indstillinger.enums import Fase, Formular, Sagstype
from indstillinger.forms.liste import SORT, TABS
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Haendelse, Mail, Notifikation, Opslag
from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.verden import IMPORTER, PERSONER, TILSTANDE, rullet_tilbage

LUKKEDE = ("lukket", "ikke_angivet")
# A paper whose openness is not said is treated as lukket; walked in two states, the others as lukket alone.
SOM_LUKKET = ("i_koordinering", "returneret", "til_godkendelse", "behandlet", "trukket")
HOVEDER = ({}, {"HX-Request": "true"}, {"Accept": "application/json"})
# Who may read which of the world's papers by page 10 §4, said here without asking the product.
ALLE = [(label, aabenhed) for label, _, _ in TILSTANDE for aabenhed in ("aaben", *LUKKEDE)]
SENDTE = [key for key in ALLE if key[0] not in ("kladde", "i_koordinering")]
SPURGTE = [key for key in ALLE if key[0] != "kladde"]
SKEMAER = [(f"import_{status}", "ikke_angivet") for status in IMPORTER]
AABNE = [key for key in ALLE if key[1] == "aaben"]
MAA_LAESE = {
    "forfatter": ALLE, "medforfatter": ALLE, "leder": ALLE, "stedfortraeder_lukket": ALLE, "revisor": ALLE,
    "sekretaer": SENDTE, "moedeleder": SENDTE, "stedfortraeder": AABNE, "koordineringspart": SPURGTE,
}  # fmt: skip
LAESER_SKEMAER = ("forfatter", "sekretaer")
UDEN = [name for name in PERSONER if MAA_LAESE.get(name) != ALLE]


def forbudte(kanarier, person):
    """Return the canaries that a person must never meet: comments are not for who is asked."""
    allowed = {*MAA_LAESE.get(person, ()), *(SKEMAER if person in LAESER_SKEMAER else ())}
    return {
        word
        for word, (key, felt) in kanarier.steder.items()
        if key not in allowed or (person == "koordineringspart" and felt.startswith("kommentar."))
    }


def hent(verden, person, path, data=None, hoved=None, post=False):
    """Return the bytes a person gets, headers included, in a savepoint taken back."""
    with rullet_tilbage():
        browser = verden.client(person, **(hoved or {}))
        response = browser.post(path, data or {}) if post else browser.get(path, data or {})
        if response.status_code >= 500:
            raise AssertionError(f"{path} som {person}: {response.status_code}")
        return response.status_code, _alt(response)


def _alt(response):
    """Return body and headers in one; a PDF or a workbook stays alone, to be opened."""
    body = indhold(response)
    if body.startswith((b"%PDF-1.7\n%", b"PK")):
        return body
    lines = [f"{name}: {value}" for name, value in response.headers.items()]
    return body + b"\n" + "\n".join(lines).encode()


def steder(verden, person):
    """Yield (exit, path, parameters, headers, post) of the whole crawl.

    Opsætning is walked by the one who may see it and one who may not; open papers by those who may read some.
    """
    for nr, (name, _, tilstand, aabenhed, path) in enumerate(adresser(verden)):
        if aabenhed == "ikke_angivet" and tilstand in SOM_LUKKET:
            continue
        if name.startswith("opsaetning") and person not in ("administrator", "organisationslaeser"):
            continue
        if aabenhed != "aaben" or person in MAA_LAESE:
            yield name, path, None, HOVEDER[nr % 3], False
    yield from _liste()
    yield from _skrivning(verden)
    for kind in ("csv", "xlsx"):
        yield "indstilling_eksport", reverse("indstilling_eksport", args=[kind]), {"fane": "alle"}, None, False
    for word in ("Tekst", "her", "h"):
        yield "soeg", reverse("soeg"), {"q": word}, None, False
    for name in ("find_person", "find_enhed"):
        yield name, reverse(name), {"felt": "bruger", "soeg:bruger": "a"}, None, False


def _liste():
    path = reverse("indstilling_liste")
    for fane, _ in TABS:
        yield "liste", path, {"fane": fane, "antal": "100"}, None, False
    for sort in (*SORT, *(f"-{key}" for key in SORT), "titel_lukket", "baggrund", "-pk"):
        yield "liste", path, {"fane": "alle", "sort": sort, "antal": "25"}, None, False
    filters = [("fase", value) for value in Fase.values] + [("sagstype", value) for value in Sagstype.values]
    filters += [("formular", value) for value in Formular.values] + [("forum", "CT"), ("afdeling", "STAB")]
    filters += [("aabenhed", value) for value in ("aaben", *LUKKEDE)] + [("side", side) for side in ("1", "2", "99")]
    filters += [("sen", "ja"), ("ubesvaret", "ja"), ("ujournaliseret", "ja"), ("person", "leder"), ("moede", "ct-1")]
    filters += [("fra", "2000-01-01"), ("til", "2100-01-01")]
    for nr, (name, value) in enumerate(filters):
        yield "liste", path, {"fane": "alle", name: value}, HOVEDER[nr % 3], False


def _skrivning(verden):
    """Autosave and the plain form with an outdated base, which answer with both texts to those who may write."""
    for (label, _), paper in verden.papirer.items():
        if label not in ("kladde", "returneret", "godkendt"):
            continue
        own = f"/indstillinger/{paper.nummer}/"
        change = {"felt": "baggrund", "base": fingerprint("x"), "vaerdi": "y"}
        yield "indstilling_felt", f"{own}felt/", change, None, True
        yield "indstilling_rediger", f"{own}rediger/", {"base:baggrund": fingerprint("x"), "baggrund": "y"}, None, True
    for paper in list(verden.papirer.values())[1:3]:
        yield "indstilling_ny", reverse("indstilling_ny"), {"kopi": paper.nummer}, None, False
        yield "indstilling_ny", reverse("indstilling_ny"), {"kopi_af": paper.nummer, "noegle": "x"}, None, True


def gaa(verden, person, kanarier, kun=None):
    """Return {exit: canaries met} of the whole crawl, or of the paths that `kun` says yes to."""
    with reading():
        return moedt(verden, person, (one for one in steder(verden, person) if kun is None or kun(one[1])), kanarier)


def moedt(verden, person, steder, kanarier):
    """Return {exit: canaries met} of a crawl over (exit, path, what `hent` takes besides)."""
    met = {}
    for name, path, *request in steder:
        met.setdefault(name, set()).update(kanarier.i(hent(verden, person, path, *request)[1]))
    return met


def uberettiget(met, person, kanarier, maa_laese):
    """Return {exit: places} of what the person met and may not; `maa_laese(key, field)` are those who may."""
    wrong = {
        name: sorted({kanarier.steder[word] for word in words if person not in maa_laese(*kanarier.steder[word])})
        for name, words in met.items()
    }
    return {name: places for name, places in wrong.items() if places}


def efterladt(kanarier):
    """Return the canaries that stand in logs, mails and notices."""
    rows = [one for model in (Haendelse, Opslag, Mail, Notifikation) for one in model.objects.order_by("pk").values()]
    return kanarier.i(repr(rows).encode())
