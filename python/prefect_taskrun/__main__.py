"""The command `prefect-taskrun`."""

import sys

from prefect_taskrun._cli import main

if __name__ == "__main__":
    sys.exit(main())
