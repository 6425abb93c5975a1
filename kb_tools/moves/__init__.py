"""Moving and removing articles without breaking a link or losing an address."""
