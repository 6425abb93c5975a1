"""The HTTP service: suggestions, search and articles for help desks, sites and programs."""
