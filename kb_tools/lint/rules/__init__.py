"""One file a rule; the file name is its code and name."""
