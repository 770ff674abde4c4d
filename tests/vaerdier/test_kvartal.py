from datetime import date

import pytest

from mso_portal.vaerdier.kvartal import Kvartal


@pytest.mark.parametrize(
    ("tekst", "start", "slut"),
    [
        ("2020-K1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020-K2", date(2020, 4, 1), date(2020, 6, 30)),
        ("2020-k3", date(2020, 7, 1), date(2020, 9, 30)),
        ("9999-K4", date(9999, 10, 1), date(9999, 12, 31)),
    ],
)
def test_quarter_has_its_days(tekst, start, slut):
    kvartal = Kvartal.parse(tekst)

    assert (kvartal.start, kvartal.slut, str(kvartal)) == (start, slut, tekst.upper())
    assert Kvartal.of(start) == Kvartal.of(slut) == kvartal
    assert start in kvartal


@pytest.mark.parametrize("tekst", ["2020-K5", "2020K1", "", "K1 2020", "0000-K1"])
def test_other_text_is_refused(tekst):
    with pytest.raises(ValueError, match="er ikke et kvartal"):
        Kvartal.parse(tekst)


def test_quarters_follow_each_other_over_new_year():
    sidste, foerste = Kvartal(2020, 4), Kvartal(2021, 1)

    assert sidste.naeste == foerste
    assert foerste.forrige == sidste
    assert sidste < foerste
