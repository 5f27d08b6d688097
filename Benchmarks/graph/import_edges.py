"""The import-time edges between the modules of a package, by CPython's `ast`.

Usage: import_edges.py PACKAGE_FOLDER OUT

A small, independent reader: statements that run when a module is imported (bodies of functions and
of `if TYPE_CHECKING` left out), resolved to modules of the same package. `from p import s` leads to
the submodule `p.s` if there is one, else to `p`. OUT gets little-endian UInt32: the number of nodes,
the number of edges, then a pair (importer, imported) for each edge.
"""
import ast
import array
import pathlib
import sys


def imports(body):
    """The import statements among `body` that run at import time."""
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from imports(node.orelse)
        else:
            for field in ("body", "orelse", "finalbody"):
                part = getattr(node, field, None)
                if isinstance(part, list):
                    yield from imports(part)
            for handler in getattr(node, "handlers", None) or getattr(node, "cases", None) or []:
                yield from imports(handler.body)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    modules = {}
    for path in sorted(root.rglob("*.py")):
        parts = (root.name,) + path.relative_to(root).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    numbers = {name: number for number, name in enumerate(sorted(modules))}
    edges = set()
    for name, path in modules.items():
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        for node in imports(tree.body):
            targets = []
            if isinstance(node, ast.Import):
                targets = [alias.name for alias in node.names]
            else:
                base = node.module or ""
                if node.level:
                    parts = package.split(".")
                    parts = parts[: len(parts) - (node.level - 1)]
                    base = ".".join(parts + ([node.module] if node.module else []))
                for alias in node.names:
                    submodule = f"{base}.{alias.name}"
                    targets.append(submodule if submodule in numbers else base)
            for target in targets:
                if target in numbers and target != name:
                    edges.add((numbers[name], numbers[target]))
    words = array.array("I", [len(numbers), len(edges)])
    for edge in sorted(edges):
        words.extend(edge)
    if sys.byteorder != "little":
        words.byteswap()
    pathlib.Path(sys.argv[2]).write_bytes(words.tobytes())


main()
