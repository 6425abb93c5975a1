"""What must not leave a ticket or stand in a public article, and how it is found."""
