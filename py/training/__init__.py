"""Offline only: everything that makes the weights, and nothing the browser needs."""
