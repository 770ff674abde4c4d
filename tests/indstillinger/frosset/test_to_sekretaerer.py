"""Two sekretærer write the minutes at once (11 §14, check 16): in two items, in two fields, then in one."""

import pytest
from django.test import Client

from indstillinger.models import Importfelt, Referatpunkt
from indstillinger.workflow import afvikling
from indstillinger.workflow.referatlinjer import BRUGT, LINJE, use_line
from mso_portal.motor import sessions, ur
from tests import builders_moede
from tests.builders_import import importforsoeg
from tests.builders_indstilling import indstilling
from tests.indstillinger.formular import posted
from tests.indstillinger.frosset.i_traek import in_turn
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import raekke
from tests.indstillinger.samtidig import at_once, same_login

DATO = verden.EFTER.date()
URL = f"/moeder/ct-{DATO}/afvikling/{{}}/"


@pytest.fixture
def raekker(forum, folk):
    """A row in each of two items of a meeting that is going on."""
    moede = builders_moede.moede(forum, DATO, moedeleder=folk.carla, sekretaer=folk.kirsten)
    items = [builders_moede.punkt(moede, titel=titel) for titel in ("Velkomst", "Eventuelt")]
    builders_moede.sendt(moede, folk.kirsten, modtagere=[folk.mona])
    minutes = afvikling.start(moede, by=folk.kirsten).referater.get()
    return [raekke(minutes, punkt, 1) for punkt in items]


@pytest.fixture
def klienter(folk):
    return [_logged_in(person) for person in (folk.kirsten, folk.kaj)]


def _logged_in(person):
    client = Client()
    client.force_login(person)
    session = client.session
    sessions.start(session)
    session.save()
    return client


def write(klienter, pages, klokken):
    """Let both open their page, and then save it at once with what each writes; returns the answers in order."""
    opened = [posted(client.get(url)) | texts for client, (url, texts) in zip(klienter, pages, strict=True)]

    def saver(client, url, data):
        with ur.stil(klokken):
            return same_login(client).post(url, data)

    return at_once([
        lambda client=client, url=url, data=data: saver(client, url, data)
        for client, (url, _), data in zip(klienter, pages, opened, strict=True)
    ])  # fmt: skip


def test_two_in_two_items_lose_nothing(raekker, klienter, klokken):
    names = [f"{row.uuid}:ordlyd" for row in raekker]

    answers = write(klienter, [(URL.format(1), {names[0]: "Kirstens"}), (URL.format(2), {names[1]: "Kajs"})], klokken)

    assert [one.status_code for one in answers] == [302, 302]
    assert [Referatpunkt.objects.get(pk=row.pk).ordlyd for row in raekker] == ["Kirstens", "Kajs"]


def test_two_in_two_fields_of_one_row_lose_nothing(raekker, klienter, klokken):
    uuid, url = raekker[0].uuid, URL.format(1)

    answers = write(klienter, [(url, {f"{uuid}:ordlyd": "Kirstens"}), (url, {f"{uuid}:begrundelse": "Kajs"})], klokken)

    row = Referatpunkt.objects.get(pk=raekker[0].pk)
    assert [one.status_code for one in answers] == [302, 302]
    assert (row.ordlyd, row.begrundelse) == ("Kirstens", "Kajs")


def test_two_in_one_field_get_one_conflict_page_with_both_texts(raekker, klienter, klokken):
    name, url = f"{raekker[0].uuid}:ordlyd", URL.format(1)

    answers = write(klienter, [(url, {name: "Kirstens ordlyd"}), (url, {name: "Kajs ordlyd"})], klokken)

    assert sorted(one.status_code for one in answers) == [302, 409]
    page = next(one for one in answers if one.status_code == 409)
    stored = Referatpunkt.objects.get(pk=raekker[0].pk).ordlyd
    typed = ({"Kirstens ordlyd", "Kajs ordlyd"} - {stored}).pop()
    html = page.content.decode()
    assert html.count('<div class="konflikt"') == 1
    assert html.count(f'<template class="gemt-vaerdi">{stored}</template>') == 1
    assert posted(page)[name] == [typed]


def test_line_of_an_old_referat_used_by_two_at_once_finds_one_place(raekker, forum, folk, klokken):
    paper = indstilling(folk.signe, forum=forum, leder=folk.lars, tilstand="godkendt", raekker=False)
    builders_moede.punkt(raekker[0].punkt.moede, paper, nummer="3")
    read = importforsoeg(folk.signe, forum, status="bekraeftet", indstilling=paper)
    line = Importfelt.objects.create(forsoeg=read, plads=10, felt=LINJE, vaerdi="Det blev aftalt", fra=0, til=0)

    answers = in_turn(
        lambda: use_line(line, "droeftet", by=folk.kirsten).tekst,
        lambda: use_line(line, "droeftet", by=folk.kaj).tekst, klokken,
    )  # fmt: skip

    assert answers == ["<p>Det blev aftalt</p>", BRUGT]
    assert Referatpunkt.objects.filter(slags="droeftet").count() == 1
