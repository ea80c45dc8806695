"""From a Word or Excel annex, or its plain text, to a matrix file that is ready for a person to review."""
