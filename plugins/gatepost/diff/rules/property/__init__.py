"""Rules of the properties of an object."""
