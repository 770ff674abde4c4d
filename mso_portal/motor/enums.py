"""Choices of the engines."""

from django.db import models


class Opslagsslags(models.TextChoices):
    VIS = "vis", "vist på en side"
    LISTE = "liste", "vist i en liste"
    SOEG = "soeg", "fundet ved søgning"
    PDF = "pdf", "hentet som PDF"
    HISTORIK = "historik", "læst i historikken"
    EKSPORT = "eksport", "hentet som tabel"


class Udgave(models.TextChoices):
    ARBEJDSUDGAVE = "arbejdsudgave", "arbejdsudgave"
    UDSENDT = "udsendt", "udsendt"
