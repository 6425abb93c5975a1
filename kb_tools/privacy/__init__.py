"""What must not leave a ticket or be in a public article, and how it is found."""
