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
    var facts = FileFacts()
    _ = facts.names.intern("")
    facts.diagnostics = tree.diagnostics
    facts.isValid = !tree.diagnostics.contains { $0.severity == .error }
    ImportCollector.collect(from: tree, options: options, into: &facts)
    return facts
  }
}
