// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

public import SourceText

/// What one file says, without knowing any other file: imports, statements, definitions.
///
/// By reference: programs hand the facts of hundreds of files around, and a copy of the pools counts
/// the references of twenty arrays.
///
/// Facts are public for the optimiser's sake, though no product has them: it looks into other modules for what is
/// public only. Each `facts.calls[i]` was a call that counted a reference: that was 7 % of indexing.
public final class FileFacts: Sendable {
  public let pools: FactPools

  public init(_ pools: FactPools) { self.pools = pools }

  @inlinable public var names: NameTable { pools.names }
  @inlinable public var contentDigest: ContentDigest { pools.contentDigest }
  @inlinable public var imports: [ImportRecord] { pools.imports }
  @inlinable public var importedNames: [ImportedName] { pools.importedNames }
  @inlinable public var diagnostics: [SourceDiagnostic] { pools.diagnostics }
  @inlinable public var exports: FactPools.Exports { pools.exports }
  @inlinable public var knownExports: FactRange { pools.knownExports }
  @inlinable public var isValid: Bool { pools.isValid }
  @inlinable public var nameLists: [NameID] { pools.nameLists }
  @inlinable public var paths: [NamePath] { pools.paths }
  @inlinable public var reads: [ReadFacts] { pools.reads }
  @inlinable public var calls: [CallFacts] { pools.calls }
  @inlinable public var makers: [CallFacts] { pools.makers }
  @inlinable public var mutations: [MutationFacts] { pools.mutations }
  @inlinable public var members: [MemberFacts] { pools.members }
  @inlinable public var returns: [ReturnFacts] { pools.returns }
  @inlinable public var bindings: [BindingFacts] { pools.bindings }
  @inlinable public var uses: [UseFacts] { pools.uses }
  @inlinable public var defaults: [DefaultFacts] { pools.defaults }
  @inlinable public var suppressions: [SuppressionFacts] { pools.suppressions }
  @inlinable public var statements: [StatementFacts] { pools.statements }
  @inlinable public var functions: [FunctionFacts] { pools.functions }
  @inlinable public var classes: [ClassFacts] { pools.classes }
  @inlinable public var compileFlags: ContentDigest { pools.compileFlags }
  @inlinable public var keptNames: FactRange { pools.keptNames }
}

extension FileFacts {
  public func string(_ id: NameID) -> String { pools.names.string(id) }
  @inlinable public func nameList(_ range: FactRange) -> ArraySlice<NameID> {
    pools.nameList(range)
  }
  public func strings(_ range: FactRange) -> [String] { pools.strings(range) }
  public func dotted(_ path: NamePath) -> String { pools.dotted(path) }
  public func find(_ name: String) -> NameID? { pools.names.find(name) }
  public func find(_ name: UnsafeBufferPointer<UInt8>) -> NameID? { pools.names.find(name) }

  /// Calls `body` with a name's bytes; through `names` each call counts the references of its table.
  @inlinable public func withBytes<Result>(
    of name: NameID,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    pools.names.withBytes(of: name, body)
  }

  /// The bindings of a top-level statement: all are in the order of the file.
  public func bindings(ofStatement statement: Int) -> ArraySlice<BindingFacts> {
    let statement = UInt32(truncatingIfNeeded: statement)
    return bindings[bindings.partitioningIndex { $0.statement >= statement }...]
      .prefix { $0.statement == statement }
  }

  /// The uses of a top-level statement: all are in the order of the file.
  public func uses(ofStatement statement: Int) -> ArraySlice<UseFacts> {
    let statement = UInt32(truncatingIfNeeded: statement)
    return uses[uses.partitioningIndex { $0.statement >= statement }...]
      .prefix { $0.statement == statement }
  }

  /// The id of another file's name, if this one has it too.
  public func find(_ name: NameID, of other: FileFacts) -> NameID? {
    other.pools.names.withBytes(of: name) { pools.names.find($0) }
  }
}

/// How much of a file is turned into facts.
public enum IndexingDepth: UInt8, Sendable, Comparable {
  /// Imports, `__all__` and diagnostics: enough for the module graph.
  case imports
  /// Everything: enough for symbol edges and planning.
  case full

  public static func < (left: IndexingDepth, right: IndexingDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
