"""SECO's list of sanctioned persons, entities and objects (XML): what the authority `ch` is made of."""
