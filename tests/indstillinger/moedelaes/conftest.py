"""The same small meeting as where it is held."""

from tests.indstillinger.afvikling.conftest import (  # noqa: F401
    carla,
    kirsten,
    mads,
    moede,
    moededag,
    paper,
    udsendt,
)
