"""A form changes its own fields and nothing else, whatever else is posted with it."""

import pytest
from django.db import models

from indstillinger.models import RAEKKER, Indstilling
from indstillinger.models.felttekst import EDITABLE
from mso_portal.motor.lock import fingerprint
from mso_portal.organisation.models import Afdeling, Bruger, Forum
from tests.adgang.formular import felter
from tests.adgang.gyldige import VERBER
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db
SPOR = {"version", "redigeret_den", "redigeret_af", "feltspor", "sortering", "foldet"}


def falsk(field, verden):
    """Return a value that a column would take, and that differs from what most rows hold."""
    if field.is_relation:
        return str(verden.personer["medlem"].pk)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField | models.DateField):
        return "2020-01-01"
    if isinstance(field, models.IntegerField):
        return "7"
    return field.choices[-1][0] if field.choices else "falsk"


def columns(model):
    return {field.name: field for field in model._meta.concrete_fields if field.name not in ("id", "password")}


def fremmede(model, shown, verden):
    """Return every column that a page has no control for, with a value it would take."""
    html = shown.content.decode()
    return {
        one: falsk(field, verden)
        for one, field in columns(model).items()
        if f'name="{one}"' not in html and f'"soeg:{one}"' not in html
    }


def values(obj):
    return type(obj)._base_manager.filter(pk=obj.pk).values(*columns(type(obj))).get()


SIDER = {
    "opsaetning_person_ret": (lambda verden: verden.personer["medlem"], "/opsaetning/personer/{0.uuid}/ret/"),
    "opsaetning_forum_ret": (lambda verden: verden.forum, "/opsaetning/fora/{0.kode}/ret/"),
    "opsaetning_afdeling_ret": (lambda verden: verden.enhed, "/opsaetning/afdelinger/{0.kode}/ret/"),
    "profil_ret": (lambda verden: verden.personer["administrator"], "/profil/ret/"),
}


@pytest.mark.parametrize("name", SIDER)
def test_edit_form_changes_its_own_fields_alone(verden, name):
    find, path = SIDER[name]
    obj = find(verden)
    with rullet_tilbage():
        browser = verden.client("administrator")
        shown = browser.get(path.format(obj))
        page, extra = felter(shown), fremmede(type(obj), shown, verden)
        before = values(obj)
        answer = browser.post(path.format(obj), {**extra, **page, **VERBER[name].body(verden, None)})
        changed = {one for one, value in values(obj).items() if value != before[one]}

    assert answer.status_code == 302
    assert changed - SPOR == set(VERBER[name].body(verden, None))


@pytest.mark.parametrize("name, model, path", [
    ("opsaetning_person_ny", Bruger, "/opsaetning/personer/ny/"),
    ("opsaetning_forum_ny", Forum, "/opsaetning/fora/ny/"),
    ("opsaetning_afdeling_ny", Afdeling, "/opsaetning/afdelinger/ny/"),
    ("indstilling_ny", Indstilling, "/indstillinger/ny/"),
])  # fmt: skip
def test_new_row_has_its_own_values_whatever_is_posted(verden, name, model, path):
    with rullet_tilbage():
        made = [oprettet(verden, name, model, path, extra) for extra in (False, True)]
    differing = {one for one in made[0] if made[0][one] != made[1][one]}

    assert differing - {"uuid", "nummer", "oprettet_den", "redigeret_den"} == set()


def oprettet(verden, name, model, path, extra):
    """Return the columns of a row made by the form, with or without every other column in the post."""
    with rullet_tilbage():
        browser = verden.client("administrator")
        shown = browser.get(path)
        page, more = felter(shown), fremmede(model, shown, verden) if extra else {}
        assert browser.post(path, {**more, **page, **VERBER[name].body(verden, None)}).status_code == 302
        return values(model._base_manager.order_by("-pk").first())


FREMMEDE = sorted(set(columns(Indstilling)) - EDITABLE) + ["id", "pk", "delete", "_state", "versioner", "history", "x"]


@pytest.mark.parametrize("felt", FREMMEDE)
def test_autosave_refuses_every_other_column_of_the_paper(verden, felt):
    paper = verden.papirer["kladde", "aaben"]
    stored = str(getattr(paper, felt, ""))
    body = {"felt": felt, "base": fingerprint(stored), "vaerdi": str(verden.personer["medlem"].pk)}
    with rullet_tilbage():
        before = values(paper)
        answers = [verden.client("forfatter").post(f"/indstillinger/{paper.nummer}/felt/", {**body, "base": base})
                   for base in (body["base"], "x")]  # fmt: skip
        after = values(paper)

    assert [answer.status_code for answer in answers] == [422, 422]
    assert after == before


@pytest.mark.parametrize("kind", RAEKKER)
def test_autosave_refuses_every_other_column_of_a_row(verden, kind):
    paper = verden.papirer["kladde", "aaben"]
    row = getattr(paper, f"{kind}_raekker").get()
    others = [one for one in columns(RAEKKER[kind]) if one not in row.INDHOLD] + ["id", "pk", "delete", "history"]
    with rullet_tilbage():
        before = values(row)
        for one in [*others, *(["nr"] if kind == "bilag" else [])]:
            body = {"felt": f"{kind}:{row.uuid}:{one}", "base": fingerprint(str(getattr(row, one, ""))), "vaerdi": "7"}
            answer = verden.client("forfatter").post(f"/indstillinger/{paper.nummer}/felt/", body)
            assert (one, answer.status_code) == (one, 422)
        assert values(row) == before


def test_plain_form_refuses_every_other_column_of_the_paper(verden):
    paper = verden.papirer["kladde", "aaben"]
    body = {f"base:{one}": fingerprint(str(getattr(paper, one, ""))) for one in FREMMEDE}
    body |= {one: str(verden.personer["medlem"].pk) for one in FREMMEDE}
    with rullet_tilbage():
        before = values(paper)
        answer = verden.client("forfatter").post(f"/indstillinger/{paper.nummer}/rediger/", body)
        changed = {one for one, value in values(paper).items() if value != before[one]}

    assert (answer.status_code, changed) == (422, set())
