"""The fictional lists of all five authorities, written in their official formats, with the truth beside them.

For a first run without a network, for tests, for accuracy and for scale. Nothing in it is real.
"""

from interlock.sample.plan import AS_OF, SNAPSHOTS
from interlock.sample.write import MARKER, TRUTH, VERSION, WorldSummary, WrittenFile, write_world

__all__ = ["AS_OF", "MARKER", "SNAPSHOTS", "TRUTH", "VERSION", "WorldSummary", "WrittenFile", "write_world"]
