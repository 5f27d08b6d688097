"""Compares `graph-benchmark` with rustworkx, igraph and scipy on the same edge files, in one run.

Usage: compare.py GRAPH_BENCHMARK WORK_FOLDER [--full]

Needs the peers and the packages that `scripts/bench-graph` installs. Prints each figure with its
bound and exits with 1 if one is missed. CPU seconds throughout, one thread each; the least of several
runs for both sides where a run is short.
"""
import json
import pathlib
import platform
import subprocess
import sys
import time

import igraph
import numpy as np
import rustworkx
import scipy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

HERE = pathlib.Path(__file__).parent
missed = []


def require(holds, text):
    """Prints a required figure, and remembers it if it is missed."""
    print(f"  {'ok    ' if holds else 'MISSED'}  {text}")
    if not holds:
        missed.append(text)


def least_seconds(body, runs):
    """The CPU seconds of the fastest run."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        body()
        seconds.append(time.process_time() - start)
    return min(seconds)


def read_edges(path):
    words = np.fromfile(path, "<u4")
    return int(words[0]), words[2 : 2 + 2 * int(words[1])].reshape(-1, 2).astype(np.int64)


def ours(benchmark, path):
    return json.loads(subprocess.check_output([benchmark, path]))


def is_acyclic_without(nodes, edges, cut):
    """Whether the cut is made of edges and leaves no cycle, as igraph sees it."""
    left = {tuple(edge) for edge in edges.tolist()}
    removed = {tuple(edge) for edge in cut}
    if not removed <= left:
        return False
    return igraph.Graph(n=nodes, edges=sorted(left - removed), directed=True).is_dag()


def compare_components(benchmark, path):
    nodes, edges = read_edges(path)
    report = ours(benchmark, path)
    print(f"components: {nodes} nodes, {len(edges)} edges")

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from_no_data([tuple(edge) for edge in edges.tolist()])
    count = len(rustworkx.strongly_connected_components(graph))
    peers = {"rustworkx": least_seconds(lambda: rustworkx.strongly_connected_components(graph), 5)}
    graph = igraph.Graph(n=nodes, edges=edges, directed=True)
    peers["igraph"] = least_seconds(lambda: graph.connected_components("strong"), 5)
    ones = np.ones(len(edges), np.int8)
    matrix = csr_matrix((ones, (edges[:, 0], edges[:, 1])), shape=(nodes, nodes))
    peers["scipy"] = least_seconds(lambda: connected_components(matrix, connection="strong"), 5)

    mine = report["components_seconds"]
    print(f"  reload-plan {mine * 1000:.1f} ms (building the graph {report['build_seconds'] * 1000:.1f} ms)")
    for name, seconds in peers.items():
        print(f"  {name:11} {seconds * 1000:.1f} ms: ratio {mine / seconds:.3f}")
    require(report["components"] == count, f"{count} components, as rustworkx finds")
    ratio = mine / peers["rustworkx"]
    require(ratio <= 0.10, f"ratio to rustworkx {ratio:.3f}, at most 0.10")
    return report


def compare_cuts(benchmark, name, path):
    nodes, edges = read_edges(path)
    report = ours(benchmark, path)
    graph = igraph.Graph(n=nodes, edges=edges, directed=True)
    start = time.process_time()
    eades = len(graph.feedback_arc_set(method="eades"))
    seconds = time.process_time() - start
    cost, bound = report["cut_cost"], report["lower_bound"]
    print(
        f"{name}: {nodes} modules, {len(edges)} import-time edges,"
        f" {report['cyclic']} cycles of up to {report['largest']} modules"
    )
    print(f"  igraph (Eades) {eades} edges in {seconds * 1000:.1f} ms; shortest loops"
          f" {report['loops_seconds'] * 1000:.1f} ms")
    require(is_acyclic_without(nodes, edges, report["cut"]), "no cycle is left, as igraph sees it")
    proven = cost == bound
    how_good = "the least possible" if proven else f"at least {bound} are needed"
    if proven and cost == eades:
        print(f"  ok      {cost} edges ({how_good}): igraph can't be undercut")
    else:
        require(cost < eades, f"{cost} edges ({how_good}), fewer than {eades}")
    require(report["cut_seconds"] < 1, f"in {report['cut_seconds'] * 1000:.1f} ms, within 1 s")


def compare_planted_cut(report, planted):
    print(f"cut of the synthetic graph: {report['cyclic']} cycles, {planted} planted edges suffice")
    cost, bound = report["cut_cost"], report["lower_bound"]
    require(cost <= 1000, f"{cost} edges (at least {bound} are needed), at most 1000")
    print(f"  in {report['cut_seconds'] * 1000:.1f} ms")


def main():
    benchmark, work = sys.argv[1], pathlib.Path(sys.argv[2])
    full = "--full" in sys.argv[3:]
    print(f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()},"
          f" rustworkx {rustworkx.__version__}, igraph {igraph.__version__},"
          f" scipy {scipy.__version__}, numpy {np.__version__}")
    path = work / "synthetic.edges"
    command = [sys.executable, HERE / "synthetic_graph.py", "100000", "1000000", "0.2", path]
    planted = int(subprocess.check_output(command))
    report = compare_components(benchmark, path)
    nodes, edges = read_edges(path)
    compare_planted_cut(report, planted)
    require(is_acyclic_without(nodes, edges, report["cut"]), "no cycle is left, as igraph sees it")

    for name in ["django", "sqlalchemy"] + (["pandas", "sympy", "twisted"] if full else []):
        path = work / f"{name}.edges"
        folder = work / "packages" / name
        subprocess.check_call([sys.executable, "-W", "ignore", HERE / "import_edges.py", folder, path])
        compare_cuts(benchmark, name, path)
    if missed:
        print(f"{len(missed)} missed")
        sys.exit(1)
    print("all figures met")


main()
