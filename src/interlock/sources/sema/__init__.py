"""Canada's Consolidated Autonomous Sanctions List (SEMA XML): what the authority `ca` is made of."""
