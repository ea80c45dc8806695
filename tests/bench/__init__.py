"""How fast, beside what people would otherwise use, in one run: `python -m tests.bench`."""
