"""What is known of a project from one command to the next, in the user's own cache folder."""
