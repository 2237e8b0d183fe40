"""The formats in which OFAC publishes its lists, apart from what each list is."""
