"""How a network learns from examples."""
