internal import ModuleFacts
internal import SourceText

/// Calls of objects that are no plain function or class: lambdas, what class bodies define, values.
extension EffectAnalysis {
  /// Calling a module-level value: whatever its statements can have made it.
  ///
  /// - Returns: Nil when that can't be told.
  func effects(
    ofCallingValue name: String,
    of owner: Int,
    _ arguments: [NamePath],
    _ call: CallFacts,
    in module: Int,
    _ function: Int?
  ) -> EffectSummary? {
    if let aliased = program.aliased(name, in: owner) {
      return aliased.reduce(into: EffectSummary()) {
        $0.add(
          effects(ofCalling: $1, [name], arguments, call: call, in: module, function: function)
        )
      }
    }
    let facts = program.facts(owner)
    guard let id = facts.names.find(name) else { return nil }
    var summary = EffectSummary()
    for writer in program.scope(owner).binders(of: id) {
      guard case .value = writer.kind else { continue }
      let statement = facts.statements[writer.statement]
      guard statement.kind == .assign || statement.kind == .annAssign else { return nil }
      for call in facts.calls[statement.calls.indices] {
        let targets = program.targets(of: facts.strings(call.callee.names), in: owner)
        if call.callee.root == .global, targets == [.external("collections.namedtuple")] {
          continue
        }
        guard call.callee.root == .global, targets == [.external("functools.partial")] else {
          return nil
        }
      }
      for index in statement.functions.indices {
        let lambda = facts.functions[index]
        guard lambda.enclosingFunction == .max else { continue }
        summary.add(
          applied(
            self.summary(ofFunction: index, in: owner),
            to: arguments,
            in: module,
            function: function,
            call: call
          )
        )
      }
      for read in facts.reads[statement.reads.indices] where read.path.root == .global {
        let path = facts.strings(read.path.names)
        if read.role == .callee { continue }
        for target in program.targets(of: path, in: owner) {
          if case .module = target { continue }
          if case .value(_, let other) = target, other == name || read.role == .default { continue }
          guard !read.path.isPartial else { return nil }
          if case .value = target { return nil }
          if case .unknown = target { return nil }
          summary.add(
            effects(
              ofCalling: target,
              path,
              arguments,
              call: call,
              in: module,
              function: function
            )
          )
        }
      }
    }
    return summary
  }

  /// A class of a class body that the body itself calls.
  func innerClass(_ name: String, at line: UInt32, in module: Int) -> Int? {
    let facts = program.facts(module)
    let found = facts.classes.indices.filter { index in
      guard facts.classes[index].enclosingClass != .max,
        facts.string(facts.classes[index].name) == name
      else { return false }
      let owner = facts.classes[Int(facts.classes[index].enclosingClass)]
      return owner.line <= line && line <= owner.endLine
    }
    return found.count == 1 ? found[0] : nil
  }

  /// `(lambda v: ...)(x)`: all lambdas of that line, which are few.
  func lambdaEffects(
    _ arguments: [NamePath],
    call: CallFacts,
    in module: Int,
    function: Int?
  ) -> EffectSummary {
    let outer = function.map { UInt32(truncatingIfNeeded: $0) } ?? .max
    let facts = program.facts(module)
    let found = facts.functions.indices.filter { index in
      let lambda = facts.functions[index]
      return lambda.flags.contains(.lambda) && lambda.enclosingFunction == outer
        && lambda.line <= call.line && call.line <= lambda.endLine
    }
    if found.isEmpty {
      return EffectSummary(unknown: "line \(call.line) calls an object that can't be told")
    }
    return found.reduce(into: EffectSummary()) {
      $0.add(
        applied(
          summary(ofFunction: $1, in: module),
          to: arguments,
          in: module,
          function: function,
          call: call
        )
      )
    }
  }

  /// Functions of a class body that the body itself calls while the class is being made.
  func classFunctions(_ name: String, at line: UInt32, in module: Int) -> [Int] {
    let facts = program.facts(module)
    return facts.functions.indices.filter { index in
      let function = facts.functions[index]
      guard function.enclosingClass != .max, function.enclosingFunction == .max else {
        return false
      }
      let owner = facts.classes[Int(function.enclosingClass)]
      guard owner.line <= line, line <= owner.endLine else { return false }
      let plain = facts.string(function.name)
      // A private name is mangled where it is used.
      let bare = facts.string(owner.name).drop { $0 == "_" }
      return name == plain || name == "_\(bare)\(plain)"
    }
  }
}
