"""Addresses of plans: a module per area, each with GENSTANDE (what fills the address) and VERBER (a valid body)."""

from importlib import import_module
from pkgutil import iter_modules


def samlet(navn):
    """Return the tables of that name of all the modules here in one."""
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    return {key: value for module in modules for key, value in getattr(module, navn, {}).items()}
