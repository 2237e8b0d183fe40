"""Names: what script they are in, how they fold, when two are equal. Pure; the original is kept."""

from interlock.names.fold import fold, fold_tokens
from interlock.names.keys import equal_keys, name_tokens, sound_keys, telling_tokens
from interlock.names.scripts import Script, script_of

__all__ = [
    "Script",
    "equal_keys",
    "fold",
    "fold_tokens",
    "name_tokens",
    "script_of",
    "sound_keys",
    "telling_tokens",
]
