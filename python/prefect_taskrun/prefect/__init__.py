"""Prefect's own models and this package's, and a Prefect server that validates with this package. Needs Prefect installed.

Examples:
    >>> from prefect_taskrun.prefect import from_prefect, install, to_prefect
    >>> create = from_prefect(prefect.client.schemas.actions.TaskRunCreate(...))
    >>> to_prefect(create, side="server")
    >>> with install():
    ...     ...  # a server in this process asks this package what a task run's payload is worth
"""

from prefect_taskrun.prefect._models import from_prefect, to_prefect
from prefect_taskrun.prefect._server import install, uninstall

__all__ = ["from_prefect", "install", "to_prefect", "uninstall"]
