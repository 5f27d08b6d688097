package import ModuleFacts
package import PythonSyntax
internal import SourceText

/// Turns the syntax tree of one file into its facts; it knows no other file.
package enum PythonIndexer {
  /// The facts of `tree`, as deep as asked for.
  ///
  /// The name with id 0 is always the empty one. Facts are given for text with errors too: of what
  /// could be parsed, with `isValid` false.
  package static func index(
    tree: SyntaxTree,
    depth: IndexingDepth,
    options: IndexingOptions = IndexingOptions()
  ) -> FileFacts {
    var collector = StatementCollector()
    return index(tree: tree, depth: depth, options: options, collector: &collector)
  }

  /// The same with the buffers of `collector`, for whoever indexes many files.
  package static func index(
    tree: SyntaxTree,
    depth: IndexingDepth,
    options: IndexingOptions = IndexingOptions(),
    collector: inout StatementCollector
  ) -> FileFacts {
    var facts = FactPools()
    _ = facts.names.intern("")
    appendImports(of: tree, options: options, to: &facts)
    if depth == .full { collector.collect(tree, into: &facts) }
    return FileFacts(facts)
  }

  /// Adds the imports, the `__all__` and the diagnostics of `tree` to pools that may hold those of
  /// other files; `exports` and `isValid` become this file's.
  package static func appendImports(
    of tree: SyntaxTree,
    options: IndexingOptions = IndexingOptions(),
    to facts: inout FactPools
  ) {
    facts.exports = .absent
    facts.knownExports = .empty
    let diagnostics = tree.diagnostics
    facts.diagnostics.append(contentsOf: diagnostics)
    facts.isValid = !diagnostics.contains { $0.severity == .error }
    ImportCollector.collect(from: tree, options: options, into: &facts)
  }
}
