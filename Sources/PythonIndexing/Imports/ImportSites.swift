internal import PythonSyntax
internal import SourceText

/// Finds the nodes of a tree that are imports, or calls that may import.
enum ImportSites {
  /// Fills `sites` with the sites, in the order of the tree.
  ///
  /// Calls are listed when the file can import by a call: it names `importlib` in an import, or
  /// `__import__` anywhere.
  static func find(in reader: SourceReader, _ sites: inout [NodeID]) {
    let tree = reader.tree
    let count = tree.nodeCount
    var importsByCall = false
    for index in 0..<count {
      switch reader.kind(NodeID(UInt32(truncatingIfNeeded: index))) {
      case .importFrom:
        let node = NodeID(UInt32(truncatingIfNeeded: index))
        sites.append(node)
        if namesImportlib(ImportFrom(tree, node).module, reader) { importsByCall = true }
      case .importStatement:
        let node = NodeID(UInt32(truncatingIfNeeded: index))
        sites.append(node)
        for name in ImportStatement(tree, node).names
        where namesImportlib(Alias(tree, name).name, reader) {
          importsByCall = true
        }
      case .name:
        let range = reader.range(NodeID(UInt32(truncatingIfNeeded: index)))
        if range.end &- range.start == 10, reader.isEqual(range, "__import__") {
          importsByCall = true
        }
      default:
        continue
      }
    }
    if importsByCall { addCalls(reader, &sites) }
  }

  private static func addCalls(_ reader: SourceReader, _ sites: inout [NodeID]) {
    let tree = reader.tree
    sites.removeAll(keepingCapacity: true)
    for index in 0..<tree.nodeCount {
      let node = NodeID(UInt32(truncatingIfNeeded: index))
      switch reader.kind(node) {
      case .importFrom, .importStatement: sites.append(node)
      case .call:
        let callee = Call(tree, node).function
        if reader.kind(callee) == .name || reader.kind(callee) == .attribute { sites.append(node) }
      default: continue
      }
    }
  }

  private static func namesImportlib(_ name: SourceRange, _ reader: SourceReader) -> Bool {
    let bytes = reader.slice(name)
    let word: StaticString = "importlib"
    guard bytes.count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where bytes[index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}
