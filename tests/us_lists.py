"""Reading OFAC's fixtures, for the tests of both its lists."""

from pathlib import Path

from interlock.sources.authorities.us import AUTHORITY
from interlock.sources.contract import File
from reading import HEAD

FIXTURES = Path(__file__).parent / "sources" / "fixtures" / "us"
SDN_CSV = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
NON_SDN_CSV = ("cons_prim.csv", "cons_alt.csv", "cons_add.csv")


def fixture(name):
    """The bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def fixtures(*names):
    """Fixtures by their names."""
    return {name: fixture(name) for name in names}


def read_named(files):
    """What is made of files of one list, by their names."""
    pairs = [(AUTHORITY.recognise(name, data[:HEAD]), File(name, data)) for name, data in files.items()]
    assert all(role for role, _ in pairs)
    (list_key,) = {role.list_key for role, _ in pairs}
    return AUTHORITY.read(list_key, pairs)


def read(**files):
    """The same with files given as `sdn_csv=bytes`; the last `_` stands for the dot."""
    return read_named({".".join(name.rsplit("_", 1)): data for name, data in files.items()})


def filler(count):
    """So many rows of `sdn.csv`, with the uids from 1."""
    return [b'%d,"FILLER %d",-0- ,"CUBA"%s' % (i, i, b",-0- " * 8) for i in range(1, count + 1)]
