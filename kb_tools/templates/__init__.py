"""Templates of articles and of a whole knowledge base; kb_tools.start fills them in."""
