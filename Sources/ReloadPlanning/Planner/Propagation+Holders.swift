internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Who gets at a function or class by what holds it: an alias, an entry of a table, a default, an attribute of a class.
extension Propagation {
  /// A statement that stores a changed object: what it binds holds it.
  func changeHolders(
    _ statement: StatementID,
    _ change: NameChange,
    of ids: [NameID],
    because: String
  ) {
    guard !change.isDisjoint(with: [.behaviour, .held]) else { return }
    let facts = program.facts(statement.module)
    let stores = arguments.stores(statement.statement, in: statement.module) {
      Self.leads($0, to: ids, facts)
    }
    if stores { changeHolder(statement, because: because) }
  }

  /// Whether a chain begins with the names.
  static func leads(_ path: NamePath, to ids: [NameID], _ facts: FileFacts) -> Bool {
    path.root == .global && facts.nameList(path.names).starts(with: ids)
  }

  /// A statement that stores something changed may call it itself, and what it binds holds it.
  func changeHolder(_ statement: StatementID, because: String) {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    if callsWhatItHolds(record, in: statement.module) {
      run(statement, because: because)
      return
    }
    for name in facts.strings(record.defines) {
      change(NameKey(module: statement.module, name: name), .held, because: because)
    }
    // `TABLE["key"] = f`, `box.callback = f`, `hooks.HANDLERS.append(f)`
    for mutation in facts.mutations[record.mutations.indices] where mutation.target.root == .global
    {
      for key in holders(facts.strings(mutation.target.names)[...], in: statement.module) {
        change(key, .held, because: because)
      }
    }
  }

  /// The names that hold the object of a chain: that of its own module, and the one it was imported by.
  private func holders(_ path: ArraySlice<String>, in module: Int) -> [NameKey] {
    guard let name = path.first else { return [] }
    var found: [NameKey] = []
    for target in program.targets(of: name, in: module) {
      switch target {
      case .module(let owner): found += holders(path.dropFirst(), in: owner)
      case .value(let owner, let held) where owner != module:
        found.append(NameKey(module: owner, name: held))
      default: continue
      }
    }
    return found.isEmpty ? [NameKey(module: module, name: name)] : found
  }

  /// A definition that its decorators put into containers: those hold it.
  func changeRegistries(of statement: StatementID, because: String) {
    let summary = effects.summary(ofStatement: statement.statement, in: statement.module)
    for register in summary.registers.sorted() {
      guard let container = Container(register, in: program) else { continue }
      change(NameKey(module: container.module, name: container.name), .held, because: because)
    }
  }

  /// Whether a statement may call something that a chain holds.
  func callsHeld(_ ids: [NameID], by statement: StatementID) -> Bool {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    let isRead = facts.reads[record.reads.indices].contains {
      Self.leads($0.path, to: ids, facts)
    }
    guard isRead else { return false }
    let own = facts.nameList(record.defines)
    return facts.calls[record.calls.indices].contains {
      callsHeld(ids, $0, own: own, in: statement.module)
    }
  }

  /// Whether a function calls something that a chain holds, or gives it to who calls the function.
  func usesHeld(_ ids: [NameID], by function: FunctionFacts, in module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.calls[function.calls.indices].contains {
      callsHeld(ids, $0, own: [], in: module)
    }
      || facts.paths[function.returnPaths.indices].contains { Self.leads($0, to: ids, facts) }
  }

  /// Whether a call may be of something that a chain holds.
  private func callsHeld(
    _ ids: [NameID],
    _ call: CallFacts,
    own: ArraySlice<NameID>,
    in module: Int
  ) -> Bool {
    let facts = program.facts(module)
    let isChain = call.callee.root == .global || call.callee.root == .expression
    if isChain, facts.nameList(call.callee.names).starts(with: ids) {
      return !isLookup(call, ids, facts)
    }
    return callsUntold(call, own: own, facts)
      || facts.paths[call.arguments.indices].contains { Self.leads($0, to: ids, facts) }
        && arguments.mayCallArguments(call, in: module)
  }

  /// Whether a statement that holds something may call it: nothing says what it has become in there.
  private func callsWhatItHolds(_ record: StatementFacts, in module: Int) -> Bool {
    let facts = program.facts(module)
    let own = facts.nameList(record.defines)
    // `[call(page) for page in (f, g)]`
    func passesOnInLoop(_ call: CallFacts) -> Bool {
      record.flags.contains(.iterates)
        && facts.paths[call.arguments.indices].contains { $0.root != .global }
        && arguments.mayCallArguments(call, in: module)
        && !arguments.isOutside(call, in: module)
    }
    return record.calls.indices.contains {
      let call = facts.calls[$0]
      return callsUntold(call, own: own, facts) || isOfHolder($0, in: module)
        || passesOnInLoop(call)
    }
  }

  /// Whether a call is of a variable, or of an object without a name.
  private func callsUntold(
    _ call: CallFacts,
    own: ArraySlice<NameID>,
    _ facts: FileFacts
  ) -> Bool {
    let names = facts.nameList(call.callee.names)
    switch call.callee.root {
    case .global, .expression:
      // `for handler in HANDLERS: handler()`
      return names.isEmpty || names.count == 1 && names.first.map(own.contains) == true
    case .local, .enclosing: return names.count <= 1
    case .receiver, .parameter: return false
    }
  }

  /// Whether what is called is the result of a call that was given a function or class: `later(f)()`,
  /// `Holder(f).show()`, not `on("start")(f)`.
  private func isOfHolder(_ position: Int, in module: Int) -> Bool {
    let facts = program.facts(module)
    let call = facts.calls[position]
    guard call.receiver > 0, !call.isDecorator,
      !program.isBuiltinMethod(call.callee, in: module)
    else { return false }
    let inner = facts.calls[position - Int(call.receiver)]
    if arguments.isOutside(inner, in: module) { return false }
    return facts.paths[inner.arguments.indices].contains { path in
      path.root == .global
        && program.targets(of: facts.strings(path.names), in: module).contains {
          switch $0 {
          case .function, .classType: true
          case .value(let owner, let name): program.aliased(name, in: owner) != nil
          case .module, .external, .unknown: false
          }
        }
    }
  }

  /// Whether a call only asks or fills a container: `TABLE.append(f)`, not `TABLE["f"]()` or `alias()`.
  private func isLookup(_ call: CallFacts, _ ids: [NameID], _ facts: FileFacts) -> Bool {
    let names = facts.strings(call.callee.names)
    guard names.count == ids.count + 1, !call.callee.isPartial || call.isDecorator,
      let last = names.last
    else { return false }
    return Self.lookups.contains(last)
  }

  /// Methods of containers that call nothing that is in them.
  private static let lookups: Set<String> = [
    "add", "append", "clear", "copy", "count", "discard", "extend", "get", "index", "insert",
    "items", "keys", "pop", "popitem", "register", "remove", "setdefault", "update", "values",
  ]
}
