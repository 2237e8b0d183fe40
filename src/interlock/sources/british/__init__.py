"""What the two lists of the United Kingdom have in common: dates, countries, documents, free text."""
