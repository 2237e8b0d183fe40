"""The consolidated list of the Treasury (OFSI), retired on 2026-01-28: what `gb.ofsi` is made of."""
