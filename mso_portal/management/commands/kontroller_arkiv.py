"""Check an archive package of a meeting: hashes, and that its numbers agree."""

from django.core.management.base import BaseCommand, CommandError

from indstillinger.arkiv.kontrol import faults


class Command(BaseCommand):
    help = "Kontrollerer en arkivpakke. Slutter med fejl og navnet på det, der ikke passer."

    def add_arguments(self, parser):
        parser.add_argument("fil", help="arkivpakken, en ZIP-fil")

    def handle(self, *, fil, **options):
        try:
            found = faults(fil)
        except OSError as error:
            raise CommandError(f"Filen kan ikke åbnes: {error.strerror}. Ret stien, og prøv igen.") from None
        if found:
            raise CommandError("Arkivpakken er ikke, som den blev skrevet:\n" + "\n".join(found))
        self.stdout.write("Arkivpakken er hel.")
