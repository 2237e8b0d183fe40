"""How Japanese ministries write a list: text, names, numbers and dates in a cell, and a row as an entry."""
