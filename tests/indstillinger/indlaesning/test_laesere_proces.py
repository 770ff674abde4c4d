"""Steps with their times and fora."""

import pytest

from tests.indstillinger.indlaesning.opslag import aarsager, laes, raekke, vaerdier


def trin(laesning):
    """Return [(text, time)] of the steps."""
    rows = {}
    for one in laesning.felter:
        if one.felt in ("procestrin.tekst", "procestrin.tidspunkt"):
            rows.setdefault(one.raekke, {})[one.felt.rpartition(".")[2]] = one.vaerdi
    return [(row.get("tekst"), row.get("tidspunkt")) for row in rows.values()]


@pytest.mark.parametrize(
    "linjer",
    [
        ["Drøftes", "5. maj 2020", "Opfølgning i HMU", "juni 2020"],
        ["5. maj 2020", "Drøftes", "juni 2020", "Opfølgning i HMU"],
        ["Drøftes – 5. maj 2020", "Opfølgning i HMU: juni 2020"],
        ["5. maj 2020: Drøftes", "juni 2020 – Opfølgning i HMU"],
        [*raekke("Drøftes", "5. maj 2020"), *raekke("Opfølgning i HMU", "juni 2020", nr=1)],
    ],
)
def test_every_step_gets_its_time(linjer):
    assert trin(laes("PROCES", *linjer)) == [("Drøftes", "5. maj 2020"), ("Opfølgning i HMU", "juni 2020")]


def test_step_without_a_time_has_none():
    assert trin(laes("PROCES", "Drøftes", "Besluttes", "5. maj 2020")) == [
        ("Drøftes", None), ("Besluttes", "5. maj 2020"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tid", "aarsag"),
    [("5. maj 2020", None), ("5. maj", "aar_udledt"), ("31. juni 2020", "tid_ulaest"), ("snarest", "tid_ulaest")],
)
def test_time_is_kept_as_typed_and_marked(tid, aarsag):
    laesning = laes("PROCES", "Drøftes", tid)
    assert trin(laesning) == [("Drøftes", tid)]
    assert aarsager(laesning, "procestrin.tidspunkt").get(("procestrin.tidspunkt", 1)) == aarsag


@pytest.mark.parametrize(
    ("linje", "forum"),
    [
        ("Drøftes på OC-møde", ["11"]), ("Rådmandsmøde", ["12"]), ("raadmandsmøde", ["12"]), ("Til hmu", ["13"]),
        ("Styregruppe for besjæling godkender", ["14"]), ("Social omsorg", []), ("Styregruppen mødes", []),
    ],
)  # fmt: skip
def test_forum_is_named_in_the_line(linje, forum):
    assert vaerdier(laes("PROCES", linje), "procestrin.forum") == forum
