"""What was sent is as it was sent, whatever is asked of the database (11 §14, check 5)."""

import pytest
from django.db import DatabaseError, connection, transaction

from indstillinger.models import Moededokument, Udsendelse
from indstillinger.models.indhold import digest
from indstillinger.workflow import tilstande
from mso_portal.motor.filer import lager

RAA = [
    "UPDATE indstillinger_udsendelse SET sha256 = 'x'",
    "UPDATE indstillinger_udsendelse SET sendt_den = NULL, sendt_af_id = NULL, tilstand = 'klar'",
    "DELETE FROM indstillinger_udsendelse",
    "UPDATE indstillinger_udsendelsespunkt SET maerke = 'rettet'",
    "DELETE FROM indstillinger_udsendelsespunkt",
    "DELETE FROM indstillinger_modtager",
    "UPDATE indstillinger_modtager SET rolle = 'medlem'",
    "UPDATE indstillinger_moededokument SET sha256 = 'x'",
    "UPDATE indstillinger_moededokument SET dele = '[]'",
    "DELETE FROM indstillinger_moededokument",
    "UPDATE indstillinger_dagsordenspunkt SET nummer = '9'",
    "UPDATE indstillinger_punktversion SET sha256 = 'x'",
    "DELETE FROM indstillinger_punktversion",
]


@pytest.mark.parametrize("statement", RAA)
def test_the_database_refuses_to_change_what_was_sent(moedet, sager, sendt, statement):
    sendt(moedet)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_prepared_may_be_changed(moedet, sager, klar):
    sending = klar(moedet)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE indstillinger_udsendelse SET sha256 = 'x'")

    assert Udsendelse.objects.get(pk=sending.pk).sha256 == "x"


def test_hashes_hold_after_everything_live_has_changed(moedet, sager, sendt, lars, kirsten):
    sending = sendt(moedet)
    before = {one.pk: lager.read(one.fil) for one in Moededokument.objects.select_related("fil").order_by("pk")}

    tilstande.withdraw(sager[0].indstilling, "Ikke aktuel.", by=lars)
    moedet.sted = "Et andet sted"
    moedet.save()

    sending.refresh_from_db()
    after = {one.pk: lager.read(one.fil) for one in Moededokument.objects.select_related("fil").order_by("pk")}
    assert digest(sending.manifest) == sending.sha256
    assert after == before


def test_only_the_recall_of_a_document_may_be_written(moedet, sager, sendt, kirsten):
    sendt(moedet)
    document = Moededokument.objects.order_by("pk").first()

    document.tilbagekaldt_den, document.tilbagekaldt_af = document.laast_den, kirsten
    document.save(update_fields=["tilbagekaldt_den", "tilbagekaldt_af"])

    assert Moededokument.objects.get(pk=document.pk).tilbagekaldt_af == kirsten
