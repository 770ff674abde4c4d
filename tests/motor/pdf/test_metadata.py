import dataclasses

from mso_portal.motor.pdf.metadata import Metadata, footer, metadata
from tests.motor.pdf import papirer


def test_metadata_holds_kind_and_number_but_no_case_title(settings):
    settings.MSO_ORGANISATION, settings.MSO_VERSION = "Prøvekommunen", "9.9"

    assert metadata(papirer.CLOSED_WORKING) == Metadata(
        title="Indstilling 2026-014, til godkendelse",
        author="Prøvekommunen",
        creator="MSO-portalen 9.9",
        created="2026-05-20T11:02:00+02:00",
    )


def test_footer_of_filed_paper_in_production_is_its_own_text_and_hash(settings):
    settings.MSO_MILJOE = "drift"

    assert footer(papirer.FILED) == "Version 3 · godkendt 20. maj 2026 kl. 11.02 · ab12cd34"


def test_footer_of_working_print_in_demo_says_invented_and_not_filed(settings):
    settings.MSO_MILJOE = "demo"
    winter = dataclasses.replace(papirer.WORKING, dato=papirer.DATO.replace(month=1, hour=9))

    assert footer(winter) == (
        "Opfundne personer og tal · Udskrift 20. januar 2026 kl. 9.02. Ikke arkiveret. · ab12cd34"
    )
