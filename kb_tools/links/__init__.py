"""How articles are linked: the graph, mentions, related articles."""
