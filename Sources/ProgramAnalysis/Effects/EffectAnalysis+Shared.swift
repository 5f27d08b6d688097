internal import ModuleFacts
internal import SourceText

/// Objects that a module changes by a name of its own, though the name's statement doesn't make them anew: a second name of
/// another one's object, what is in one, what a function hands out. To run the name's statements again gives the same object,
/// with what was added to it before.
extension EffectAnalysis {
  /// What the arguments of a call let it change: `map(ITEMS.append, names)`, and `TABLE.get(key, ITEMS).append(x)`.
  func addHandedOver(
    by call: CallFacts,
    _ changesInside: Bool,
    in module: Int,
    to summary: inout EffectSummary
  ) {
    let facts = program.facts(module)
    let givesDefault =
      changesInside && call.arguments.count > 1
      && ["get", "setdefault", "pop"].contains(facts.strings(call.callee.names).last ?? "")
    for (position, path) in facts.paths[call.arguments.indices].enumerated()
    where path.root == .global && !path.isPartial {
      var names = facts.strings(path.names)
      if names.count > 1, EffectTable.isMutator(names[names.count - 1]) {
        names.removeLast()
      } else if !givesDefault || position != 1 {
        continue
      }
      for case .value(let owner, let name) in program.targets(of: names, in: module)
      where mayChange(name, in: owner) {
        insert(owner, [name], to: &summary)
      }
    }
  }

  func addShared(
    _ path: [String],
    _ mutation: MutationFacts,
    in module: Int,
    to summary: inout EffectSummary
  ) {
    let facts = program.facts(module)
    guard let root = path.first, let id = facts.find(root) else { return }
    for writer in program.scope(module).binders(of: id) where writer.kind == .value {
      for binding in facts.bindings(ofStatement: writer.statement)
      where binding.name == id && binding.function == .max && binding.enclosingClass == .max {
        let isInside = mutation.target.isPartial || path.count > 1
        addShared(binding, Array(path.dropFirst()), isInside, mutation.line, module, to: &summary)
      }
    }
  }

  /// `rest` are the attributes between the name and what changes; `isInside` says that what changes is in the object.
  private func addShared(
    _ binding: BindingFacts,
    _ rest: [String],
    _ isInside: Bool,
    _ line: UInt32,
    _ module: Int,
    to summary: inout EffectSummary
  ) {
    let facts = program.facts(module)
    switch binding.shape {
    case .literal, .lambda: break
    case .container, .tuple:
      if isInside { addRead(by: binding, line, module, to: &summary) }
    case .other: addRead(by: binding, line, module, to: &summary)
    case .chain:
      let path = facts.strings(binding.path.names)
      guard binding.path.root == .global, !binding.path.isPartial,
        path.count > 1 || !isOwn(path, in: module)
      else { return addRead(by: binding, line, module, to: &summary) }
      add(registered: path + rest, in: module, line: line, to: &summary)
    case .entered:
      summary.add(unknown: "line \(line) changes what entering a context gave")
    case .call:
      let calls = facts.calls[facts.statements[Int(binding.statement)].calls.indices]
      for call in calls where call.callee == binding.path {
        let origins = origins.origins(ofCall: call, in: module, function: nil)
        add(origins.filter { !isName(binding.name, $0, in: module) }, line: line, to: &summary)
      }
      addClassAttribute(binding, rest, module, to: &summary)
    }
  }

  private func isName(_ name: NameID, _ origin: ObjectOrigins.Origin, in module: Int) -> Bool {
    origin == .global(module: module, path: [program.facts(module).string(name)])
  }

  /// What a statement reads that can be changed and may be, or be in, what it binds.
  private func addRead(
    by binding: BindingFacts,
    _ line: UInt32,
    _ module: Int,
    to summary: inout EffectSummary
  ) {
    let facts = program.facts(module)
    let record = facts.statements[Int(binding.statement)]
    let operands = facts.uses(ofStatement: Int(binding.statement)).filter { $0.kind == .operand }
      .map(\.path)
    for read in facts.reads[record.reads.indices]
    where read.role == .value && read.path.root == .global && !operands.contains(read.path) {
      let path = facts.strings(read.path.names)
      for case .value(let owner, let name) in program.targets(of: path, in: module)
      where mayChange(name, in: owner) && !(owner == module && name == facts.string(binding.name)) {
        insert(owner, [name], to: &summary)
      }
    }
  }

  /// Whether a name may hold an object that can be changed.
  private func mayChange(_ name: String, in module: Int) -> Bool {
    let facts = program.facts(module)
    guard let id = facts.find(name) else { return true }
    return program.scope(module).binders(of: id).contains { writer in
      let bindings = facts.bindings(ofStatement: writer.statement).filter { $0.name == id }
      return bindings.isEmpty
        || bindings.contains { $0.shape != .literal && $0.shape != .lambda && $0.shape != .tuple }
    }
  }

  /// `box = Box()` and `box.items.append(x)`, where `items` is the class's own.
  private func addClassAttribute(
    _ binding: BindingFacts,
    _ rest: [String],
    _ module: Int,
    to summary: inout EffectSummary
  ) {
    guard let attribute = rest.first, binding.path.root == .global else { return }
    let facts = program.facts(module)
    for case .classType(let owner, let index) in program.targets(
      of: facts.strings(binding.path.names),
      in: module
    ) {
      for case .classType(let owner, let index) in [.classType(module: owner, classIndex: index)]
        + methods.bases(of: index, in: owner)
      {
        let facts = program.facts(owner)
        guard let id = facts.find(attribute) else { continue }
        let isMade = facts.functions.contains {
          $0.enclosingClass == UInt32(truncatingIfNeeded: index)
            && facts.nameList($0.receiverAttributes).contains(id)
        }
        if isMade { return }
        let isOfClass = facts.bindings.contains {
          $0.enclosingClass == UInt32(truncatingIfNeeded: index) && $0.name == id
        }
        if isOfClass {
          insert(owner, [facts.string(facts.classes[index].qualifiedName)] + rest, to: &summary)
          return
        }
      }
    }
  }
}
