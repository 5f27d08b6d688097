"""Imports a package of five hundred modules and says when a saved value is there, under the tool that is named."""
import json
import os
import sys
import time


def value(module, function):
    """What a function returns; None while a tool has taken it away."""
    found = getattr(module, function, None)
    return found(0) if found is not None else None


class Thing:
    def __init__(self, number):
        self.number = number


def main():
    tool, objects = sys.argv[1], int(sys.argv[2])
    sys.path.insert(0, os.getcwd())
    began = time.monotonic()
    shell = None
    if tool == "jurigged":
        import jurigged

        jurigged.watch(os.path.join(os.getcwd(), "pkg", "*.py"), debounce=0, logger=lambda *_: None)
    if tool == "ipython":
        from IPython.core.interactiveshell import InteractiveShell

        shell = InteractiveShell.instance()
        shell.run_cell("%load_ext autoreload\n%autoreload 2", silent=True)
    import pkg.everything

    imported = time.monotonic() - began
    modules = {name.rpartition(".")[2]: module for name, module in sys.modules.items() if name.startswith("pkg.")}
    kept = [Thing(number) for number in range(objects)]
    held = [vars(module).copy() for module in modules.values()]
    print(json.dumps({"pid": os.getpid(), "imported": imported, "modules": len(modules)}), flush=True)
    for line in sys.stdin:
        name, function, expected = line.split()
        module, end = modules[name], time.monotonic() + 3
        if shell is not None:
            # It looks for changes when a cell is run, so that is when the clock starts.
            began = time.monotonic()
            shell.run_cell("pass", store_history=False)
        else:
            began = 0.0
        while value(module, function) != int(expected) and time.monotonic() < end:
            time.sleep(0.0002)
        now = time.monotonic()
        print(json.dumps({"at": now, "took": now - began if shell else None, "value": value(module, function)}), flush=True)
    return kept, held


if __name__ == "__main__":
    main()
