"""What kb_tools adds to a site that a generator built."""
