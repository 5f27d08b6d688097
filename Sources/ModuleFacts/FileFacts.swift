package import SourceText

/// What one file says, without knowing any other file: imports, statements, definitions.
///
/// By reference: programs hand the facts of hundreds of files around, and a copy of the pools counts
/// the references of twenty arrays.
package final class FileFacts: Sendable {
  package let pools: FactPools

  package init(_ pools: FactPools) { self.pools = pools }

  @inlinable package var names: NameTable { pools.names }
  @inlinable package var contentDigest: ContentDigest { pools.contentDigest }
  @inlinable package var imports: [ImportRecord] { pools.imports }
  @inlinable package var importedNames: [ImportedName] { pools.importedNames }
  @inlinable package var diagnostics: [SourceDiagnostic] { pools.diagnostics }
  @inlinable package var exports: FactPools.Exports { pools.exports }
  @inlinable package var knownExports: FactRange { pools.knownExports }
  @inlinable package var isValid: Bool { pools.isValid }
  @inlinable package var nameLists: [NameID] { pools.nameLists }
  @inlinable package var paths: [NamePath] { pools.paths }
  @inlinable package var reads: [ReadFacts] { pools.reads }
  @inlinable package var calls: [CallFacts] { pools.calls }
  @inlinable package var makers: [CallFacts] { pools.makers }
  @inlinable package var mutations: [MutationFacts] { pools.mutations }
  @inlinable package var members: [MemberFacts] { pools.members }
  @inlinable package var returns: [ReturnFacts] { pools.returns }
  @inlinable package var bindings: [BindingFacts] { pools.bindings }
  @inlinable package var uses: [UseFacts] { pools.uses }
  @inlinable package var defaults: [DefaultFacts] { pools.defaults }
  @inlinable package var suppressions: [SuppressionFacts] { pools.suppressions }
  @inlinable package var statements: [StatementFacts] { pools.statements }
  @inlinable package var functions: [FunctionFacts] { pools.functions }
  @inlinable package var classes: [ClassFacts] { pools.classes }
  @inlinable package var compileFlags: ContentDigest { pools.compileFlags }
  @inlinable package var keptNames: FactRange { pools.keptNames }
}

extension FileFacts {
  @inlinable package func string(_ id: NameID) -> String { pools.names.string(id) }
  @inlinable package func nameList(_ range: FactRange) -> ArraySlice<NameID> {
    pools.nameList(range)
  }
  @inlinable package func strings(_ range: FactRange) -> [String] { pools.strings(range) }
  @inlinable package func dotted(_ path: NamePath) -> String { pools.dotted(path) }
  @inlinable package func find(_ name: String) -> NameID? { pools.names.find(name) }

  /// The id of another file's name, if this one has it too.
  @inlinable
  package func find(_ name: NameID, of other: FileFacts) -> NameID? {
    other.pools.names.withBytes(of: name) { pools.names.find($0) }
  }
}

/// How much of a file is turned into facts.
package enum IndexingDepth: UInt8, Sendable, Comparable {
  /// Imports, `__all__` and diagnostics: enough for the module graph.
  case imports
  /// Everything: enough for symbol edges and planning.
  case full

  package static func < (left: IndexingDepth, right: IndexingDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
