"""Starts a program under `-I` or `-E`, where Python looks at no start-up hook of ours.

`python -I OPTIONS app.py` becomes `python -I OPTIONS -c BOOT app.py`: the boot line runs `run` here, which puts everything
to what the program would see without it and then runs the script, in the main module that is there.
"""
import os
import sys


def run(home):
    """Run what the command line names: a script, `-m MODULE` or `-c CODE`."""
    sys.path[:] = [entry for entry in sys.path if entry != home]
    arguments = sys.argv[1:]
    original = getattr(sys, "orig_argv", None)
    if original is not None:
        # Without `-c BOOT`, which stands before the program's own words.
        place = len(original) - len(arguments)
        original[place - 2:place] = []
    main = sys.modules["__main__"].__dict__
    for name in [name for name in main if name[:2] != "__"]:
        del main[name]
    from_environment = not sys.flags.isolated
    if arguments[0] == "-m":
        if from_environment:
            sys.path[:1] = [os.getcwd()]
        _start(home, "-m")
        import runpy

        sys.argv[:] = ["-m"] + arguments[2:]
        runpy._run_module_as_main(arguments[1])
    elif arguments[0] == "-c":
        sys.argv[:] = ["-c"] + arguments[2:]
        _start(home, "-c")
        exec(compile(arguments[1], "<string>", "exec"), main)
    else:
        sys.argv[:] = arguments
        path = arguments[0]
        if from_environment:
            # `-c` puts the working directory first; a script has its own folder there.
            sys.path[:1] = [os.path.dirname(os.path.realpath(path))]
        _start(home, path)
        _run_script(path, main)


def _start(home, script):
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
        import reload_plan_agent

        sys.argv[0] = script
        reload_plan_agent.start(project, binary, lazy is not None)
    except Exception as error:
        os.write(2, ("reload-plan: the agent did not start: %r\n" % (error,)).encode())


def _run_script(path, main):
    if os.path.isdir(path) or not os.path.isfile(path):
        import runpy

        runpy.run_path(path, run_name="__main__")
        return
    with open(path, "rb") as file:
        source = file.read()
    from importlib.machinery import SourceFileLoader

    if sys.version_info >= (3, 9):
        path = os.path.abspath(path)
    main["__file__"], main["__loader__"], main["__cached__"] = path, SourceFileLoader("__main__", path), None
    code = compile(source, path, "exec", dont_inherit=True)
    try:
        exec(code, main)
    except Exception as error:
        # The traceback begins with the script, as without the boot line.
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code is not code:
            trace = trace.tb_next
        error.__traceback__ = trace
        sys.excepthook(type(error), error, trace)
        sys.exit(1)
