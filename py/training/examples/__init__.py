"""What a network is shown: images of all that was read, distorted anew every epoch."""
