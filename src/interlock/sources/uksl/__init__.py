"""The UK Sanctions List of the Foreign Office, as XML and as CSV: what `gb.uksl` is made of."""
