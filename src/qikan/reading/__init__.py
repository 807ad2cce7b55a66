"""From the archive's files to its records, with all that is wrong in them."""
