from pathlib import Path

from interlock.base.errors import InterlockError, QueryError, SourceError
from interlock.base.settings import settings


def test_the_option_wins_over_the_environment(tmp_path):
    assert settings(tmp_path, {"INTERLOCK_HOME": "/elsewhere"}).home == tmp_path


def test_the_environment_wins_over_the_default(tmp_path):
    assert settings(None, {"INTERLOCK_HOME": str(tmp_path)}).home == tmp_path


def test_an_empty_variable_is_no_folder():
    home = settings(None, {"INTERLOCK_HOME": " "}).home
    assert home.name == "interlock"
    assert home != Path()


def test_the_ledger_is_in_the_home_unless_the_environment_names_a_database(tmp_path):
    assert settings(tmp_path, {}).ledger == ""
    assert settings(tmp_path, {"INTERLOCK_LEDGER": " postgresql://h/d "}).ledger == "postgresql://h/d"
    assert settings(None, {"INTERLOCK_LEDGER": "postgresql://h/d"}).ledger == "postgresql://h/d"


def test_an_error_says_what_where_and_what_to_do():
    error = SourceError("the file is empty", where="sdn.csv", remedy="fetch it again")
    assert str(error) == "the file is empty (sdn.csv). What to do: fetch it again"


def test_an_error_keeps_its_kind_when_a_place_is_put_before_it():
    moved = QueryError("bad", where="row 3").at("file x")
    assert isinstance(moved, QueryError)
    assert isinstance(moved, InterlockError)
    assert moved.where == "file x, row 3"
