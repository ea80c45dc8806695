"""The checks, one module each. A module's docstring is the check's manual; its name is the code, with _ for -."""
