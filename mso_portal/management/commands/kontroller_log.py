"""Recompute the hash chain of the event log from the events themselves."""

import logging

from django.core.management.base import BaseCommand, CommandError

from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Logled


class Command(BaseCommand):
    help = "Regner hændelsesloggens kæde efter. Slutter med fejl, hvis et led ikke passer."

    def handle(self, **options):
        wrong = check_chain()
        last = Logled.objects.order_by("-nr").first()
        end = f"{last.nr} {last.hash}" if last else "0 tom"
        logging.getLogger("mso.log").warning("hændelsesloggens sidste led: %s", end)
        if wrong:
            raise CommandError(f"{len(wrong)} led passer ikke: {', '.join(map(str, wrong[:20]))}. "
                               "Gem en kopi af databasen, før noget rettes, og kontakt revisoren.")  # fmt: skip
        self.stdout.write(f"Kæden er hel. Sidste led: {end}")
