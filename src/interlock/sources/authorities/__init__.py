"""One module per authority, named by its key, and its mapping table beside it."""
