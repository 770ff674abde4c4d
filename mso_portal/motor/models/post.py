"""What people are told: the portal's own list, and the outbox of mails. Identifiers only, never content (50 §8)."""

from django.db import models

from mso_portal.motor import ur
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.models.base import person


class Mail(models.Model):
    """One mail to send: `noegle` ("<slags>:<genstand>:<version>:<modtager>") makes a rerun send nothing twice."""

    noegle = models.CharField("nøgle", max_length=200, unique=True)
    slags = models.CharField("slags", max_length=40)
    modtager = person("mails", verbose_name="modtager")
    genstand_type = models.CharField("genstandens type", max_length=60, blank=True)
    genstand_id = models.BigIntegerField("genstandens id", null=True)
    tilstand = models.CharField("tilstand", max_length=10, choices=Mailtilstand, default=Mailtilstand.KLAR)
    forsoeg = models.PositiveSmallIntegerField("forsøg", default=0)
    message_id = models.CharField("Message-ID", max_length=200)
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)
    sendt_den = models.DateTimeField("sendt", null=True)

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ["oprettet_den", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tilstand="sendt", sendt_den__isnull=False)
                | (~models.Q(tilstand="sendt") & models.Q(sendt_den=None)),
                name="mail_sendt_stempel",
                violation_error_message="En sendt mail har et tidspunkt, og kun den.",
            )
        ]
        indexes = [models.Index(fields=["oprettet_den"], name="mail_klar", condition=models.Q(tilstand="klar"))]

    def __str__(self):
        return self.noegle


class Notifikation(models.Model):
    """One line of a person's list. `mail` is the mail that carries it: at once, or the morning's overview."""

    noegle = models.CharField("nøgle", max_length=200, unique=True)
    slags = models.CharField("slags", max_length=40)
    modtager = person("notifikationer", verbose_name="modtager")
    genstand_type = models.CharField("genstandens type", max_length=60)
    genstand_id = models.BigIntegerField("genstandens id")
    tid = models.DateTimeField("tid", default=ur.nu)
    laest_den = models.DateTimeField("læst", null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notifikationer", verbose_name="mail")

    class Meta:
        verbose_name = "notifikation"
        verbose_name_plural = "notifikationer"
        ordering = ["-tid", "-pk"]
        # the bell counts a person's unread lines on every page
        indexes = [
            models.Index(fields=["modtager", "tid"]),
            models.Index(fields=["modtager"], name="notifikation_ulaest", condition=models.Q(laest_den=None)),
        ]

    def __str__(self):
        return self.noegle
