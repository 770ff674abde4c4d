"""Choices of the paper and its rows; labels are the only words for a state anywhere (03 §12)."""

from django.db import models


class Tilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
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
    TIDLIGERE = "tidligere", "Registreret fra et tidligere møde"


class Moedetilstand(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    I_GANG = "i_gang", "I gang"
    AFHOLDT = "afholdt", "Afholdt"
    AFLYST = "aflyst", "Aflyst"


BADGE = {
    Tilstand.KLADDE: "neutral",
    Tilstand.TIL_GODKENDELSE: "info",
    Tilstand.GODKENDT: "ok",
    Tilstand.BEHANDLET: "ok",
    Tilstand.TRUKKET: "neutral",
    Aabenhed.IKKE_ANGIVET: "obs",
    Aabenhed.AABEN: "neutral",
    Aabenhed.LUKKET: "neutral",
}
