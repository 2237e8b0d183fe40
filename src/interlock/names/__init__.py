"""Names: what script they are in, how they fold and sound, how alike two are. Pure; the original is kept."""

from interlock.names.compare import compare, likeness
from interlock.names.comparison import MATCH, Comparison
from interlock.names.fold import fold, fold_tokens
from interlock.names.keys import equal_keys, name_tokens, sound_keys, telling_tokens
from interlock.names.prepared import Prepared, prepare
from interlock.names.scripts import Script, script_of

__all__ = [
    "MATCH",
    "Comparison",
    "Prepared",
    "Script",
    "compare",
    "equal_keys",
    "fold",
    "fold_tokens",
    "likeness",
    "name_tokens",
    "prepare",
    "script_of",
    "sound_keys",
    "telling_tokens",
]
