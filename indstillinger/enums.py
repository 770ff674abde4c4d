"""Choices of the paper and its rows; labels are the only words for a state anywhere (03 §12)."""

from django.db import models


class Tilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
    BEHANDLET = "behandlet", "Behandlet"
    TRUKKET = "trukket", "Trukket"


class Fase(models.TextChoices):
    """What people see: the state, and what is going on within it (10 §3.2)."""

    KLADDE = "kladde", "Kladde"
    I_KOORDINERING = "i_koordinering", "I koordinering"
    RETURNERET = "returneret", "Returneret"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
    PAA_DAGSORDEN = "paa_dagsorden", "På dagsorden"
    UDSENDT = "udsendt", "Udsendt"
    UDSAT = "udsat", "Udsat"
    BEHANDLET = "behandlet", "Behandlet"
    TRUKKET = "trukket", "Trukket"


class Aabenhed(models.TextChoices):
    """ikke_angivet counts as lukket everywhere (10 §4)."""

    IKKE_ANGIVET = "ikke_angivet", "Ikke angivet"
    AABEN = "aaben", "Åben"
    LUKKET = "lukket", "Lukket"


class Hjemmel(models.TextChoices):
    """The grounds of forvaltningsloven § 27, and `intern`, which is none."""

    PRIVATE_FORHOLD = "private_forhold", "Personlige eller private forhold"
    FORRETNINGSFORHOLD = "forretningsforhold", "Forretningsforhold"
    OFFENTLIGE_INTERESSER = "offentlige_interesser", "Det offentliges økonomiske interesser"
    STRAF_DISCIPLIN = "straf_disciplin", "Straf- og disciplinærsager"
    KONTROL_PLANLAEGNING = "kontrol_planlaegning", "Kontrol og planlægning"
    ANDET_HENSYN = "andet_hensyn", "Andet hensyn efter § 27"
    INTERN = "intern", "Intern drøftelse (ikke en lovhjemmel)"


class Sagstype(models.TextChoices):
    BESLUTNING = "beslutning", "Beslutning"
    DROEFTELSE = "droeftelse", "Drøftelse"
    ORIENTERING = "orientering", "Orientering"


class Formular(models.TextChoices):
    ALMINDELIG = "almindelig", "Almindelig"
    INDSATSPLAN = "indsatsplan", "Indsatsplan"
    MAALING = "maaling", "Måling"
    OPFOELGNING = "opfoelgning", "Opfølgning"


class Punktslags(models.TextChoices):
    GODKEND = "godkend", "Godkend"
    TAG_TIL_EFTERRETNING = "tag_til_efterretning", "Tag til efterretning"
    DROEFT = "droeft", "Drøft"
    TAG_STILLING = "tag_stilling", "Tag stilling"


class Udgiftsgrundlag(models.TextChoices):
    SAMLET = "samlet", "Samlet"
    LOENSUM = "loensum", "Lønsum inkl. pension og tillæg"


class Finansieringsstatus(models.TextChoices):
    IKKE_ANGIVET = "ikke_angivet", "Endnu ikke besvaret"
    ANGIVET = "angivet", "Finansieringen står nedenfor"
    INGEN_UDGIFT = "ingen_udgift", "Ingen direkte udgifter"


class Kilde(models.TextChoices):
    GRUNDBUDGET = "grundbudget", "Afdelingens grundbudget"
    OPSPARING = "opsparing", "Afdelingens opsparing"
    FAELLES_OPSPARING = "faelles_opsparing", "MSO's fælles opsparing"
    TVAERGAAENDE_PULJE = "tvaergaaende_pulje", "Tværgående pulje"


class Anledning(models.TextChoices):
    """Why a version was frozen."""

    KOORDINERING = "koordinering", "Sendt i koordinering"
    INDSENDT = "indsendt", "Sendt til godkendelse"
    LUKKET_EFTER = "lukket_efter", "Gjort lukket bagefter"
    AABNET_EFTER = "aabnet_efter", "Gjort åben bagefter"
    TIDLIGERE = "tidligere", "Registreret fra et tidligere møde"


class Godkendelsesudfald(models.TextChoices):
    GODKENDT = "godkendt", "Godkendt"
    RETURNERET = "returneret", "Sendt tilbage"


class Koordineringsstatus(models.TextChoices):
    """naevnt: named in an old form, never asked."""

    NAEVNT = "naevnt", "Nævnt, ikke spurgt"
    SENDT = "sendt", "Afventer svar"
    BESVARET = "besvaret", "Besvaret"
    FRAFALDET = "frafaldet", "Videre uden svar"


class Svar(models.TextChoices):
    ENIG = "enig", "Enig"
    BEMAERKNINGER = "bemaerkninger", "Bemærkninger"
    UENIG = "uenig", "Uenig"


class Layout(models.TextChoices):
    """The three historical forms."""

    TABEL_2019 = "tabel_2019", "Skema i tabel fra 2019"
    SKEMA_2020 = "skema_2020", "Skema fra 2020"
    SKEMA_2020_PROCES = "skema_2020_proces", "Skema fra 2020 med proces"
    UKENDT = "ukendt", "Ikke et kendt skema"


class Importstatus(models.TextChoices):
    VENTER = "venter", "Bliver læst"
    INDLAEST = "indlaest", "Klar til gennemsyn"
    BEKRAEFTET = "bekraeftet", "Bekræftet"
    KASSERET = "kasseret", "Kasseret"
    AFVIST = "afvist", "Kunne ikke læses"


class Tjekaarsag(models.TextChoices):
    """Why a value read from an old form has to be looked at (10 §8)."""

    AFKRYDSNING = "afkrydsning", "Krydset kan ikke læses. Vælg selv."
    NAVN_UKENDT = "navn_ukendt", "Navnet er ikke kendt i portalen. Vælg en person."
    NAVN_MANGLER = "navn_mangler", "Skemaet nævner ingen person. Vælg en."
    AFDELING_MANGLER = "afdeling_mangler", "Skemaet nævner ingen afdeling. Vælg en."
    FORMULAR_GAETTET = "formular_gaettet", "Formularen er gættet ud fra titlen."
    SLAGS_GAETTET = "slags_gaettet", "Det er gættet, hvad punktet beder om."
    AAR_UDLEDT = "aar_udledt", "Året er gættet ud fra mødet."
    TID_ULAEST = "tid_ulaest", "Tidspunktet er ikke læst som en dato."
    ENHED_OMREGNET = "enhed_omregnet", "Beløbet stod i kroner og er regnet om."
    ENHED_GAETTET = "enhed_gaettet", "Beløbet stod uden enhed."
    FINANSIERING = "finansiering", "Krydset ved finansiering kan ikke læses. Vælg selv."
    BILAG_UDEN_FIL = "bilag_uden_fil", "Bilaget er nævnt, men filen følger ikke med."
    BILAG_UDEN_NUMMER = "bilag_uden_nummer", "Et bilag er nævnt uden nummer."
    FLYTTET = "flyttet", "Teksten er flyttet hertil fra et andet afsnit."
    DOBBELT = "dobbelt", "Feltet stod to gange med forskellig tekst."
    REFERAT = "referat", "Linjen er fra referatet og venter på mødet."


BADGE = {
    Tilstand.KLADDE: "neutral",
    Tilstand.TIL_GODKENDELSE: "info",
    Tilstand.GODKENDT: "ok",
    Tilstand.BEHANDLET: "ok",
    Tilstand.TRUKKET: "neutral",
    Fase.I_KOORDINERING: "info",
    Fase.RETURNERET: "obs",
    Fase.PAA_DAGSORDEN: "info",
    Fase.UDSENDT: "info",
    Fase.UDSAT: "obs",
    Aabenhed.IKKE_ANGIVET: "obs",
    Aabenhed.AABEN: "neutral",
    Aabenhed.LUKKET: "neutral",
}
