"""`python -m training COMMAND`: see `training/README.md`."""

from training.cli import main

main()
