"""What is read: MNIST, and drawings that people made, from their files."""
