"""CPU time of the first and of an unchanged second run, against clang -fsyntax-only."""
import os
import resource
import subprocess
import tempfile
import time

from native import units


def cpu(action):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - start


def syntax_only(project, major):
    for folder, file, words in units.units(project):
        command = [units.clang(major, units.is_cpp(file)), "-fsyntax-only", "-w", *units.flags(words)]
        subprocess.run([*command, file], cwd=folder, capture_output=True)


def check(program, projects, major, rounds=3):
    """Prints a line for each project and one for all; returns (cold ratio, warm share)."""
    total = {"clang": 0.0, "cold": 0.0, "warm": 0.0}
    for project in projects:
        best = {}
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as cache:
                environment = {**os.environ, "XDG_CACHE_HOME": cache}
                graph = [program, "graph", project, "--json"]

                def run():
                    subprocess.run(graph, stdout=subprocess.DEVNULL, env=environment, check=True)

                for key, action in (
                    ("clang", lambda: syntax_only(project, major)),
                    ("cold", run),
                    ("warm", run),
                ):
                    used, wall = cpu(action)
                    if key not in best or used < best[key][0]:
                        best[key] = (used, wall)
        for key, (used, _) in best.items():
            total[key] += used
        ratio, share = best["cold"][0] / best["clang"][0], best["warm"][0] / best["cold"][0]
        count = len(list(units.units(project)))
        print(
            f"speed of {os.path.basename(project)}: {count} units, clang {best['clang'][0]:.2f} s, "
            f"first {best['cold'][0]:.2f} s ({ratio:.2f}; wall {best['cold'][1]:.2f} s), "
            f"second {best['warm'][0]:.3f} s ({100 * share:.1f} %)"
        )
    ratio, share = total["cold"] / total["clang"], total["warm"] / total["cold"]
    print(
        f"speed of all: clang {total['clang']:.2f} s, first {total['cold']:.2f} s ({ratio:.2f}), "
        f"second {total['warm']:.3f} s ({100 * share:.1f} %)"
    )
    return ratio, share
