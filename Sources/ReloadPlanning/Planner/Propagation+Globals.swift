internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Functions that set names of their module by `global` write them like any statement does that calls
/// them at import time.
extension Propagation {
  /// Follows a statement that runs to the names its functions set, and from the names it writes to
  /// statements whose functions set them.
  func runSetters(of statement: StatementID, because: String) {
    if setters.isEmpty { return }
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    for name in facts.strings(record.defines) {
      runSetters(of: NameKey(module: statement.module, name: name), because: because)
    }
    if record.calls.isEmpty { return }
    for global in effects.summary(ofStatement: statement.statement, in: statement.module).globals
      .sorted()
    {
      guard let colon = global.firstIndex(of: ":"),
        let module = program.index(of: String(global[..<colon]))
      else { continue }
      let name = String(global[global.index(after: colon)...])
      let key = NameKey(module: module, name: name)
      change(key, [.identity, .content, .behaviour], because: "a call at import time sets it")
      let chain = Self.chained("it takes part in the value of \(name): ", because)
      runAllWriters(of: name, in: module, because: chain)
      runSetters(of: key, because: because)
    }
  }

  private func runSetters(of key: NameKey, because: String) {
    var seen: Set<StatementID> = []
    var rest = (setters[key] ?? []).map { StatementID(module: key.module, statement: $0) }
    while let function = rest.popLast() {
      guard seen.insert(function).inserted else { continue }
      for caller in callers.callers(of: function) {
        switch caller {
        case .function(let other): rest.append(other)
        case .statement(let statement):
          let kind = program.facts(statement.module).statements[statement.statement].kind
          if kind == .functionDef || kind == .classDef, isDefinition(of: function, statement) {
            continue
          }
          run(statement, because: Self.chained("it sets \(key.name): ", because))
        }
      }
    }
  }

  private func isDefinition(of function: StatementID, _ statement: StatementID) -> Bool {
    function.module == statement.module
      && Int(program.facts(function.module).functions[function.statement].statement)
        == statement.statement
  }

  func makeSetters() -> [NameKey: [Int]] {
    var table: [NameKey: [Int]] = [:]
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for (index, function) in facts.functions.enumerated() {
        for mutation in facts.mutations[function.mutations.indices] where mutation.kind == .global {
          table[NameKey(module: module, name: facts.string(mutation.member)), default: []].append(
            index
          )
        }
      }
    }
    return table
  }
}
