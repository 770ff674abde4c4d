"""Choices of the engines."""

from django.db import models


class Opslagsslags(models.TextChoices):
    VIS = "vis", "vist på en side"
    LISTE = "liste", "vist i en liste"
    SOEG = "soeg", "fundet ved søgning"
    PDF = "pdf", "hentet som PDF"
    HISTORIK = "historik", "læst i historikken"
    EKSPORT = "eksport", "hentet som tabel"
    FIL = "fil", "hentet som fil"


class Udgave(models.TextChoices):
    ARBEJDSUDGAVE = "arbejdsudgave", "arbejdsudgave"
    UDSENDT = "udsendt", "udsendt"


class Filtilstand(models.TextChoices):
    """karantaene: waits for the virus scanner and is served to nobody."""

    KARANTAENE = "karantaene", "Afventer virusscanning"
    OK = "ok", "Kan hentes"
    AFVIST = "afvist", "Afvist af virusscanning"


class Mailtilstand(models.TextChoices):
    KLAR = "klar", "Venter"
    SENDT = "sendt", "Sendt"
    ANNULLERET = "annulleret", "Ikke sendt: modtageren må ikke længere se sagen"
    FEJLET = "fejlet", "Kunne ikke sendes"


class Lukningsgrund(models.TextChoices):
    """Why a failed job is taken off the list: the event log keeps the key, and no text."""

    LOEST = "loest", "Det er gjort på anden vis"
    FORAELDET = "foraeldet", "Det er ikke længere nødvendigt"
    DOBBELT = "dobbelt", "Et andet job har gjort det"
    FEJLMELDT = "fejlmeldt", "Fejlen er meldt til leverandøren"
