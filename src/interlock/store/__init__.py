"""The home folder: raw bytes, what parsers made of them, and the editions built on that.

    home/
      .lock                                      held by the one process that writes
      tmp/                                       unfinished writes; swept by the next writer
      archive/raw/ab/cdef....gz                  bytes by their sha256, each kept once, for ever
      archive/snapshots/<list>/<day>.json        which bytes are one list on one day: the commit point
      parsed/<list>/<day>-<key>.parquet, .json   a cache: what the parser of that version made of them
      memory/<edition id>.bin                    a cache: what the resolver found out for that edition
      editions/<id>/*.parquet, edition.json      immutable
    editions/current                           the id of the current edition, swapped atomically
      extracts/<edition>-<focus>-<code>.msgpack  a cache: the part of an edition that a focus needs
      ledger.sqlite                              what people decided: rows are added, never changed

Nothing is ever changed in place, but for the ledger, which its database keeps whole. A file appears whole
under its name or not at all, so a process that dies at any instant leaves a home that opens. What is
damaged later is found by its hash.
"""
