"""What makes sloppy code fail in every test; installed by tests/conftest.py, proved by test_strict.py."""
