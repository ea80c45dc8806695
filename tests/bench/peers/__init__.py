"""What runs in the benchmark's own environment: the same rows, checked with other packages as their manuals do it."""
