"""South Korea's list as the annex of a notice: one numbered text in OFAC's style, with Hangul names added."""
