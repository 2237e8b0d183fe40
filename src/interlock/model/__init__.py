"""The things Interlock talks about, as frozen values. Pure: no I/O, no clock.

Field names follow FollowTheMoney where it has one (`birth_dates` is its `birthDate`), so that export
is a renaming and never a translation.
"""
