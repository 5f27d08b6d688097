internal import PythonSyntax
internal import SourceText

/// Finds the nodes of a tree that are imports, or calls that may import.
enum ImportSites {
  /// The sites, in the order of the tree.
  ///
  /// Calls are listed when they could name an import function: one called `__import__`, or one whose
  /// name ends in `module` in a file that names `importlib` in an import.
  static func find(in reader: SourceReader) -> [NodeID] {
    let tree = reader.tree
    var sites: [NodeID] = []
    var importsImportlib = false
    for index in 0..<tree.nodeCount {
      let node = NodeID(UInt32(truncatingIfNeeded: index))
      switch tree.kind(node) {
      case .importFrom:
        sites.append(node)
        if namesImportlib(ImportFrom(tree, node).module, reader) { importsImportlib = true }
      case .importStatement:
        sites.append(node)
        for name in ImportStatement(tree, node).names
        where namesImportlib(Alias(tree, name).name, reader) {
          importsImportlib = true
        }
      case .name:
        // The callee is made before its call, so the name says whether to look for calls at all.
        if tree.range(node).count == 10, reader.isEqual(tree.range(node), "__import__") {
          importsImportlib = true
        }
      default:
        continue
      }
    }
    return importsImportlib ? withCalls(reader) : sites
  }

  private static func withCalls(_ reader: SourceReader) -> [NodeID] {
    let tree = reader.tree
    return (0..<tree.nodeCount).lazy.map { NodeID(UInt32(truncatingIfNeeded: $0)) }.filter { node in
      switch tree.kind(node) {
      case .importFrom, .importStatement: return true
      case .call:
        let callee = Call(tree, node).function
        return tree.kind(callee) == .name || tree.kind(callee) == .attribute
      default: return false
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
