"""A finished run in each format, and pages about a matrix. No verdict is made here."""
