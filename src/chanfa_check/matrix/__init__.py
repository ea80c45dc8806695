"""Reading matrices: strictly, with file and line of whatever is wrong."""
