"""What the gallery of components (sider.komponenter) shows: invented, saved nowhere, demo only."""

from django import forms

from mso_portal.motor.charts.graf import soejler


class GalleriForm(forms.Form):
    titel = forms.CharField(label="Titel", widget=forms.TextInput(attrs={"data-base": "0"}))
    baggrund = forms.CharField(
        label="Baggrund",
        help_text="Hvorfor sagen rejses nu, i højst en halv side.",
        widget=forms.Textarea(attrs={"data-base": "0", "rows": 4}),
    )
    beloeb = forms.CharField(
        label="Beløb i tkr.",
        widget=forms.TextInput(attrs={"class": "kroner", "inputmode": "decimal", "data-base": "0"}),
    )
    hvornaar = forms.CharField(
        label="Hvornår",
        help_text="Skriv det, som du vil læse det: »maj 2021«, »uge 43-45«.",
        widget=forms.TextInput(attrs={"class": "tidspunkt", "data-base": "0"}),
    )
    begrundelse = forms.CharField(
        label="Hvorfor er sagen lukket?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    afdeling = forms.ChoiceField(
        label="Afdeling",
        required=False,
        widget=forms.Select(attrs={"data-base": "0"}),
        choices=[("", "Vælg en afdeling"), ("hr", "HR"), ("su", "Strategi & Udvikling")],
    )


class GalleriFilter(forms.Form):
    q = forms.CharField(label="Ord i titel eller resumé", required=False)
    fase = forms.ChoiceField(label="Fase", choices=[("", "Alle"), ("u", "Udsendt")], required=False)
    forum = forms.ChoiceField(label="Forum", choices=[("", "Alle"), ("ct", "Chefteamet")], required=False)


def galleri():
    """Return the lists that templates/komponenter/galleri.html shows."""
    return {"ingen": [], **_head(), **_messages(), **_reading(), **_lists(), **_fields()}


def _form():
    form = GalleriForm(
        {
            "titel": "",
            "beloeb": "160",
            "hvornaar": "31. juni 2020",
            "baggrund": "Der er 4.200 medarbejdere, og mange er nye.\n\nKampagnen begynder i september.",
        }
    )
    form.fields["begrundelse"].frivillig = True
    form.fields["titel"].error_messages["required"] = "Skriv titlen på sagen."
    return form


def _mark(tekst, slags, laas=False):
    return {"tekst": tekst, "slags": slags, "laas": laas}


def _link(label, url="#knapper", **more):
    return {"label": label, "url": url, **more}


def _part(slags, tekst):
    return {"slags": slags, "tekst": tekst}


def _head():
    return {
        "maerker_hoved": [_mark("Under udarbejdelse", "info"), _mark("Lukket", "neutral", laas=True)],
        "fakta": ["2020-014", "Version 3", "Frist 25. maj 2020 kl. 12.00"],
        "links": [_link("Se som PDF"), _link("Historik")],
        "handlinger": [
            _link("Kopiér som ny"),
            _link("Træk tilbage til kladde"),
            _link("Slet kladden", fare=True),
        ],
        "afsnit": [
            {
                "id": "knapper",
                "titel": "Knapper og mærker",
                "tekst": "Udfyldt",
                "slags": "ok",
                "aktuel": True,
            },
            {"id": "beskeder", "titel": "Beskeder", "tekst": "1 fejl", "slags": "fejl"},
            {"id": "laesning", "titel": "Læsning", "tekst": "3 punkter", "slags": "ok"},
            {"id": "lister", "titel": "Lister og tabeller", "tekst": "Udfyldt", "slags": "ok"},
            {"id": "felter", "titel": "Felter", "tekst": "Mangler", "slags": "neutral"},
        ],
        "maerker": [
            _mark("Kladde", "neutral"),
            _mark("Under koordinering", "info"),
            _mark("Besluttet", "ok"),
            _mark("Frist i morgen", "obs"),
            _mark("3 dage over frist", "fejl"),
            _mark("Lukket", "neutral", laas=True),
        ],
        "lys": [
            _part("groen", "På plan"),
            _part("gul", "Afvigelse"),
            _part("roed", "Kræver handling"),
            _part("graa", "Ikke opgjort"),
        ],
    }


def _messages():
    def message(slags, tekst, titel="", link_url="", link_tekst=""):
        return {
            "slags": slags,
            "tekst": tekst,
            "titel": titel,
            "link_url": link_url,
            "link_tekst": link_tekst,
        }

    return {
        "beskeder": [
            message("info", "Mødepakken bliver dannet. Du kan lukke siden; du får besked."),
            message(
                "ok",
                "Sendt til Lars Leder. Du får besked, når den er godkendt.",
                "",
                "#beskeder",
                "Se sagens gang",
            ),
            message("obs", "Svaret gælder version 2. Teksten er ændret siden."),
            message("fejl", "3 har fejl og indlæses ikke.", "12 rækker er klar"),
        ],
        "fejl": [
            {"id": "id_titel", "tekst": "Skriv titlen på sagen."},
            {"id": "soeg_leder", "tekst": "Vælg en ansvarlig leder."},
        ],
    }


def _reading():
    campaign = "at kampagnen Takt og tone gennemføres i hele afdelingen fra september 2020."
    return {
        "punkter": [
            _part("Godkend", campaign),
            _part("Tag stilling", "til, om plejehjemmene skal begynde før hjemmeplejen."),
            _part("Tag til efterretning", "at udgiften på 160 tkr. holdes inden for rammen."),
        ],
        "punkter_udfald": [
            {"tekst": campaign, "udfald": {"tekst": "Tiltrådt", "slags": "ok", "ordlyd": ""}},
            {
                "tekst": "Plejehjemmene begynder først.",
                "udfald": {
                    "tekst": "Tiltrådt med ændringer",
                    "slags": "ok",
                    "ordlyd": "Plejehjem og sygepleje begynder samtidig, den 1. september.",
                },
            },
        ],
        "stamdata": [
            {"navn": "Forum og møde", "vaerdi": "Chefteamet, 29. maj 2020", "url": "#laesning"},
            {"navn": "Åben eller lukket", "maerke": _mark("Ikke angivet", "obs")},
            {"navn": "Sagsbehandler", "vaerdi": "Signe Sagsbehandler, HR"},
            {"navn": "Journalnummer", "vaerdi": ""},
        ],
        "kort": [
            _card(
                "Takt og tone",
                "#laesning",
                _mark("Under koordinering", "info"),
                "Chefteamet 29. maj. 3 mangler.",
            ),
            _card(
                "Handleplan for borgersikkerhed og medarbejdertrivsel i døgnbemandede enheder",
                "",
                _mark("Kladde", "neutral"),
                "",
                "Skriv videre",
                "#laesning",
            ),
        ],
        "graf": soejler("Sager", "Sager i tre måneder", ["Januar", "Februar", "Marts"], "Sager", [12, 9, 14]),
        "diff": _diff(),
        "uaendrede": ["Titel", "Resumé", "Effekt"],
    }


def _card(titel, url, maerke, tekst, knap_tekst="", knap_url=""):
    return {
        "titel": titel,
        "url": url,
        "maerke": maerke,
        "tekst": tekst,
        "fod": "Gemt kl. 9.12",
        "knap_tekst": knap_tekst,
        "knap_url": knap_url,
    }


def _diff():
    words = [
        _part("ens", "Kampagnen begynder i "),
        _part("ud", "september"),
        _part("ind", "august"),
        _part("ens", " og varer tre måneder."),
    ]
    return [
        {"navn": "Baggrund", "status": None, "note": "", "afsnit": [words]},
        {
            "navn": "Beslutningspunkt 2",
            "status": _mark("Flyttet fra 3 til 2", "info"),
            "note": "",
            "afsnit": [],
        },
        {"navn": "Direkte udgifter 2020", "status": None, "note": "120 → 160 tkr.", "afsnit": []},
    ]


def _lists():
    years = ("2019", "2020", "2021", "2022")
    return {
        "filterform": GalleriFilter({"fase": "u"}),
        "faner": [
            _link("Kræver din handling", "#lister", aktuel=True, antal=3),
            _link("Mine", "#lister", antal=12),
            _link("Undervejs", "#lister"),
            _link("Alle", "#lister"),
        ],
        "chips": [
            {"tekst": "Fase: Udsendt", "url": "#lister"},
            {"tekst": "Forum: Chefteamet", "url": "#lister"},
        ],
        "kolonner": [
            {"tekst": "Titel", "url": "#lister", "sort": "ascending"},
            {"tekst": "Nummer", "url": "#lister"},
            {"tekst": "Fase"},
            {"tekst": "Forum"},
            {"tekst": "Frist", "tal": True, "url": "#lister"},
        ],
        "raekker": [
            _row(
                "Takt og tone: fælles retning for omgangsformen",
                "2020-014",
                "Under koordinering",
                "info",
                "25.5.2020",
            ),
            _row("Social kapital 2020", "2020-009", "Besluttet", "ok", "–"),
            _row("Beredskab på plejehjem", "2020-016", "3 dage over frist", "fejl", "20.5.2020"),
        ],
        "beloebskolonner": [{"tekst": "Post"}, *({"tekst": year, "tal": True} for year in years)],
        "beloeb": [
            _amounts("Kampagnemateriale", years, ("–", "160", "80", "0")),
            _amounts("Uddannelse af ambassadører", years, ("–", "1.240", "−25", "0")),
        ],
    }


def _row(titel, nummer, fase, slags, frist):
    return {
        "celler": [
            {"tekst": titel, "url": "#lister"},
            {"tekst": nummer, "label": "Nummer"},
            {"tekst": fase, "label": "Fase", "maerke": _mark(fase, slags)},
            {"tekst": "Chefteamet", "label": "Forum"},
            {"tekst": frist, "label": "Frist", "tal": True},
        ]
    }


def _amounts(navn, years, amounts):
    cells = [{"tekst": one, "label": year, "tal": True} for year, one in zip(years, amounts, strict=True)]
    return {"celler": [{"tekst": navn}, *cells]}


def _fields():
    begins = _part("ens", "Kampagnen begynder i ")
    return {
        "form": _form(),
        "min_dele": [begins, _part("ind", "september"), _part("ens", ".")],
        "gemt_dele": [begins, _part("ind", "august"), _part("ens", ".")],
        "aabenhed": [
            {
                "vaerdi": "aaben",
                "tekst": "Åben",
                "hjaelp": "Forummets læsekreds kan læse den, når den er sendt.",
            },
            {
                "vaerdi": "lukket",
                "tekst": "Lukket",
                "hjaelp": "Kun de nævnte personer og medlemmerne kan læse den.",
                "udfolder": True,
                "valgt": True,
            },
        ],
        "valgt": {"id": "1", "navn": "Lars Leder", "detalje": "Kontorchef, Kvalitet og borgersikkerhed"},
        "fundne": [
            {"id": "2", "navn": "Leif Leder", "detalje": "Kontorchef, Kommunikation & Analyse"},
            {"id": "3", "navn": "Lone Leder", "detalje": "HR-chef, HR"},
        ],
        "vaelgfejl": ["Vælg en medforfatter."],
        "redigeringsraekker": [
            _edit_row(1, "aaaa", "Godkende kampagnen.", foerste=True),
            _edit_row(2, "bbbb", "", fjernet=True),
            _edit_row(3, "cccc", "Tage stilling til rækkefølgen.", sidste=True),
        ],
        "knap_gem": {"tekst": "Gem", "navn": "handling", "vaerdi": "gem"},
        "knap_send": {"tekst": "Send til godkendelse", "navn": "handling", "vaerdi": "send"},
    }


def _edit_row(nr, uuid, tekst, **more):
    row = {"nr": nr, "uuid": uuid, "tekst": tekst, "foerste": False, "sidste": False, "fjernet": False}
    return row | more
