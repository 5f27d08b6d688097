package import ModuleFacts
package import SourceText

/// The facts of one module by reference: a copy of `FileFacts` counts references of twenty arrays, and
/// half the time of the rules went there.
package final class FactsView {
  private let base: FileFacts

  package init(_ facts: FileFacts) { base = facts }

  package var names: NameTable { base.names }
  package var imports: [ImportRecord] { base.imports }
  package var importedNames: [ImportedName] { base.importedNames }
  package var nameLists: [NameID] { base.nameLists }
  package var keptNames: FactRange { base.keptNames }
  package var paths: [NamePath] { base.paths }
  package var reads: [ReadFacts] { base.reads }
  package var calls: [CallFacts] { base.calls }
  package var mutations: [MutationFacts] { base.mutations }
  package var members: [MemberFacts] { base.members }
  package var returns: [ReturnFacts] { base.returns }
  package var bindings: [BindingFacts] { base.bindings }
  package var uses: [UseFacts] { base.uses }
  package var statements: [StatementFacts] { base.statements }
  package var functions: [FunctionFacts] { base.functions }
  package var classes: [ClassFacts] { base.classes }

  package func string(_ id: NameID) -> String { base.string(id) }
  package func nameList(_ range: FactRange) -> ArraySlice<NameID> { base.nameList(range) }
  package func strings(_ range: FactRange) -> [String] { base.strings(range) }
  package func dotted(_ path: NamePath) -> String { base.dotted(path) }
  package func find(_ name: String) -> NameID? { base.names.find(name) }
}
