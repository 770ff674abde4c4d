"""Read an old form and print what the portal would make of it; nothing is stored."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from indstillinger.indlaesning import Afvist, laes_fil
from indstillinger.indlaesning.register import opslag
from mso_portal.motor import ur


class Command(BaseCommand):
    help = "Læser en ældre indstilling (.docx, .txt, .html eller .pdf) og viser felterne. Intet bliver gemt."

    def add_arguments(self, parser):
        parser.add_argument("fil", type=Path, help="skemaet")
        parser.add_argument("--json", action="store_true", help="skriv læsningen som JSON")

    def handle(self, fil, **options):
        try:
            laesning = laes_fil(fil.read_bytes(), fil.name, opslag(ur.i_dag()))
        except OSError as fault:
            raise CommandError(f"Filen {fil} kan ikke åbnes: {fault.strerror}") from None
        except Afvist as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(laesning), ensure_ascii=False, indent=1))
        else:
            self._list(laesning)

    def _list(self, laesning):
        self.stdout.write(f"Skema: {laesning.layout}. {len(laesning.felter)} felter, {len(laesning.marks)} til tjek.")
        for one in laesning.felter:
            row = f" {one.raekke}" if one.raekke else ""
            mark = f" [{one.aarsag}]" if one.tjek else ""
            self.stdout.write(f"{one.felt}{row}{mark}: {one.vaerdi}")
