internal import SourceText

/// Facts of one file or of many whose facts share their pools, as linking reads them.
///
/// A worker that only collects imports appends file after file to the same pools: a name that a
/// hundred files import is then stored once, and mapped to the project's names once.
package struct IndexedFiles: Sendable {
  /// The part of the pools that is one file's.
  package struct Span: Sendable {
    /// The caller's number of the file.
    package var file: UInt32
    package var imports: FactRange
    package var diagnostics: FactRange
    package var exports: FactPools.Exports
    /// The names that `__all__` writes out, even if other parts of it are computed.
    package var knownExports: FactRange
    package var isValid: Bool
  }

  package private(set) var facts: FactPools
  package private(set) var spans: [Span] = []

  /// Pools without a file.
  package init() {
    facts = FactPools()
    _ = facts.names.intern("")
  }

  /// One file whose facts are its own.
  package init(facts: FileFacts, file: UInt32) {
    self.facts = facts.pools
    spans = [
      Span(
        file: file,
        imports: FactRange(start: 0, count: UInt32(truncatingIfNeeded: facts.imports.count)),
        diagnostics: FactRange(
          start: 0,
          count: UInt32(truncatingIfNeeded: facts.diagnostics.count)
        ),
        exports: facts.exports,
        knownExports: facts.knownExports,
        isValid: facts.isValid
      )
    ]
  }

  /// Adds a file: what `index` appends to the pools is its.
  package mutating func add(file: UInt32, index: (inout FactPools) -> Void) {
    let imports = facts.imports.count
    let diagnostics = facts.diagnostics.count
    facts.exports = .absent
    facts.knownExports = .empty
    facts.isValid = true
    index(&facts)
    spans.append(
      Span(
        file: file,
        imports: FactRange(
          start: UInt32(truncatingIfNeeded: imports),
          count: UInt32(truncatingIfNeeded: facts.imports.count - imports)
        ),
        diagnostics: FactRange(
          start: UInt32(truncatingIfNeeded: diagnostics),
          count: UInt32(truncatingIfNeeded: facts.diagnostics.count - diagnostics)
        ),
        exports: facts.exports,
        knownExports: facts.knownExports,
        isValid: facts.isValid
      )
    )
  }
}
