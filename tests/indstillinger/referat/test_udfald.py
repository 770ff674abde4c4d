"""What each outcome demands, word by word (11 §6)."""

import pytest

from indstillinger.beregning.udfald import FELTER, is_written_out, mangel

TOM = dict.fromkeys(FELTER, "") | {
    "udsat_til_id": None, "oversendt_til_id": None, "uden_dato": False, "er_spoergsmaal": False, "nr": 4,
    "foreslaaet": "At planen sættes i gang, jf. bilag 1",
}  # fmt: skip
SPOERGSMAAL = "Punkt 4 er ikke et forslag. Skriv, hvad der blev besluttet."
AENDRINGER = "Skriv ændringerne ud. »Med de aftalte justeringer« kan ingen følge op på."
DELVIST = "Skriv, hvad der blev vedtaget, og hvad der udestår."
UDSAT = "Vælg et møde, eller vælg »uden dato«."
OVERSENDT = "Skriv, hvem sagen sendes til."
HVORFOR = "Skriv, hvorfor punktet ikke blev behandlet."
PAGE = (
    ("", {}, "Vælg et udfald for punkt 4, eller vælg »Ikke behandlet«."),
    ("vedtaget", {}, ""),
    ("vedtaget", {"er_spoergsmaal": True}, SPOERGSMAAL),
    ("vedtaget", {"er_spoergsmaal": True, "ordlyd": "  "}, SPOERGSMAAL),
    ("vedtaget", {"er_spoergsmaal": True, "ordlyd": "Ja, i maj"}, ""),
    ("vedtaget", {"foreslaaet": ""}, "Punkt 4 har ingen tekst. Skriv, hvad der blev besluttet."),
    ("vedtaget", {"foreslaaet": "", "ordlyd": "Mødet flyttes"}, ""),
    ("vedtaget_med_aendring", {}, AENDRINGER),
    ("vedtaget_med_aendring", {"ordlyd": "At planen sættes i gang i maj"}, ""),
    ("delvist_vedtaget", {}, DELVIST),
    ("delvist_vedtaget", {"ordlyd": "Planen"}, DELVIST),
    ("delvist_vedtaget", {"udestaar": "Temaerne"}, DELVIST),
    ("delvist_vedtaget", {"ordlyd": "Planen", "udestaar": "Temaerne"}, ""),
    ("afvist", {}, ""),
    ("taget_til_efterretning", {}, ""),
    ("droeftet", {}, ""),
    ("udsat", {}, UDSAT),
    ("udsat", {"uden_dato": True}, ""),
    ("udsat", {"udsat_til_id": 7}, ""),
    ("oversendt", {}, OVERSENDT),
    ("oversendt", {"oversendt_til_id": 7}, ""),
    ("oversendt", {"oversendt_tekst": "Byrådet"}, ""),
    ("ikke_behandlet", {}, HVORFOR),
    ("ikke_behandlet", {"begrundelse": "Fremgår ikke"}, ""),
)


@pytest.mark.parametrize(("udfald", "felter", "message"), PAGE)
def test_outcome_demands_what_the_page_says(udfald, felter, message):
    assert mangel(TOM | {"udfald": udfald} | felter) == message


@pytest.mark.parametrize(
    "ordlyd",
    [
        "At planen sættes i gang, jf. bilag 1",
        "at planen SÆTTES igang jf bilag 1".replace("igang", "i gang"),
        "At planen sættes i gang, jf. bilag 1, og med de aftalte justeringer",
        "At planen sættes i gang, jf. bilag 1 – med de aftalte justeringer.",
        "Med de faldne bemærkninger: at planen sættes i gang, jf. bilag 1",
        "Med de aftalte justeringer",
        "",
    ],
)
def test_proposal_again_is_no_change(ordlyd):
    assert not is_written_out(TOM["foreslaaet"], ordlyd)


@pytest.mark.parametrize(
    "ordlyd",
    [
        "At planen sættes i gang i august, jf. bilag 1, og med de aftalte justeringer",
        "At planen sættes i gang",
        "Styregruppen tilretter planen",
    ],
)
def test_wording_of_its_own_is_a_change(ordlyd):
    assert is_written_out(TOM["foreslaaet"], ordlyd)


def test_phrases_are_those_of_the_setting():
    row = TOM | {"udfald": "vedtaget_med_aendring", "ordlyd": f"{TOM['foreslaaet']} efter snakken"}

    assert (mangel(row, ["efter snakken"]), mangel(row, [])) == (AENDRINGER, "")
