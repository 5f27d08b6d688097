import Glibc
import GraphCore

@main
struct GraphBenchmark {
  static func main() {
    let args = CommandLine.arguments
    let words = read(args[1])
    let nodes = Int(words[0])
    var builder = GraphBuilder(nodeCount: nodes)
    builder.reserveCapacity(Int(words[1]))
    var i = 2
    while i < words.count { builder.addEdge(from: NodeIndex(rawValue: words[i]), to: NodeIndex(rawValue: words[i+1])); i += 2 }
    var t = cpu()
    let graph = builder.build().graph
    print("build", cpu() - t)
    for _ in 0..<5 { t = cpu(); let c = StronglyConnectedComponents.of(graph); print("scc", c.count, cpu() - t) }
    let components = StronglyConnectedComponents.of(graph)
    t = cpu(); let order = CondensedOrder.of(components, in: graph); print("order", order.components.count, cpu() - t)
    t = cpu(); let cut = CycleCut.of(graph, components: components, moves: args.count > 2 ? Int(args[2])! : CycleCut.defaultMoves); print("cut", cut.edges.count, cut.lowerBound, cpu() - t)
    t = cpu(); let loops = components.cyclic.map { ShortestCycles.of($0, in: graph, components: components, limit: 10) }; print("loops", loops.map(\.cycles.count).reduce(0,+), loops.allSatisfy(\.isComplete), cpu() - t)
  }
  static func cpu() -> Double { Double(clock()) / 1e6 }
  static func read(_ path: String) -> [UInt32] {
    let f = fopen(path, "r")!; fseek(f, 0, SEEK_END); let n = ftell(f); rewind(f)
    return [UInt32](unsafeUninitializedCapacity: n / 4) { b, c in c = fread(b.baseAddress!, 4, n / 4, f) }
  }
}
