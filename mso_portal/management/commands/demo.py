"""Play the demo world into an empty database, in its own time (60-demoverden)."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from indstillinger.models import Indstilling
from mso_portal.management.afspil import play_year, settle_post
from mso_portal.management.verden import play_organisation, read
from mso_portal.motor import ur
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import DANSK_TID

DEMODAG = datetime(2020, 11, 23, 9, 0, tzinfo=DANSK_TID)


class Command(BaseCommand):
    help = "Afspiller demoverdenen. »forfra« sletter den og begynder igen."

    def add_arguments(self, parser):
        parser.add_argument("handling", nargs="?", choices=["forfra"])

    def handle(self, *, handling=None, **options):
        if settings.MSO_MILJOE == "drift":
            raise CommandError("Demoen kan ikke afspilles i drift.")
        if Bruger.objects.exists():
            if handling != "forfra":
                self.stdout.write(
                    "Demoen findes allerede. Skriv »manage.py demo forfra« for at slette den og begynde igen."
                )
                return self.describe()
            self.empty()
        with transaction.atomic():
            play_organisation()
            steps = play_year()
            settle_post(DEMODAG - timedelta(days=5))
        set_clock()
        self.stdout.write(f"Afspillede {steps} trin: {Bruger.objects.count()} personer, "
                          f"{Indstilling.objects.count()} indstillinger.")  # fmt: skip
        return self.describe()

    def describe(self):
        """Tell who can log in and what to try."""
        self.stdout.write(f"Demoens dag er {timezone.localtime(ur.nu()):%-d.%-m.%Y}. Log ind som:")
        for row in read("personer.toml")["person"]:
            if row.get("kort"):
                self.stdout.write(f"  {row['navn']}: {row['proev']}")

    def empty(self):
        """Start over with an empty schema: the limited role cannot, so the owner does."""
        owner = os.environ.get("DATABASE_URL_EJER")
        if not owner:
            raise CommandError("Sæt DATABASE_URL_EJER til databasens ejer for at begynde forfra.")
        connection.close()
        with psycopg.connect(owner, autocommit=True) as server:
            server.execute("DROP SCHEMA public CASCADE")
            server.execute("CREATE SCHEMA public")
        for command in ("migrate", "db_rettigheder"):
            subprocess.run([sys.executable, settings.BASE_DIR / "manage.py", command, "-v", "0"], check=True)


def set_clock():
    """Let the portal's clock run on from the demo's day."""
    path = settings.VAR / "ur"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(round((DEMODAG - ur.maskintid()).total_seconds())))
