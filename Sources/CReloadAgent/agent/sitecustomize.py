"""Start-up hook of `reload-plan run`: starts the agent, then runs the hook it stands before.

It takes itself out of the environment and of sys.path, so that the program and its child
processes see what they would see without it.
"""
import os
import sys


def _start():
    home = os.path.dirname(os.path.abspath(__file__))
    environment = os.environ
    project = environment.pop("RELOAD_PLAN_PROJECT", None)
    binary = environment.pop("RELOAD_PLAN_BINARY", None)
    lazy = environment.pop("RELOAD_PLAN_LAZY", None)
    original = environment.pop("RELOAD_PLAN_PYTHONPATH", None)
    if original is None:
        environment.pop("PYTHONPATH", None)
    else:
        environment["PYTHONPATH"] = original
    try:
        _cache_agent(home + "/reload_plan_agent")
        import reload_plan_agent

        reload_plan_agent.start(project, binary, lazy is not None)
    except Exception as error:
        os.write(2, ("reload-plan: the agent did not start: %r\n" % (error,)).encode())
    sys.path[:] = [entry for entry in sys.path if entry != home]
    sys.path_importer_cache.pop(home, None)
    sys.modules.pop("sitecustomize", None)


def _cache_agent(folder):
    """Compile the agent once for each Python version, whatever the program does about caches."""
    import _frozen_importlib_external as external

    last = external.cache_from_source(folder + "/transport.py")
    if os.path.exists(last):
        return
    writing, sys.dont_write_bytecode = sys.dont_write_bytecode, False
    try:
        for file in sorted(os.listdir(folder)):
            if file.endswith(".py"):
                name = "reload_plan_agent." + file[:-3]
                external.SourceFileLoader(name, folder + "/" + file).get_code(name)
    finally:
        sys.dont_write_bytecode = writing


_start()
# The hook shadowed by this one. Where there is none, this raises the very error that `site`
# passes over.
import sitecustomize  # noqa: E402,F401
