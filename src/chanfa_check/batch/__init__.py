"""From paths to a finished run: finding files, choosing the matrix, checking each, adding up."""
