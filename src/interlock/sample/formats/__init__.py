"""One module per authority: entries in, the bytes of its official files out."""
