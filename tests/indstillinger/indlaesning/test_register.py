"""The installation's own names as an Opslag, and the command that prints a reading."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from indstillinger.indlaesning.register import opslag
from mso_portal.organisation.models import Personalias, Tilknytning
from tests import builders
from tests.indstillinger.indlaesning import skemaer

DAGEN = date(2020, 5, 29)


@pytest.fixture
def lone(db):
    return builders.bruger("Lone Leder")


def test_names_match_in_any_spelling(lone):
    Personalias.objects.create(bruger=lone, alias="Lone Ledder")
    found = opslag(DAGEN)
    names = ("Lone Leder", "LONE  leder", "Lone Ledder", "Lone Lærer")
    assert [found.find_person(navn) for navn in names] == [lone.pk, lone.pk, lone.pk, None]


def test_name_of_two_persons_is_nobodys(lone):
    builders.bruger("Lone Leder", brugernavn="lone-2")
    assert opslag(DAGEN).find_person("Lone Leder") is None


def test_person_who_has_left_is_not_found(lone):
    lone.aktiv = False
    lone.save()
    assert opslag(DAGEN).find_person("Lone Leder") is None


def test_fora_are_known_by_name_code_and_meeting(db):
    chefteam = builders.forum("CT", navn="Chefteamet", moedenavn="chefmøde")
    lines = ("Drøftes i CT", "Chefteamet drøfter", "På chefmøde i maj", "Et møde")
    assert [opslag(DAGEN).forum_in(line) for line in lines] == [chefteam.pk, chefteam.pk, chefteam.pk, None]


def test_meeting_that_two_fora_share_names_none(db):
    for kode in ("BES", "KIS"):
        builders.forum(kode, navn=f"Gruppe {kode}", moedenavn="styregruppemøde")
    assert opslag(DAGEN).forum_in("Drøftes på styregruppemøde") is None


def test_leader_is_the_one_of_the_day(lone):
    hr = builders.afdeling("HR")
    Tilknytning.objects.create(bruger=lone, afdeling=hr, rolle="leder", fra=date(2020, 1, 1), til=date(2020, 6, 30))
    assert opslag(DAGEN).leder_af(opslag(DAGEN).afdeling("hr")) == lone.pk
    assert opslag(date(2020, 7, 1)).leder_af(hr.pk) is None


def test_lookups_take_five_queries(lone, django_assert_num_queries):
    with django_assert_num_queries(5):
        opslag(DAGEN)


def run(*args):
    call_command("indlaes_formular", *map(str, args))


def test_command_prints_json(lone, capsys):
    run(skemaer.MAPPE / "social-kapital.docx", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert (printed["layout"], sum(one["tjek"] for one in printed["felter"])) == ("skema_2020", 12)
    [leader] = [one for one in printed["felter"] if one["felt"] == "ansvarlig_leder"]
    assert leader["vaerdi"] == str(lone.pk)


def test_command_prints_a_list(lone, capsys):
    run(skemaer.MAPPE / "social-kapital.txt")
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert (first, second) == ("Skema: skema_2020. 35 felter, 12 til tjek.", "titel: Social Kapital 2020")


def test_command_refuses_in_danish(db, tmp_path):
    path = tmp_path / "skema.txt"
    path.write_bytes(b"")
    with pytest.raises(CommandError, match="^Filen er tom. Vælg en anden.$"):
        run(path)


def test_command_refuses_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="kan ikke åbnes"):
        run(tmp_path / "ingen.txt")
