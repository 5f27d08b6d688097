// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// The arrays that facts are collected into, those of one file or of many.
///
/// Names are ids in `names`; everything of variable length is a `FactRange` in a pool. Empty pools
/// mean that they were not asked for (`IndexingDepth.imports`).
public struct FactPools: Sendable {
  public var names = NameTable()
  /// Digest of the decoded text and of what decides how it is compiled.
  public var contentDigest = ContentDigest(high: 0, low: 0)
  public var imports: [ImportRecord] = []
  public var importedNames: [ImportedName] = []
  public var diagnostics: [SourceDiagnostic] = []
  public var exports: Exports = .absent
  /// The names that `__all__` writes out, even if other parts of it are computed; in `nameLists`.
  public var knownExports = FactRange.empty
  /// Whether the file parsed without errors.
  public var isValid = true

  // Pools.
  public var nameLists: [NameID] = []
  public var paths: [NamePath] = []
  public var reads: [ReadFacts] = []
  public var calls: [CallFacts] = []
  /// Calls seen as where an object comes from; each is in `calls` too.
  public var makers: [CallFacts] = []
  public var mutations: [MutationFacts] = []
  public var members: [MemberFacts] = []
  public var returns: [ReturnFacts] = []
  /// In the order of the file.
  public var bindings: [BindingFacts] = []
  public var uses: [UseFacts] = []
  /// In the order of `functions`.
  public var defaults: [DefaultFacts] = []
  public var suppressions: [SuppressionFacts] = []

  public var statements: [StatementFacts] = []
  public var functions: [FunctionFacts] = []
  public var classes: [ClassFacts] = []
  /// `from __future__` features and the encoding: what else decides what the code means.
  public var compileFlags = ContentDigest(high: 0, low: 0)
  /// Names of `# reload:` overrides the module defines: `__reload_keep__` literals and the like.
  public var keptNames = FactRange.empty

  public init() {}

  /// The names of `__all__`.
  public enum Exports: Hashable, Sendable {
    case absent
    /// A literal list (with `+=` and `extend` of literals); in `nameLists`.
    case names(FactRange)
    /// Computed: not known.
    case dynamic
  }
}

extension FactPools {
  public func string(_ id: NameID) -> String { names.string(id) }

  /// The names of a range of `nameLists`.
  @inlinable public func nameList(_ range: FactRange) -> ArraySlice<NameID> {
    nameLists[range.indices]
  }

  public func strings(_ range: FactRange) -> [String] { nameList(range).map { names.string($0) } }

  /// `a.b.c`, for messages.
  public func dotted(_ path: NamePath) -> String {
    strings(path.names).joined(separator: ".")
  }
}
