internal import NativeFacts

extension UnitFacts {
  /// Names of the functions that run while the extension module is imported: its init function, its exec
  /// slots, and what those call in this unit.
  var initialFunctions: Set<String> {
    var waiting = python.compactMap { fact -> String? in
      switch fact.kind {
      case .initialiser: "PyInit_" + fact.name
      case .slot where fact.name == "Py_mod_exec" || fact.name == "Py_mod_create": fact.detail
      default: nil
      }
    }
    var called: [String: [String]] = [:]
    for use in uses where use.kind == .call && use.from >= 0 {
      called[symbols[use.from].name, default: []].append(symbols[use.to].name)
    }
    var found: Set<String> = []
    while let name = waiting.popLast() {
      if found.insert(name).inserted { waiting += called[name] ?? [] }
    }
    return found
  }
}
