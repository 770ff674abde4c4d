"""The 66 expressions of the design, the echo of each kind of reading; no text makes the reader raise."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.enums import Praecision
from mso_portal.vaerdier.tidspunkt import Tidspunkt, ekko, forslag, laes

A, B, C, D = date(2020, 5, 29), date(2019, 10, 9), date(2020, 6, 26), date(2016, 7, 1)

# "å": the year was inferred. ".." is an open end; the end's year is left out when it is the start's.
UDTRYK = [
    ("29. maj 2020", A, "2020-05-29 dag"),
    ("februar – marts 2020", B, "2020-02-01/03-31 interval"),
    ("maj/juni 2020", A, "2020-05-01/06-30 interval"),
    ("2020-K3", A, "2020-07-01/09-30 kvartal"),
    ("5. maj", A, "2020-05-05 dag, å"),
    ("Oktober 2020", A, "2020-10-01/10-31 maaned"),
    ("november/ december 2019", B, "2019-11-01/12-31 interval"),
    ("april 2016", D, "2016-04-01/04-30 maaned"),
    ("20. maj", A, "2020-05-20 dag, å"),
    ("maj – juni 2020", B, "2020-05-01/06-30 interval"),
    ("foråret 2017", D, "2017-03-01/05-31 saeson"),
    ("4. kvartal 2020", C, "2020-10-01/12-31 kvartal"),
    ("29. maj", A, "2020-05-29 dag, å"),
    ("foråret 2020", B, "2020-03-01/05-31 saeson"),
    ("januar 2020 – april 2020", B, "2020-01-01/04-30 interval"),
    ("uge 53 2021", A, "fritekst findes_ikke"),
    ("Juni 2020", A, "2020-06-01/06-30 maaned"),
    ("ultimo december 2019", B, "2019-12-21/12-31 maanedsdel"),
    ("d. 24/6", D, "2016-06-24 dag, å"),
    ("sommeren 2017", D, "2017-06-01/08-31 saeson"),
    ("6. Juli 2020", A, "2020-07-06 dag"),
    ("efterår 2020/forår2020", A, "fritekst omvendt"),
    ("uge 53", C, "2020-12-28/2021-01-03 uge, å"),
    ("medio august", C, "2020-08-11/08-20 maanedsdel, å"),
    ("9. oktober 2019", B, "2019-10-09 dag"),
    ("foråret 2021", C, "2021-03-01/05-31 saeson"),
    ("november – februar 2021", A, "2020-11-01/2021-02-28 interval"),
    ("24. september", B, "2019-09-24 dag, å"),
    ("efter sommerferien 2020", B, "2020-08-01/08-31 saeson"),
    ("1. halvår 2021", A, "2021-01-01/06-30 halvaar"),
    ("snarest", A, "fritekst ikke_en_dato"),
    ("10. oktober – jul 2019", B, "2019-10-10/12-24 interval"),
    ("sommeren 2020", B, "2020-06-01/08-31 saeson"),
    ("d. 9/6", C, "2020-06-09 dag, å"),
    ("31. juni 2020", A, "fritekst findes_ikke"),
    ("Inden 30. oktober", B, "../2019-10-30 senest, å"),
    ("Marts/maj", C, "2020-03-01/05-31 alternativ, å"),
    ("inden uge 48", D, "../2016-12-04 senest, å"),
    ("32/13", A, "fritekst findes_ikke"),
    ("mellem 8. november og jul 2019", B, "2019-11-08/12-24 interval"),
    ("efteråret", C, "2020-09-01/11-30 saeson, å"),
    ("jul. 2019", A, "fritekst jul_punktum"),
    ("maj – september 2020", B, "2020-05-01/09-30 interval"),
    ("Per 31. juli 2017", D, "2017-07-31 dag"),
    ("1.-5. juni", A, "2020-06-01/06-05 interval, å"),
    ("primo 2020", A, "fritekst upraecis"),
    ("26. juni 2020", C, "2020-06-26 dag"),
    ("pr. 1. juli 2016", D, "2016-07-01 dag"),
    ("torsdag den 29. maj 2020", A, "2020-05-29 dag, ugedag"),
    ("efter 1. juni", A, "2020-06-02/.. tidligst, å"),
    ("uge 43-45", C, "2020-10-19/11-08 uge, å"),
    ("29-05-2020", C, "2020-05-29 dag"),
    ("marts eller maj 2021", A, "2021-03-01/05-31 alternativ"),
    ("før 1. juni 2020", A, "../2020-05-31 senest"),
    ("august måned", D, "2016-08-01/08-31 maaned, å"),
    ("29/5-20", C, "2020-05-29 dag"),
    ("vinteren 2020/21", A, "2020-12-01/2021-02-28 saeson"),
    ("HMU-mødet i juni", A, "fritekst ulaeselig"),
    ("efteråret 2017", D, "2017-09-01/11-30 saeson"),
    ("hvert kvartal", C, "fritekst gentagelse"),
    ("nov. 2020 – feb.", A, "2020-11-01/2021-02-28 interval"),
    ("påske 2020", A, "2020-04-12 dag"),
    ("ca. hver 6. uge", D, "fritekst gentagelse"),
    ("2019-2022", A, "2019-01-01/2022-12-31 interval"),
    ("inden sommerferien", A, "../2020-06-30 senest, å"),
    ("løbende", A, "fritekst gentagelse"),
]


def printed(t):
    if t.praecision == Praecision.FRITEKST:
        return f"fritekst {t.raad}"
    ender = [dato.isoformat() if dato else ".." for dato in (t.start, t.slut)]
    if t.start and t.slut and t.start.year == t.slut.year:
        ender[1] = ender[1][5:]
    span = t.start.isoformat() if t.start == t.slut else "/".join(ender)
    return f"{span} {t.praecision}" + ", å" * t.aar_udledt + f", {t.raad}" * bool(t.raad)


def test_table_holds_66_expressions():
    assert len(UDTRYK) == 66


@pytest.mark.parametrize(("tekst", "reference", "ventet"), UDTRYK)
def test_expression_is_read_as_the_table_says(tekst, reference, ventet):
    assert printed(laes(tekst, reference)) == ventet


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("jul.", "fritekst jul_punktum"),
        ("jul", "2019-12-24 dag, å"),
        ("juli", "2020-07-01/07-31 maaned, å"),
        ("pinse 2020", "2020-05-31 dag"),
        ("nytår 2020", "2020-12-31 dag"),
        ("fra uge 43", "2020-10-19/.. tidligst, å"),
        ("fra uge 43 til uge 45", "2020-10-19/11-08 interval, å"),
        ("fra 1.-5. juni 2020", "2020-06-01/06-05 interval"),
        ("uge 52-2 2021", "2020-12-21/2021-01-17 uge"),
        ("december/januar 2021", "2020-12-01/2021-01-31 interval"),
        ("november 2019/marts 2020", "2019-11-01/2020-03-31 alternativ"),
        ("udgangen af februar 2021", "2021-02-28 dag"),
        ("inden udgangen af 3. kvartal 2020", "../2020-09-30 senest"),
        ("ultimo februar 2020", "2020-02-21/02-29 maanedsdel"),
        ("før sommerferien 2020", "../2020-06-30 senest"),
        ("29. februar", "2020-02-29 dag, å"),
        ("fredag d. 29/5 kl. 10.30", "2020-05-29 dag, å"),
        ("2020-05-29", "2020-05-29 dag"),
        ("29.5.2020", "2020-05-29 dag"),
        ("29/5 2020", "2020-05-29 dag"),
        ("andet kvartal 2020", "2020-04-01/06-30 kvartal"),
        ("Q2 2020", "2020-04-01/06-30 kvartal"),
        ("fra og med maj 2020", "2020-05-01/.. tidligst"),
        ("til og med maj 2020", "../2020-05-31 senest"),
        ("5.-1. juni 2020", "fritekst omvendt"),
        ("2021-2020", "fritekst omvendt"),
        ("0000", "fritekst findes_ikke"),
        ("efter 31/12/9999", "fritekst findes_ikke"),
        ("x" * 300, "fritekst ulaeselig"),
    ],
)
def test_neighbour_of_the_table_is_read(tekst, ventet):
    assert printed(laes(tekst, A)) == ventet


def test_missing_year_equally_near_takes_the_later():
    # 183 days from either 1 July, a leap day between them; a day earlier the former is nearer.
    assert laes("1/7", date(2019, 12, 31)).start == date(2020, 7, 1)
    assert laes("1/7", date(2019, 12, 30)).start == date(2019, 7, 1)


def test_empty_text_has_no_precision():
    assert laes("  ", A) == laes(None, A) == Tidspunkt()


def test_deadline_is_overdue_after_its_end_only():
    frist = laes("juni 2020", A)

    assert [frist.is_overdue(dato) for dato in (date(2020, 6, 30), date(2020, 7, 1))] == [False, True]
    assert not laes("efter 1. juni 2020", A).is_overdue(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("tekst", "besked"),
    [
        ("Juni 2020", "Læst som 1.–30. juni 2020 (måned)."),
        ("5. maj", "Læst som 5. maj 2020 (dag) – året er gættet ud fra mødet."),
        ("maj/juni 2020", "Læst som 1. maj – 30. juni 2020 (periode)."),
        ("vinteren 2020/21", "Læst som 1. december 2020 – 28. februar 2021 (årstid)."),
        ("senest 1/6 2020", "Læst som senest 1. juni 2020."),
        ("efter 1/6 2020", "Læst som tidligst 2. juni 2020."),
        ("31. juni", "31. juni findes ikke. Teksten står, som du skrev den."),
        ("efterår 2020/forår2020", "Perioden går baglæns. Mente du foråret 2021?"),
        ("5.-1. juni", "Perioden går baglæns. Teksten står, som du skrev den."),
        ("hver uge", "Det er en gentagelse. Skriv første gang her."),
        ("jul. 2019", "»jul.« kan være jul eller juli."),
        ("torsdag den 29. maj 2020", "Læst som 29. maj 2020 (dag). 29. maj 2020 er en fredag."),
        ("når vi kan", "Det kan ikke læses som et tidspunkt. Teksten står, som du skrev den."),
        ("", ""),
    ],
)
def test_echo_says_what_was_read(tekst, besked):
    assert ekko(laes(tekst, A)) == besked


def test_suggestion_for_backwards_period_reads_forwards():
    rettet = forslag(laes("efterår 2020/forår2020", A))

    assert rettet == "efterår 2020 – foråret 2021"
    assert printed(laes(rettet, A)) == "2020-09-01/2021-05-31 interval"


ORD = [
    *(
        "maj",
        "jul",
        "juli",
        "uge",
        "43",
        "5.",
        "2020",
        "-",
        "–",
        "/",
        "eller",
        "til",
        "fra",
        "senest",
        "efter",
    ),
    *("før", "d.", "den", "kl.", "K3", "primo", "31", "forår", "12/13", "inden"),
]
VILKAARLIG = st.one_of(st.text(max_size=90), st.lists(st.sampled_from(ORD), max_size=7).map(" ".join))


@settings(max_examples=10_000)
@given(VILKAARLIG, st.dates())
def test_no_text_raises_and_the_reading_is_stable(tekst, reference):
    laest = laes(tekst, reference)

    assert laes(laest.tekst, reference) == laest
    assert bool(ekko(laest)) == bool(laest.tekst)
    assert laest.start is None or laest.slut is None or laest.start <= laest.slut
    assert (laest.start is None, laest.slut is None) == expected_ends(laest.praecision)
    assert not forslag(laest) or laes(forslag(laest), reference).praecision == Praecision.INTERVAL


def expected_ends(praecision):
    uden = {"senest": (True, False), "tidligst": (False, True), "fritekst": (True, True), "": (True, True)}
    return uden.get(praecision, (False, False))


def test_reader_is_exported_with_its_length():
    assert tidspunkt.MAKS_TEGN == 80
