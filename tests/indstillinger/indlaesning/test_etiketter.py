"""Labels: what opens a field, and what only begins like one."""

import pytest

from indstillinger.indlaesning.etiketter import find


@pytest.mark.parametrize(
    ("tekst", "felt", "rest"),
    [
        ("Baggrund", "baggrund", ""),
        ("BAGGRUND:", "baggrund", ""),
        ("Effekt: Se bilag", "effekt", "Se bilag"),
        ("Effekt – bedre tid", "effekt", "bedre tid"),
        ("Afdeling/Ansvarlig leder: Leif Leder", "ansvarlig_leder", "Leif Leder"),
        ("Ansvarlig leder / afdeling:", "ansvarlig_leder", ""),
        ("Deltager på mødet: Hanne HR", "deltager", "Hanne HR"),
        ("Chefmøde 29. maj 2020", "moede", "29. maj 2020"),
        ("Chefteammøde] – 26. juni 2020", "moede", "26. juni 2020"),
        ("Den 9. oktober 2019, HR", "moede", "9. oktober 2019, HR"),
        ("Chefmøde: den 29/5 2020", "moede", "den 29/5 2020"),
        ("Direkte udgifter (tkr.)", "direkteudgift", ""),
        ("Chefmøde torsdag d. 29. maj", "moede", "torsdag d. 29. maj"),
        ("☐ Åben indstilling ☒ Lukket indstilling", "aabenhed", "☒ Lukket indstilling"),
        ("Åben indstilling/Lukket indstilling", "aabenhed", "Lukket indstilling"),
        ("Denne indstilling er (sæt X):", "aabenhed", ""),
        ("☒ Åben indstilling", "aabenhed", ""),
        ("Lukket indstilling X", "aabenhed", ""),
        ("Chefteamindstilling: Rygning", "titel", "Rygning"),
        ("Koordineret med: Otto", "koordinering_part", "Otto"),
    ],
)
def test_label_opens_its_field(tekst, felt, rest):
    label = find(tekst)
    assert (label.felt, tekst[label.start :]) == (felt, rest)


@pytest.mark.parametrize(
    "tekst",
    [
        "Åben indstilling er bedst", "Baggrunden er ny", "Effekten", "Opfølgning i gruppen",
        "Koordineret med HR og Økonomi", "Den nye plan",
        "Proces- og tidsplan", "Kommunikation laver en plan", "Chefmøde om rygning", "Referatet", "",
    ],
)  # fmt: skip
def test_prose_is_no_label(tekst):
    assert find(tekst) is None


@pytest.mark.parametrize(("tekst", "felt"), [("Baggrund:", None), ("Chefteamet besluttede, at", "besluttede")])
def test_only_the_labels_of_the_minutes_count_after_referat(tekst, felt):
    assert getattr(find(tekst, i_referat=True), "felt", None) == felt


def test_words_in_brackets_are_kept():
    assert find("Direkte udgifter (lønsum inkl. pension):").detalje == "lønsum inkl. pension"
