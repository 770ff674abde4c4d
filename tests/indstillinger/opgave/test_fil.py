"""The file a task is reported with: chosen on the report page, fetched by who may read the task."""

import uuid

import pytest

from indstillinger.models import Opgave
from mso_portal.motor.models import Fil, Opslag
from tests import builders_moede
from tests.indstillinger.bilag.vedlaeg import body, upload

RESULTAT = "HMU er ringet op, og tallene er samlet."


@pytest.fixture(autouse=True)
def tomt_lager(tmp_path, settings):
    place = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "filer"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


def report(client, opgave, navn="Tal fra HMU.pdf", **felter):
    """Post the report as the page does; without a file when `navn` is empty."""
    fil = {"fil": upload(None, navn)} if navn else {}
    said = {"noegle": uuid.uuid4(), "version": opgave.version, "resultat": RESULTAT}
    return client.post(f"/opgaver/{opgave.nummer}/meld/", {**said, **fil, **felter})


def fetch(client, opgave):
    """Return the answer with what was in it: an open file is read to its end."""
    answer = client.get(f"/opgaver/{opgave.nummer}/fil/")
    answer.held = body(answer) if answer.streaming else b""
    return answer


def test_report_carries_a_file(logget_ind, opgave, anders, carla):
    report(logget_ind(anders), opgave)

    opgave.refresh_from_db()
    facts = logget_ind(carla).get(f"/opgaver/{opgave.nummer}/").context["stamdata"]
    assert (opgave.tilstand, opgave.resultat, opgave.filnavn) == ("meldt_udfoert", RESULTAT, "Tal fra HMU.pdf")
    assert facts[-1] == {
        "navn": "Fil", "vaerdi": f"Tal fra HMU.pdf ({opgave.fil})", "url": f"/opgaver/{opgave.nummer}/fil/",
    }  # fmt: skip


def test_file_is_fetched_under_the_number_of_the_task(logget_ind, opgave, anders, carla):
    report(logget_ind(anders), opgave)

    got = fetch(logget_ind(carla), opgave)

    assert (got["Content-Type"], got["Content-Disposition"]) == (
        "application/pdf", f'attachment; filename="{opgave.nummer}-resultat.pdf"',
    )  # fmt: skip
    assert (got.held[:5], got["Content-Security-Policy"]) == (b"%PDF-", "default-src 'none'; sandbox")


def test_report_without_a_file_is_enough(logget_ind, opgave, anders):
    client = logget_ind(anders)
    report(client, opgave, navn="")

    opgave.refresh_from_db()
    assert (opgave.tilstand, opgave.fil, fetch(client, opgave).status_code) == ("meldt_udfoert", None, 404)


def test_file_is_as_closed_as_the_task(logget_ind, opgave, hemmelig, personer):
    for one in (opgave, hemmelig):
        report(logget_ind(personer["ansvarlig"]), one)

    codes = {role: [fetch(logget_ind(person), one).status_code for one in (opgave, hemmelig)]
             for role, person in personer.items()}  # fmt: skip

    assert codes == {
        "ansvarlig": [200, 200], "stiller": [200, 200], "sekretaer": [200, 200], "medlem": [200, 200],
        "leder": [200, 404], "fremmed": [404, 404],
    }  # fmt: skip


def test_person_kept_out_of_the_item_no_longer_gets_the_file(logget_ind, opgave, aabent, anders, mads, carla):
    report(logget_ind(anders), opgave)
    builders_moede.udelukkelse(aabent, mads, carla)

    assert fetch(logget_ind(mads), opgave).status_code == 404


def test_text_stays_when_the_file_is_refused(logget_ind, opgave, anders):
    answer = report(logget_ind(anders), opgave, navn="tal.exe")

    page = answer.content.decode()
    assert (answer.status_code, RESULTAT in page, "Filtypen .exe kan ikke bruges" in page) == (422, True, True)
    assert Opgave.objects.get(pk=opgave.pk).tilstand == "aaben"


def test_file_must_be_chosen_again_when_the_text_is_too_short(logget_ind, opgave, anders):
    answer = report(logget_ind(anders), opgave, resultat="Gjort")

    assert (answer.status_code, Fil.objects.count()) == (422, 0)
    assert [one["id"] for one in answer.context["fejl"]] == ["id_resultat", "id_fil"]


def test_text_stays_when_somebody_was_first(logget_ind, opgave, anders):
    opgave.version = 7

    answer = report(logget_ind(anders), opgave)

    assert (answer.status_code, RESULTAT in answer.content.decode()) == (409, True)


def test_double_press_reports_once(logget_ind, opgave, anders):
    client, key = logget_ind(anders), uuid.uuid4()

    codes = [report(client, opgave, noegle=key).status_code for _ in range(2)]

    assert (codes, opgave.history.filter(tilstand="meldt_udfoert").count()) == ([302, 409], 1)


def test_new_report_begins_with_the_last_text_and_needs_its_file_anew(logget_ind, opgave, anders, carla):
    report(logget_ind(anders), opgave)
    logget_ind(carla).post(
        f"/opgaver/{opgave.nummer}/genaabn/", {"noegle": uuid.uuid4(), "version": 1, "kommentar": "Mangler Nord."}
    )  # fmt: skip
    opgave.refresh_from_db()
    client = logget_ind(anders)

    form = client.get(f"/opgaver/{opgave.nummer}/meld/").context["form"]
    report(client, opgave, navn="")

    opgave.refresh_from_db()
    assert (form.initial["resultat"], "»Tal fra HMU.pdf«" in form.fields["fil"].help_text) == (RESULTAT, True)
    assert (opgave.filnavn, opgave.fil, opgave.history.filter(filnavn="Tal fra HMU.pdf").count()) == ("", None, 2)


def test_fetch_is_noted(logget_ind, opgave, anders, carla):
    report(logget_ind(anders), opgave)

    fetch(logget_ind(carla), opgave)

    assert list(Opslag.objects.values_list("slags", "genstande")) == [
        ("fil", [["indstillinger.opgave", str(opgave.uuid)]])
    ]
