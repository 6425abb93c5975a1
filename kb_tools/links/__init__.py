"""How articles hang together: the graph of links, related articles, mentions without a link."""
