"""What bundles a program, PyInstaller say, takes along what it sees imported."""

import ast
import re
import sys
from pathlib import Path

import prefect_taskrun

ROOT = Path(__file__).parents[2]


def seen(module: str, found: set[str]) -> set[str]:
    """What a module of the package imports, wherever in it, and what those of the package import that it does."""
    path = Path(prefect_taskrun.__file__).parent.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if module not in found and file.exists():
        found.add(module)
        for node in ast.walk(ast.parse(file.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                if name.startswith("prefect_taskrun"):
                    seen(name, found)
                found.add(name)
    return found


def test_the_native_module_s_imports_are_seen() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "bindings/python/src").rglob("*.rs"))
    native = set(re.findall(r'\bimport\((?:py, )?"([\w.]+)"', sources))
    assert {"json", "uuid", "prefect_taskrun._pydantic"} <= native
    assert native - set(sys.builtin_module_names) <= seen("prefect_taskrun", set())
