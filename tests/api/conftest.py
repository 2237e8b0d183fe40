import pytest

from served import client_of, holdings_of, running, service_of


@pytest.fixture(scope="session")
def holdings(tmp_path_factory):
    return holdings_of(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="session")
def address(holdings):
    service, _ = service_of(holdings)
    with running(service) as found:
        yield found


@pytest.fixture
def client(address):
    with client_of(address) as found:
        yield found
