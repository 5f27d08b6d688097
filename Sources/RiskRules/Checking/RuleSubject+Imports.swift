internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension RuleSubject {
  /// The module of the project that the import at a position names, when it is another one.
  func provider(ofImport position: Int) -> Int? {
    guard let provider = program.importTargets(of: index)[position].module, provider != index,
      !program.modules[provider].isExternal
    else { return nil }
    return provider
  }

  /// The names of a from-import that aren't modules themselves.
  func takenNames(ofImport position: Int) -> ArraySlice<ImportedName> {
    let submodules = program.importedSubmodules(of: index)
    let names = facts.imports[position].names.indices
    if submodules[names].allSatisfy({ $0 == nil }) { return facts.importedNames[names] }
    return names.filter { submodules[$0] == nil }.map { facts.importedNames[$0] }[...]
  }

  /// Whether something of the program belongs to another module than this.
  func isForeign(_ value: Value) -> Bool {
    switch value {
    case .function(let owner, _), .classType(let owner, _), .instance(let owner, _, nil):
      owner != index && !program.modules[owner].isExternal
    default: value.place.map { $0.module >= 0 && $0.module != index } ?? false
    }
  }

  /// `open` for `builtins.open`.
  func short(_ dotted: String) -> String {
    dotted.hasPrefix("builtins.") ? String(dotted.dropFirst("builtins.".count)) : dotted
  }
}
