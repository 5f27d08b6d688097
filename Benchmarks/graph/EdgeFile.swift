import Glibc
import GraphCore

/// The edges that a file holds.
struct EdgeFile {
  let builder: GraphBuilder
  let costs: [UInt32]?

  /// Reads a file, or gives nil if it can't be read or isn't one of edges.
  init?(path: String) {
    guard let words = Self.words(path: path), words.count >= 2 else { return nil }
    let nodeCount = Int(words[0])
    let edgeCount = Int(words[1])
    let costStart = 2 + 2 * edgeCount
    guard words.count == costStart || words.count == costStart + edgeCount else { return nil }
    var builder = GraphBuilder(nodeCount: nodeCount)
    builder.reserveCapacity(edgeCount)
    for edge in 0..<edgeCount {
      let source = words[2 + 2 * edge]
      let target = words[3 + 2 * edge]
      guard source < words[0], target < words[0] else { return nil }
      builder.addEdge(from: NodeIndex(rawValue: source), to: NodeIndex(rawValue: target))
    }
    self.builder = builder
    self.costs = words.count > costStart ? Array(words[costStart...]) : nil
  }

  private static func words(path: String) -> [UInt32]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0 else { return nil }
    let count = ftell(file) / 4
    rewind(file)
    var words = [UInt32](repeating: 0, count: count)
    let read = words.withUnsafeMutableBytes { fread($0.baseAddress, 4, count, file) }
    guard read == count else { return nil }
    return words.map { UInt32(littleEndian: $0) }
  }
}
