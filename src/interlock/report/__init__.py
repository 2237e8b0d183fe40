"""A gap report on screen, on paper and for machines. Formats, and decides nothing.

Every rendering says which snapshot of which list it rests on, keeps *not listed*, *not known* and *not
comparable* apart, and carries a banner when the data are fictional.
"""
