internal import PythonSyntax
internal import SourceText

/// Finds the nodes of a tree that are imports, or calls that may import.
enum ImportSites {
  /// The sites, in the order of the tree.
  ///
  /// Calls are listed when the file can import by a call: it names `importlib` in an import, or
  /// `__import__` anywhere.
  static func find(in reader: SourceReader) -> [NodeID] {
    let statements = reader.tree.importStatements
    let importsByCall =
      reader.tree.mayNameImport || statements.contains { namesImportlib($0, reader) }
    return importsByCall ? statementsAndCalls(reader) : statements
  }

  private static func statementsAndCalls(_ reader: SourceReader) -> [NodeID] {
    var sites: [NodeID] = []
    for index in 0..<reader.tree.nodeCount {
      let node = NodeID(UInt32(truncatingIfNeeded: index))
      switch reader.kind(node) {
      case .importFrom, .importStatement: sites.append(node)
      case .call:
        let callee = Call(reader.tree, node).function
        if reader.kind(callee) == .name || reader.kind(callee) == .attribute { sites.append(node) }
      default: continue
      }
    }
    return sites
  }

  private static func namesImportlib(_ statement: NodeID, _ reader: SourceReader) -> Bool {
    let tree = reader.tree
    guard reader.kind(statement) == .importStatement else {
      return isImportlib(ImportFrom(tree, statement).module, reader)
    }
    return ImportStatement(tree, statement).names.contains {
      isImportlib(Alias(tree, $0).name, reader)
    }
  }

  private static func isImportlib(_ name: SourceRange, _ reader: SourceReader) -> Bool {
    let bytes = reader.slice(name)
    let word: StaticString = "importlib"
    guard bytes.count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where bytes[index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}
