"""Three levels: a city over districts, one of them over its streets. The figures are made up."""
