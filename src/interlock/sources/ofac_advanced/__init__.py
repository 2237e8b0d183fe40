"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML), the only one with the dates of acts.

Written from the published schema and from descriptions of the files; no copy of one was at hand. What the
parser has not been told about is an alarm, and the same invented entries in the plain and in the advanced
form give the same names, identifiers, birth dates and programmes.

Source: https://ofac.treasury.gov/system/files/126/sdn_advanced_notes.pdf (explanatory notes, 2015) and the
schema of the United Nations' sanctions data model 1.0 that it follows.
"""
