"""Time told: how one entry went (`story`), what changed (`diff`), where a value stands (`trace`).

Asks an edition and changes nothing. `run` is the door; the other modules are pure.
"""
