"""How good it has become, in figures and pictures; and the folder that keeps both."""
