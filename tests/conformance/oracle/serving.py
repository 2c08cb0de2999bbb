"""Serves an app over HTTP, for clients that speak nothing else."""

import threading
import time

import uvicorn


def serve(app):
    """The address at which the app answers, until the process ends."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return "http://127.0.0.1:%d/api" % server.servers[0].sockets[0].getsockname()[1]
