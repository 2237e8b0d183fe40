"""The things Interlock talks about, as frozen values. Pure: no I/O, no clock.

Field names follow FollowTheMoney where it has one (`birth_dates` is its `birthDate`), so that export
is a renaming and never a translation. The values that come in tens of thousands are `gc=False`: frozen and
made of texts and dates, they can form no circle, and the collector need not walk them.
"""
