"""The worker: carries out the jobs that lie in the database (mail, packs, reminders, imports)."""

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from mso_portal.motor.jobs import DEAD_AFTER, HEARTBEAT, fresh_connection, watch

# Under the ten seconds the process runner and most service managers wait before they kill.
LAST_JOBS_SECONDS = 8


class Command(BaseCommand):
    help = "Udfører portalens baggrundsjob, indtil den bliver bedt om at stoppe (Ctrl-C eller SIGTERM)."

    def add_arguments(self, parser):
        parser.add_argument("--koe", action="append", help="kun denne kø (kan gentages); ellers alle køer")
        parser.add_argument("--samtidige", type=int, default=4, help="hvor mange job ad gangen (4)")
        parser.add_argument("--tom", action="store_true", help="stop, når der ikke er flere job")

    def handle(self, *args, koe, samtidige, tom, **options):
        """The library stops politely on a signal: no new job is taken, those begun get time to end."""
        with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
            worker_app.run_worker(
                queues=koe, concurrency=samtidige, wait=not tom, shutdown_graceful_timeout=LAST_JOBS_SECONDS,
                update_heartbeat_interval=HEARTBEAT, stalled_worker_timeout=DEAD_AFTER,
                worker_middleware=[watch], task_middleware=[fresh_connection],
            )  # fmt: skip
