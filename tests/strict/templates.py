"""An unknown template variable fails, unless a tag or the filter `default` asks whether it is there."""

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import base, engines
from django.template.defaultfilters import default

_lenient = ContextVar("lenient", default=False)


class UnknownVariable(Exception):
    pass


class Refusal(str):
    """Stands as `string_if_invalid`: Django's usual empty text where it is lenient, an error elsewhere."""

    def __bool__(self):
        return not _lenient.get()

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, variable):
        raise UnknownVariable(f"ukendt variabel i skabelonen: {variable}")


def _asks(expression):
    return bool(expression.filters) and expression.filters[0][0] is default


def _is_ours(context):
    template = context.render_context.template or context.template
    return _stands_in_ours(template.origin.name if template else base.UNKNOWN_SOURCE)


@cache
def _stands_in_ours(name):
    return name == base.UNKNOWN_SOURCE or Path(name).is_relative_to(settings.BASE_DIR / "templates")


def install(monkeypatch):
    """Django's own templates lean on unknown variables, so only ours are held to it."""
    resolve = base.FilterExpression.resolve

    def strict(self, context, ignore_failures=False):
        token = _lenient.set(_asks(self) or not _is_ours(context))
        try:
            return resolve(self, context, ignore_failures)
        finally:
            _lenient.reset(token)

    monkeypatch.setattr(base.FilterExpression, "resolve", strict)
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Refusal())
