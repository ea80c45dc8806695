"""What a matrix file says of itself and of its own wording: numbers, sums, names, numbering, years."""
