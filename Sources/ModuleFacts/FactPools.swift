package import SourceText

/// The arrays that facts are collected into, those of one file or of many.
///
/// Names are ids in `names`; everything of variable length is a `FactRange` in a pool. Empty pools
/// mean that they were not asked for (`IndexingDepth.imports`).
package struct FactPools: Sendable {
  package var names = NameTable()
  /// Digest of the decoded text and of what decides how it is compiled.
  package var contentDigest = ContentDigest(high: 0, low: 0)
  package var imports: [ImportRecord] = []
  package var importedNames: [ImportedName] = []
  package var diagnostics: [SourceDiagnostic] = []
  package var exports: Exports = .absent
  /// The names that `__all__` writes out, even if other parts of it are computed; in `nameLists`.
  package var knownExports = FactRange.empty
  /// Whether the file parsed without errors.
  package var isValid = true

  // Pools.
  package var nameLists: [NameID] = []
  package var paths: [NamePath] = []
  package var reads: [ReadFacts] = []
  package var calls: [CallFacts] = []
  /// Calls seen as where an object comes from; each is in `calls` too.
  package var makers: [CallFacts] = []
  package var mutations: [MutationFacts] = []
  package var members: [MemberFacts] = []
  package var returns: [ReturnFacts] = []
  /// In the order of the file.
  package var bindings: [BindingFacts] = []
  package var uses: [UseFacts] = []
  /// In the order of `functions`.
  package var defaults: [DefaultFacts] = []
  package var suppressions: [SuppressionFacts] = []

  package var statements: [StatementFacts] = []
  package var functions: [FunctionFacts] = []
  package var classes: [ClassFacts] = []
  /// `from __future__` features and the encoding: what else decides what the code means.
  package var compileFlags = ContentDigest(high: 0, low: 0)
  /// Names of `# reload:` overrides the module defines: `__reload_keep__` literals and the like.
  package var keptNames = FactRange.empty

  package init() {}

  /// The names of `__all__`.
  package enum Exports: Hashable, Sendable {
    case absent
    /// A literal list (with `+=` and `extend` of literals); in `nameLists`.
    case names(FactRange)
    /// Computed: not known.
    case dynamic
  }
}

extension FactPools {
  package func string(_ id: NameID) -> String { names.string(id) }

  @inlinable package func nameList(_ range: FactRange) -> ArraySlice<NameID> {
    nameLists[range.indices]
  }

  package func strings(_ range: FactRange) -> [String] { nameList(range).map { names.string($0) } }

  /// `a.b.c`, for messages.
  package func dotted(_ path: NamePath) -> String {
    strings(path.names).joined(separator: ".")
  }
}
