"""A filter of a list that a person keeps under a name."""

import uuid

from django.db import models

from mso_portal.motor import ur
from mso_portal.motor.models import person


class GemtVisning(models.Model):
    """`forespoergsel` is the list's query string; it is checked again each time it is used."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    bruger = person("gemte_visninger", verbose_name="bruger")
    liste = models.CharField("liste", max_length=30)
    navn = models.CharField("navn", max_length=60)
    forespoergsel = models.CharField("forespørgsel", max_length=1000, blank=True)
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)

    class Meta:
        verbose_name = "gemt visning"
        verbose_name_plural = "gemte visninger"
        ordering = ["navn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bruger", "liste", "navn"],
                name="gemtvisning_et_navn",
                violation_error_message="Du har allerede en visning med det navn.",
            )  # fmt: skip
        ]

    def __str__(self):
        return self.navn
