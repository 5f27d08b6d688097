"""A large graph shaped like imports: local neighbours, popular targets, few edges that close cycles.

Usage: synthetic_graph.py NODES DRAWS BACK_PERMILLE OUT

Every draw makes one edge from three random numbers, each SplitMix64 of its place, so the graph is the
same in any language; duplicates and self loops are dropped. An edge leads to a node close before its
source (55%), to a popular one (most of the rest), or, BACK_PERMILLE of the time, to a node after it:
those edges are the planted cut. Nodes are then numbered anew in a fixed random order, so that numbers
don't tell which edges lead back. OUT is an edge file as `graph-benchmark` reads it.
"""
import sys

import numpy as np

SEED = np.uint64(0x5EED2026)
STEP = np.uint64(0x9E3779B97F4A7C15)


def uniform(places):
    """Uniform numbers in [0, 1), one for each place."""
    with np.errstate(over="ignore"):
        mixed = SEED + (places + np.uint64(1)) * STEP
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)) / 2.0**53


def planted_graph(nodes, draws, back_permille):
    """The pairs (source, target), sorted, and how many of them lead back."""
    first = np.arange(draws, dtype=np.uint64) * np.uint64(4)
    source = (uniform(first) * nodes).astype(np.int64)
    kind = uniform(first + np.uint64(1))
    spread = uniform(first + np.uint64(2))
    back = back_permille / 1000
    target = np.select(
        [kind < back, kind < back + 0.55],
        [source + 1 + (256 * spread).astype(np.int64), source - 1 - (64 * spread).astype(np.int64)],
        (source * spread**3).astype(np.int64),
    ).clip(0, nodes - 1)
    proper = source != target
    pairs = np.unique(source[proper] * nodes + target[proper])
    pairs = np.stack([pairs // nodes, pairs % nodes], axis=1)
    return pairs, int((pairs[:, 1] > pairs[:, 0]).sum())


def main():
    nodes, draws, back_permille = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    pairs, planted = planted_graph(nodes, draws, back_permille)
    new_number = np.argsort(uniform(np.arange(nodes, dtype=np.uint64) + np.uint64(4 * draws)))
    edge_order = np.argsort(
        uniform(np.arange(len(pairs), dtype=np.uint64) + np.uint64(4 * draws + nodes))
    )
    words = np.concatenate([[nodes, len(pairs)], new_number[pairs][edge_order].ravel()])
    words.astype("<u4").tofile(sys.argv[4])
    print(planted)


main()
