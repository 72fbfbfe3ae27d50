"""What the figures in our texts are measured with; each module runs alone and prints one table."""
