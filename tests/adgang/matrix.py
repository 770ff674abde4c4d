"""Asks every URL as every person and writes the answers as the lines of the golden files."""

from pathlib import Path

from django.conf import settings

from indstillinger.models import Indstilling
from tests.adgang.formular import felter
from tests.adgang.genstande import adresser
from tests.adgang.gyldige import VERBER
from tests.adgang.verden import PERSONER, rullet_tilbage

MAPPE = Path(__file__).parent
HOVED = """\
# Hvem må hvad ({app}). Filen er facit: en ændring her er en ændring af, hvem der kan se eller gøre noget.
#
# Hver linje er en side i portalen, åbnet (GET) eller sendt (POST), med en sag i en bestemt tilstand, som er åben,
# lukket eller endnu ikke angivet (det tæller som lukket). »returneret« er en kladde, der har været sendt én gang.
# »tom« er en formular sendt uden indhold. »gyldig« er en rigtigt udfyldt formular; + betyder, at den virkede
# netop én gang, og alt andet, at intet blev ændret.
#
#   +  vist eller gjort     4  findes ikke for denne person     3  kan ses, men må ikke
#   9  ikke i denne tilstand    0  noget mangler i det sendte    L  log ind først
#   -  siden kan ikke bruges på den måde (kun åbnes, eller kun sendes)
#
# Kolonnerne er personerne i denne rækkefølge:
{personer}
#
# De kender sagen sådan: forfatter har skrevet den, medforfatter skriver med, leder er dens ansvarlige leder, og de
# to stedfortrædere er leders, den ene kun for åbne sager. sekretaer, moedeleder og medlem sidder i sagens forum;
# tidligere_medlem var dets sekretær til i går. De andre har intet med sagen at gøre.
# Endnu uden egen kolonne, fordi de ikke kan andet end organisationslaeser, før deres sider findes: koordineringspart,
# medlem_udelukket, gennemlaeser, punktdeltager, opgaveansvarlig, styregruppe, styregruppe_anden, indikatorejer,
# rapporter, coach.
"""


def app_of(module):
    """Return which golden file a view's lines stand in."""
    return "indstillinger" if module.startswith("indstillinger") else "portal"


def maal(verden):
    """Return {app: [line]} of the whole portal."""
    lines = {}
    for name, module, tilstand, aabenhed, path in adresser(verden):
        rows = lines.setdefault(app_of(module), [])
        rows += [_line(kind, name, tilstand, aabenhed, cells) for kind, cells in celler(verden, name, path).items()]
    return lines


def celler(verden, name, path):
    """Return {"GET"/"POST tom"/"POST gyldig": [cell of each person]} of one address."""
    found = {"GET": [_celle(verden, one, path) for one in PERSONER]}
    found["POST tom"] = [_celle(verden, one, path, {}) for one in PERSONER]
    if any(cell not in "-L3" for cell in found["POST tom"]) and not _kun_laest(found):
        found["POST gyldig"] = gyldige(verden, name, path)
    return found


def _kun_laest(found):
    """Say whether everybody who gets so far is told that the address takes no POST."""
    return all(cell in "-L34" for cell in found["POST tom"]) and "-" in found["POST tom"]


def gyldige(verden, name, path):
    """Post one valid body as each person; + only when it had its effect exactly once."""
    if name not in VERBER:
        raise LookupError(f"{name} tager imod POST, men har ingen gyldig formular i gyldige.py.")
    papir = Indstilling.objects.filter(nummer=path.split("/")[2] if path.count("/") > 2 else "").first()
    return [_gyldig(verden, one, VERBER[name], path, papir) for one in PERSONER]


def _gyldig(verden, person, verbum, path, papir):
    with rullet_tilbage():
        body = _browserens(verden, person, path) if verbum.kraever_side else {}
        body |= verbum.body(verden, papir)
        before = verbum.effekt()
        cell = _tegn(verden.client(person).post(path, body), person)
        change = verbum.effekt() - before
        if change != (verbum.ventet if cell == "+" else 0):
            raise AssertionError(f"POST {path} som {person}: svar {cell}, virkning {change}, ventet {verbum.ventet}")
        if cell == "+" and "noegle" in body:
            verden.client(person).post(path, body)
            if verbum.effekt() - before != verbum.ventet:
                raise AssertionError(f"POST {path} som {person}: virkede to gange")
    return cell


def _browserens(verden, person, path):
    """Return the form as this person's page shows it, else as anybody's who may see it: a refused page has none."""
    for one in (person, "forfatter", "administrator"):
        page = verden.client(one).get(path)
        if page.status_code == 200 and (found := felter(page)):
            return found
    return {"noegle": "6f1b0e1e-0000-4000-8000-000000000000", "version": "1"}


def _celle(verden, person, path, body=None):
    with rullet_tilbage():
        browser = verden.client(person)
        return _tegn(browser.get(path) if body is None else browser.post(path, body), person)


def _tegn(response, person):
    status = response.status_code
    if status == 401 or (status == 302 and person == "anonym" and response.url.startswith(settings_login())):
        return "L"
    if status in (200, 204, 301, 302):
        return "+"
    signs = {404: "4", 403: "3", 409: "9", 400: "0", 422: "0", 405: "-"}
    if status not in signs:
        raise AssertionError(f"{response.request['REQUEST_METHOD']} {response.request['PATH_INFO']} som {person}: {status}")
    return signs[status]


def settings_login():
    return f"/{settings.LOGIN_URL}/"


def _line(kind, name, tilstand, aabenhed, cells):
    return f"{kind:<12} {name:<28} {tilstand:<15} {aabenhed:<12} {' '.join(cells)}"


def fil(app):
    """Return the golden file of an app."""
    return MAPPE / f"matrix_{app}.txt"


def indhold(app, lines):
    """Return what the golden file of an app should hold."""
    personer = "\n".join(f"#   {nr:>2} {name}" for nr, name in enumerate(PERSONER, 1))
    return HOVED.format(app=app, personer=personer) + "".join(f"{line.rstrip()}\n" for line in lines)
