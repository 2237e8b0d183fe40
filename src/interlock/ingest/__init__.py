"""Lists in: find the files, unpack and parse them whole or not at all, archive; then history out.

The only room that imports `sources`. `run.ingest` brings files into the home, `build.gather` makes
records of everything that is archived, `build.survey` says what is there.
"""
