"""From a document to an issue: nothing of it lost, every doubt told."""
