from tests.adgang.conftest import verden

__all__ = ["verden"]
