"""What leaves the house on paper or as a file: sheets without a file, and the writers of files."""
