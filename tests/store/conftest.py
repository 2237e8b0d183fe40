import pytest


@pytest.fixture(scope="session")
def postgres():
    import postgres_server

    with postgres_server.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request):
    """Where the ledger is: empty for the file in the home. Every test of the ledger runs on both."""
    return "" if request.param == "sqlite" else request.getfixturevalue("postgres").fresh()
