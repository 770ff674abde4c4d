"""Which commands need a database, and which get the owner's rights."""

import pytest

import manage


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], False),
        (["help"], False),
        (["version"], False),
        (["migrate", "--help"], False),
        (["arbejder", "-h"], False),
        (["migrate"], True),
        (["demo"], True),
        (["check"], True),
    ],
)
def test_needs_database(arguments, expected):
    assert manage.needs_database(arguments) is expected


@pytest.mark.parametrize(
    ("command", "ejer"),
    [("migrate", True), ("db_rettigheder", True), ("demo", False), ("arbejder", False), ("shell", False)],
)
def test_prepare_database_as_owner_only_for_the_schema(command, ejer, monkeypatch):
    asked = []
    monkeypatch.setattr("mso_portal.indlejret.start", lambda ejer: asked.append(ejer))
    monkeypatch.setattr("signal.signal", lambda number, handler: None)

    manage.prepare_database([command])

    assert asked == [ejer]
