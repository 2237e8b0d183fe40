"""A PostgreSQL server for the tests alone: in a folder of its own, on a socket, gone afterwards."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

ABSENT = (
    "the ledger is promised on PostgreSQL too, and there is no server here to show it on:"
    " install one (apt-get install -y postgresql), as .ci/run does"
)


def program(name):
    """Path of a program of the server; Debian keeps them off the path."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    assert found, ABSENT
    return Path(found).resolve()


def _unprivileged():
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


class Server:
    """Gives URLs of databases that nobody has used."""

    def __init__(self, folder):
        self._folder = folder
        self._numbers = itertools.count(1)

    def url(self, database="postgres"):
        return f"postgresql://interlock@/{database}?host={self._folder}"

    def fresh(self):
        import psycopg

        name = f"ledger_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def running():
    """A server from initdb to its end, which keeps nothing: a busy disk would make a clean one slow."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    # Not under pytest's folder: that is closed to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="il-pg-"))
    account = _unprivileged()
    if account:
        os.chown(folder, account["user"], account["group"])
    data, log = folder / "data", folder / "log"

    def run(*words):
        done = subprocess.run(
            [str(word) for word in words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
            **account,
        )
        said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        assert done.returncode == 0, f"{words[0]}: {done.stderr}{said}"

    try:
        run(initdb, "-D", data, "-U", "interlock", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        run(pg_ctl, "-D", data, "-l", log, "-w", "-t", "110", "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            run(pg_ctl, "-D", data, "-m", "immediate", "-w", "-t", "110", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
