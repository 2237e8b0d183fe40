"""Which names of two entries are laid side by side."""

from interlock.focus import load_focus
from interlock.names import MATCH
from interlock.resolve.likeness import likeness
from interlock.resolve.profile import profile
from made import record

FOCUSES = (load_focus("dprk"),)


def profiled(key, *names, **more):
    return profile(record(key, *names, schema="Organization", **more), FOCUSES)


def test_a_name_joined_by_one_list_is_found_among_many_others():
    many = [f"Solpyong {word} Trading" for word in ("General", "Foreign", "Sangho", "Mining")]
    joined = "Korea Taehwasong Trading Corporation"
    a = profiled("us:1", *many, joined)
    b = profiled("kr:2", "Tae Hwa Song Trading Corp")
    found = likeness(a, b)
    assert found.a == joined
    assert found.score > MATCH
    assert likeness(b, a).score == found.score


def test_names_that_sound_otherwise_are_not_joined():
    a = profiled("us:1", "Solpyong Trading", "Korea Haegumgang Trading Corporation")
    b = profiled("kr:2", "Tae Hwa Song Trading Corp")
    assert likeness(a, b).score < MATCH
