"""The EU's export of its financial sanctions (FSF XML 1.1): what the authority `eu` is made of."""
