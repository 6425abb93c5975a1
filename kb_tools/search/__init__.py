"""One ranker everywhere: terms, index, ranking, suggestions, evaluation."""
