"""How works are cited: references in words, and records that programs exchange."""
