"""Worlds that tests read or change from where they stand, made once for the module that names one as FAELLES.

What a test does is taken back after it, so the rows are as they were made; each test reads objects of its own.
"""

from tests import builders, builders_indsats, builders_status
from tests.indsatser.rigplan import rig
from tests.indsatser.statusverden import SPOERGSMAAL
from tests.indsatser.statusverden import laast as locked


def rigget():
    """A plan with something in every room; the people are called as in the fixtures."""
    tina, per, kim, sofie = (
        builders.bruger(name) for name in ("Tina Tovholder", "Per Programejer", "Kim Kontorchef", "Sofie Sekretær")
    )
    styregruppe = builders.forum("SG", navn="Styregruppen", slags="styregruppe")
    builders.medlemskab(sofie, styregruppe, "sekretaer")
    hr = builders.afdeling("HR", navn="HR og udvikling")
    builders.tilknytning(kim, hr, "leder")
    plan = rig(builders_indsats.plan(tina, per, styregruppe), hr)
    return {"tina": tina, "per": per, "kim": kim, "sofie": sofie, "styregruppe": styregruppe, "hr": hr,
            "ejerenhed": plan.ejerenhed, "plan": plan}  # fmt: skip


def aaben():
    """Its status, to be written."""
    world = rigget()
    return {**world, "status": builders_status.status(world["plan"])}


def laast(**tekster):
    """The same status locked, with one question."""
    world = aaben()
    return {**world, "status": locked(world["status"], world["sofie"], beslutninger=[SPOERGSMAAL], **tekster)}
