"""Prints which Python and which pydantic answer."""

import json
import platform

import pydantic

print(json.dumps({"python": platform.python_version(), "pydantic": pydantic.VERSION}))
