"""Makes the table of word vectors that `gatepost.index` ships: `python -m tools.search_table`, see README.md."""
