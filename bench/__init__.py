"""Generators and measurements, run by hand or by ``make bench``."""
