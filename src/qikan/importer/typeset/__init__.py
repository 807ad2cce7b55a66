"""Reading what is set in type on pages, of which nothing is known but where each character is."""
