"""21 §12 Limits: a status of over 60 pages leaves the long parts of its annex to the sheets, and says so."""

from dataclasses import replace

import pytest

from indsatser.document.statuspapir import status_document
from indsatser.document.statuspapir_grundlag import FLEST_SIDER
from indsatser.workflow import statuslaas
from mso_portal.motor.documents import Loebende, Note, strings
from tests import builders_status
from tests.indsatser import statusverden
from tests.indsatser.rigplan import rig
from tests.indsatser.statusdata import toender
from tests.indsatser.statuspapirer import LAAST, blokke, raekker


def titler(document, afsnit):
    return [block.titel for block in blokke(document, afsnit, Loebende)]


@pytest.mark.parametrize("form, afsnit", [("kort", "grundlag"), ("fuld", "bilag")])
def test_paper_without_its_long_annex_says_where_that_stands(form, afsnit):
    whole, short = (status_document(toender() | {"form": form}, LAAST, has_annex=has)[0] for has in (True, False))

    assert ("Målemetoder" in titler(whole, afsnit), "Målemetoder" in titler(short, afsnit)) == (True, False)
    assert raekker(whole, afsnit)[0][0] == "Nye regler"
    assert "Nye regler" not in [text for block in short.section(afsnit).blocks for text in block.strings()]
    assert blokke(short, afsnit, Note)[0].text == (
        "Status ville fylde over 60 sider. Målemetoderne og de øvrige åbne risici er derfor ikke trykt her; de står i"
        " regnearket, som hentes på siden for status."
    )


@pytest.fixture
def trykte(monkeypatch):
    """Let every paper take as many pages as `sider` says, and keep what was printed."""
    papers, sider = [], {"antal": FLEST_SIDER}

    def rendered(document, **how):
        papers.append(document)
        return replace(statusverden.rendered(document, **how), pages=sider["antal"])

    monkeypatch.setattr(statuslaas, "render_in_child", rendered)
    return papers, sider


@pytest.mark.parametrize("sider, uden_bilag", [(FLEST_SIDER, [False]), (FLEST_SIDER + 1, [False, True])])
def test_lock_prints_it_again_without_when_it_takes_too_many_pages(kladde, hr, sofie, trykte, sider, uden_bilag):
    papers, pages = trykte
    pages["antal"] = sider

    found = statusverden.laast(builders_status.status(rig(kladde, hr)), sofie)

    assert [any("over 60 sider" in text for text in strings(one)) for one in papers] == uden_bilag
    assert found.udgave.sider == sider
