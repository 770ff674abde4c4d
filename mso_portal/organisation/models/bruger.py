"""People and their other spellings."""

import uuid
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from mso_portal.motor.models import Historisk, person
from mso_portal.organisation import enums
from mso_portal.organisation.querysets import BrugerQuerySet
from mso_portal.vaerdier.sortering import fold, sortering


class BrugerManager(BaseUserManager.from_queryset(BrugerQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(brugernavn=username)


class Bruger(Historisk, AbstractBaseUser):
    """Anyone named in the portal; with `aktiv` also able to log in. Never deleted: names stay on decisions."""

    USERNAME_FIELD = "brugernavn"
    EMAIL_FIELD = "email"

    # Without the field Django writes no row, and no history row, at each login; logins are events.
    last_login = None

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    brugernavn = models.CharField("brugernavn", max_length=60, unique=True)
    navn = models.CharField("navn", max_length=120)
    sortering = models.CharField("sortering", max_length=200, editable=False)
    foldet = models.CharField("foldet navn", max_length=200, editable=False)
    stilling = models.CharField("stilling", max_length=120, blank=True)
    initialer = models.CharField("initialer", max_length=10, blank=True)
    email = models.EmailField("e-mail", null=True, blank=True)
    mailhyppighed = models.CharField(
        "mailhyppighed", max_length=10, choices=enums.Mailhyppighed, default=enums.Mailhyppighed.STRAKS
    )
    fravalgte_beskeder = models.JSONField("beskeder, der ikke ønskes", default=list, blank=True)
    tema = models.CharField("farver", max_length=10, choices=enums.Tema, default=enums.Tema.SYSTEM)
    tekststoerrelse = models.CharField(
        "tekststørrelse", max_length=10, choices=enums.Tekststoerrelse, default=enums.Tekststoerrelse.NORMAL
    )
    piletaster = models.BooleanField("piletaster går til næste punkt", default=True)
    aktiv = models.BooleanField("aktiv", default=True)
    deaktiveret_den = models.DateTimeField("deaktiveret", null=True, editable=False)
    deaktiveret_af = person(null=True, editable=False, verbose_name="deaktiveret af")
    udsteder = models.CharField("udsteder", max_length=200, null=True, blank=True, editable=False)
    emne = models.CharField("emne", max_length=200, null=True, blank=True, editable=False)
    ekstern_id = models.CharField("id i kommunens katalog", max_length=100, null=True, blank=True, unique=True)
    er_demo = models.BooleanField("demoperson", default=False, editable=False)
    er_noedkonto = models.BooleanField("nødkonto", default=False, editable=False)

    objects = BrugerManager()
    history = HistoricalRecords(excluded_fields=["password"])

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["sortering"]
        constraints = [
            models.UniqueConstraint(fields=["udsteder", "emne"], name="bruger_en_pr_identitet"),
            models.CheckConstraint(
                condition=Q(udsteder=None, emne=None) | Q(udsteder__isnull=False, emne__isnull=False),
                name="bruger_udsteder_og_emne",
                violation_error_message="Udsteder og emne sættes sammen.",
            ),
            models.CheckConstraint(
                condition=Q(deaktiveret_den=None, deaktiveret_af=None)
                | Q(deaktiveret_den__isnull=False, deaktiveret_af__isnull=False, aktiv=False),
                name="bruger_deaktiveret_stempel",
                violation_error_message="En deaktiveret person skal have dato og navn.",
            ),
        ]

    def __str__(self):
        return self.navn

    def save(self, *args, **kwargs):
        self.sortering, self.foldet = sortering(self.navn), fold(self.navn)
        super().save(*args, **kwargs)

    @property
    def is_active(self):
        return self.aktiv

    @property
    def fornavn(self):
        return self.navn.split()[0]

    @cached_property
    def rettigheder(self):
        """Today's rights of this person: one query, once per request (the user object lives that long)."""
        from mso_portal.organisation.models.rolle import Rettigheder  # rolle.py builds on bruger.py

        return Rettigheder.of(self)


class Personalias(Historisk):
    """Another spelling of a person's name, found in an old paper; stored folded."""

    bruger = models.ForeignKey(Bruger, models.CASCADE, related_name="personalias", verbose_name="bruger")
    alias = models.CharField("stavemåde", max_length=120, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "personalias"
        verbose_name_plural = "personalias"
        ordering = ["alias"]

    def __str__(self):
        return self.alias

    def save(self, *args, **kwargs):
        self.alias = fold(self.alias)
        super().save(*args, **kwargs)
