"""Rules of a gateway as a whole: addresses and security schemes."""
