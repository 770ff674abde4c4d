import pytest

from tests.arkitektur import imports, python, source, templates, texts

WITHOUT_HISTORY = {"Kladdelaas"}
updates_past_history = python.bulk_updates(WITHOUT_HISTORY, set())
VIEWS, PAGE = "indstillinger/views.py", "templates/indstillinger/indstilling_vis.html"
COMPONENT = "templates/komponenter/_knap.html"

# (check, path, text, the lines it must complain of)
PLANTED = [
    (imports.upward_imports, "mso_portal/vaerdier/x.py", "from mso_portal.motor import ur", [1]),
    (imports.upward_imports, "mso_portal/motor/x.py", "def f():\n    import indstillinger.models", [2]),
    (imports.upward_imports, "mso_portal/motor/x.py", "from mso_portal import organisation", [1]),
    (imports.upward_imports, "mso_portal/motor/x.py", "from ..organisation import models", [1]),
    (imports.upward_imports, "mso_portal/motor/x.py", "from mso_portal import settings", [1]),
    (imports.upward_imports, "indstillinger/x.py", "import indsatser", [1]),
    (imports.upward_imports, "maalinger/x.py", "from indstillinger.models import Indstilling", [1]),
    (imports.upward_imports, "mso_portal/forside.py", "from tests import builders", [1]),
    (imports.upward_names, "mso_portal/organisation/models.py", 'x = "indstillinger.Indstilling"', [1]),
    (imports.upward_names, "mso_portal/motor/x.py", 'x = "mso_portal.organisation.models"', [1]),
    (imports.layer_imports, "indstillinger/models/a.py", "if a:\n    from indstillinger import rules", [2]),
    (imports.layer_imports, "indstillinger/rules.py", "from .workflow import submit", [1]),
    (imports.layer_imports, "indstillinger/enums.py", "import indstillinger.views.liste", [1]),
    (imports.layer_imports, "mso_portal/organisation/querysets.py", "from .models import Bruger", [1]),
    (imports.files_without_a_layer, "indstillinger/diverse.py", "", [1]),
    (python.long_files, "a.css", "\n" * 401, [401]),
    (python.foreign_letters, "a.py", "def f(år):\n    return år", [1, 2]),
    (python.foreign_letters, "a.py", "class A:\n    møde = 1", [2]),
    (python.vague_modules, "indstillinger/utils.py", "", [1]),
    (python.vague_modules, "mso_portal/core/a.py", "", [1]),
    (python.vague_modules, "tests/test_helpers.py", "", [1]),
    (python.other_clocks, VIEWS, "from django.utils import timezone\nx = timezone.now()", [2]),
    (python.other_clocks, VIEWS, "x = datetime.date.today()\ny = f(default=datetime.now)", [1, 2]),
    (python.other_clocks, VIEWS, "from django.utils.timezone import now", [1]),
    (python.other_clocks, VIEWS, "x = DateField(auto_now_add=True)", [1]),
    (python.unsafe_output, VIEWS, "from django.utils.safestring import mark_safe", [1]),
    (python.unsafe_output, VIEWS, "class A(str):\n    def __html__(self):\n        return self", [2]),
    (python.unsafe_output, "mso_portal/motor/charts/svg.py", "x = safestring.mark_safe(y)", [1]),
    (python.raw_sql, VIEWS, "with connection.cursor() as c:\n    c.execute('x')", [1, 2]),
    (python.raw_sql, VIEWS, "Indstilling.objects.raw('x')\nRawSQL('x')", [1, 2]),
    (python.taken_names, "indstillinger/models.py", "class Sag(Model):\n    maaling = Field()", [1, 2]),
    (updates_past_history, VIEWS, "Indstilling.objects.filter(pk=1).update(titel='x')", [1]),
    (updates_past_history, VIEWS, "forum.moede_set.update(**x)\nM.objects.bulk_update(y, z)", [1, 2]),
    (texts.members_without_label, "x/enums.py", "class A(Choices):\n    B = 'b'\n    C = 'c', ' '", [2, 3]),
    (texts.openness_elsewhere, "x/enums.py", "class A(TextChoices):\n    B = 'b', 'Lukket'", [2]),
    (texts.words_never_said, PAGE, "<p>Feltet er påkrævet</p>\n<p>Fejl!</p>\n<b>Status: ny</b>", [1, 2, 3]),
    (texts.words_never_said, "x/forms.py", "def f():\n    raise E('Ugyldig dato')", [2]),
    (texts.bare_buttons, PAGE, "<p></p>\n<button type=submit>{% icon %}\n Godkend </button>", [2]),
    (templates.inline_code, PAGE, '<p class="a"\n style="x">\n<a onclick="y">', [1, 3]),
    (templates.inline_code, PAGE, "<script>x</script>\n<script src=a>x</script>\n<style>", [1, 2, 3]),
    (templates.inline_code, PAGE, '<a href="javascript:x">', [1]),
    (templates.unescaped, PAGE, "{{ x|safe }}\n{% autoescape off %}", [1, 2]),
    (templates.queries, PAGE, "{% for x in y.punkter.all %}\n{{ y.punkt_set.count }}", [1, 2]),
    (templates.access_decisions, PAGE, "{% if user.is_staff %}\n{% if perms.x %}", [1, 2]),
    (templates.open_includes, PAGE, '{% include "komponenter/_knap.html" with a=1 %}', [1]),
    (templates.open_includes, COMPONENT, '{# a #}\n{% include "x.html" %}', [2]),
    (templates.components_without_inputs, COMPONENT, "<a>{{ tekst }}</a>", [1]),
]
INNOCENT = [
    (imports.upward_imports, "mso_portal/forside.py", "from indstillinger.models import Indstilling"),
    (imports.upward_imports, "indsatser/x.py", "from indstillinger import rules\nimport maalinger.models"),
    (imports.upward_imports, "tests/x.py", "from tests import builders"),
    (imports.upward_names, "mso_portal/organisation/x.py", 'x = "organisation.Bruger"'),
    (imports.layer_imports, "indstillinger/views/a.py", "from indstillinger import forms, models, rules"),
    (imports.files_without_a_layer, "indstillinger/models/punkt.py", ""),
    (python.long_files, "a.py", "\n" * 400),
    (python.foreign_letters, "a.py", 'x = "år"  # år'),
    (python.vague_modules, "mso_portal/common_things.txt", ""),
    (python.other_clocks, VIEWS, "x = ur.nu()\ny = now_or_never.today"),
    (python.other_clocks, "mso_portal/motor/ur.py", "timezone.now()"),
    (python.unsafe_output, "mso_portal/vaerdier/rigtekst.py", "mark_safe(x)"),
    (python.raw_sql, "indstillinger/querysets.py", "RawSQL('x')"),
    (python.taken_names, "indstillinger/models.py", "class A(TextChoices):\n    MAALING = 'maaling', 'B'"),
    (updates_past_history, VIEWS, "Kladdelaas.objects.update(x=1)\nd.update(e)\nsha.update(b'')"),
    (texts.members_without_label, "x/enums.py", "class A(TextChoices):\n    B = 'b', 'Bh'"),
    (texts.openness_elsewhere, "x/enums.py", "class Aabenhed(TextChoices):\n    B = 'b', 'Lukket'"),
    (texts.words_never_said, PAGE, "{# OK #}{% comment %}venligst{% endcomment %}<p>TOKEN</p>"),
    (texts.words_never_said, "x/forms.py", '"""Says OK to it."""'),
    (texts.bare_buttons, PAGE, "<button>Godkend referat</button>"),
    (templates.inline_code, PAGE, '<script src="x" defer></script><p>tone = 1</p><input style-x="1">'),
    (templates.inline_code, PAGE, '{# style="" #}<p data-one="1">'),
    (templates.unescaped, PAGE, "{{ x|safety }}"),
    (templates.queries, PAGE, "{{ x.allowed }}{{ login.sidst_set }} a.all"),
    (templates.access_decisions, PAGE, "{{ user.navn }}"),
    (templates.open_includes, PAGE, '{% include "komponenter/_x.html" only %}{% include "_del.html" %}'),
    (templates.open_includes, COMPONENT, '{# a #}{% include "komponenter/ikoner/plus.svg" %}'),
    (templates.components_without_inputs, COMPONENT, "{# tekst #}"),
]
CHECKS = {check for check, *_ in PLANTED} - {updates_past_history}


@pytest.mark.parametrize("check", sorted(CHECKS, key=lambda check: check.__name__))
def test_tree_is_free_of(check):
    assert source.findings(check) == []


@pytest.mark.parametrize(("check", "path", "text", "lines"), PLANTED)
def test_planted_fault_is_found(check, path, text, lines):
    assert sorted(line for line, _ in check(path, text)) == lines


@pytest.mark.parametrize(("check", "path", "text"), INNOCENT)
def test_innocent_source_passes(check, path, text):
    assert list(check(path, text)) == []


def test_every_check_is_run_and_proved_both_ways():
    modules = imports, python, templates, texts
    written = {
        value for module in modules for name, value in vars(module).items()
        if getattr(value, "__code__", None) and value.__module__ == module.__name__
        and value.__code__.co_varnames[:2] == ("path", "text") and name[0] != "_"
    }  # fmt: skip
    not_checks = {imports.imported}

    assert written - not_checks == CHECKS == {check for check, *_ in INNOCENT} - {updates_past_history}


def test_tree_is_walked():
    paths = [path for path, _ in source.files()]

    assert {"mso_portal/settings.py", "tests/arkitektur/test_source.py"} <= set(paths)
    assert [path for path in paths if path.startswith((".venv", ".var"))] == []
