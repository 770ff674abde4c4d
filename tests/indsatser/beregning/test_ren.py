"""Nothing that computes for a plan can read the clock or the database (20 §14.1)."""

import sys

from tests.arkitektur.imports import imported
from tests.arkitektur.source import files

EGNE = ("indsatser.beregning.", "mso_portal.vaerdier.")
# Of the standard library: what knows the time, chance, files or the net.
UROLIGE = {"time", "random", "secrets", "os", "io", "pathlib", "socket", "subprocess", "threading", "uuid"}
URE = (".today(", ".now(", ".utcnow(")


def er_ren(modul):
    rod = modul.split(".")[0]
    return modul.startswith(EGNE) or (rod in sys.stdlib_module_names and rod not in UROLIGE)


def beregninger():
    return [(path, text) for path, text in files() if path.startswith("indsatser/beregning/") and path.endswith(".py")]


def test_beregning_imports_the_standard_library_and_vaerdier_alone():
    fundne = [(path, modul) for path, text in beregninger() for _, modul in imported(path, text)]

    assert [fund for fund in fundne if not er_ren(fund[1])] == []
    assert len(fundne) > 20


def test_planted_import_is_reported():
    tekst = "from django.db import models\nfrom mso_portal.motor.ur import nu\nfrom time import time\nimport re\n"

    moduler = [modul for _, modul in imported("indsatser/beregning/x.py", tekst)]
    assert [er_ren(modul) for modul in moduler] == [False, False, False, True]


def test_no_result_depends_on_the_clock():
    assert [path for path, text in beregninger() if any(ur in text for ur in URE)] == []
