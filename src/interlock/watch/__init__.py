"""The unattended watch: fetch on a schedule, build what changed, raise alarms.

Everything it does can be done by hand; what it may not do (accept a quarantined list) is left to a person.
"""
