"""A finished run in each format. None of these counts, filters or decides."""
