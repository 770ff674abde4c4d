"""The progress of a long job: the page asks again by itself, or by a link without script, until it is done."""

import re

import pytest
from django.template.loader import render_to_string


def section(faerdig):
    html = render_to_string(
        "komponenter/_fremdrift.html",
        {"titel": "Skemaet bliver læst", "tekst": "12 af 40 sider er læst", "antal": 12, "af": 40, "faerdig": faerdig,
         "url": "/sag/", "videre_url": "/sag/2/", "videre_tekst": "Se felterne", "id": "", "niveau": ""},
    )  # fmt: skip
    return re.findall(r'(?:hx-get|href|hx-select)="([^"]+)"', html), html


@pytest.mark.parametrize(
    ("faerdig", "asked", "bars"), [(False, ["/sag/", "#fremdrift", "/sag/"], 1), (True, ["/sag/2/"], 0)]
)
def test_page_asks_again_until_the_job_is_done(faerdig, asked, bars):
    found, html = section(faerdig)

    assert [found, html.count("<progress"), html.count('role="status"')] == [asked, bars, 1]
