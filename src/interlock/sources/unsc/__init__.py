"""The Security Council's Consolidated List: what the authority `un` is made of."""
