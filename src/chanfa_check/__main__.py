"""`python -m chanfa_check`."""

from chanfa_check.cli.main import main

main()
