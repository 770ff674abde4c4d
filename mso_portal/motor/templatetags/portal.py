"""Template tags of the shell: scripts with integrity, dates as people write them."""

import base64
import hashlib
from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html

from mso_portal.vaerdier import datoer

register = template.Library()


@register.simple_tag
def script(path):
    """Return a deferred module script with its subresource integrity; KeyError-like failure when it is missing."""
    kind = "module" if path.startswith("js/") else "text/javascript"
    return format_html(
        '<script src="{}" type="{}" integrity="{}" defer></script>', static(path), kind, _integrity(path)
    )


@cache
def _integrity(path):
    with open(finders.find(path), "rb") as file:
        return "sha384-" + base64.b64encode(hashlib.sha384(file.read()).digest()).decode()


register.filter("dato_lang", lambda value: datoer.dato_lang(_local(value)))
register.filter("dato_kort", lambda value: datoer.dato_kort(_local(value)))
register.filter("ugedag_dato", lambda value: datoer.ugedag_dato(_local(value)))
register.filter("klokken", datoer.klokken)


def _local(value):
    return value.astimezone(datoer.DANSK_TID) if getattr(value, "tzinfo", None) else value
