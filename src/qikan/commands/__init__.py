"""The commands of ``qikan``: each a module with ``configure`` and ``run``."""
