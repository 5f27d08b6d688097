internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Which module-level objects functions change when they run, and from where.
final class StateIndex {
  /// A change, in words for people.
  struct Change {
    var module: Int
    var function: Int
    var line: UInt32
  }

  /// Objects changed in place, by the module and name that hold them.
  private(set) var changes: [Value.Place: [Change]] = [:]
  /// Names given another value with `global` or from another module.
  private(set) var rebindings: [Value.Place: [Change]] = [:]
  /// The modules that have such names.
  private(set) var rebound: Set<Int> = []

  init(resolver: ValueResolver, isTest: [Bool]) {
    let program = resolver.program
    let changing = resolver.argumentChangers
    for module in program.modules.indices where !program.modules[module].isExternal {
      if isTest[module] { continue }
      let facts = program.facts(module)
      let changers = changing.compactMap { facts.find($0) }
      for (index, function) in facts.functions.enumerated() {
        for mutation in facts.mutations[function.mutations.indices] {
          add(mutation, module, index, resolver)
        }
        if changers.isEmpty { continue }
        for position in function.calls.indices {
          let call = facts.calls[position]
          guard call.callee.root == .global,
            let name = facts.nameList(call.callee.names).last, changers.contains(name)
          else { continue }
          addPassed(call, module, index, resolver)
        }
      }
    }
  }

  /// Whether a module holds tests: what they set they set back.
  static func isTest(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: ".")).contains {
      switch Substring($0) {
      case "test", "tests", "testing", "conftest": true
      case let part: part.hasPrefix("test_")
      }
    }
  }

  /// `heappush(QUEUE, x)` and `next(IDS)`.
  private func addPassed(
    _ call: CallFacts,
    _ module: Int,
    _ function: Int,
    _ resolver: ValueResolver
  ) {
    let facts = resolver.program.facts(module)
    guard let path = facts.paths[call.arguments.indices].first, path.root == .global,
      !path.isPartial, resolver.changesArgument(call.callee, in: module, function: function)
    else { return }
    for value in resolver.values(of: path, in: module, function: function) {
      switch value {
      case .container(let place?), .externalInstance(_, let place?):
        guard place.module >= 0, !place.name.contains(".") else { continue }
        changes[place, default: []].append(
          Change(module: module, function: function, line: call.line)
        )
      default: continue
      }
    }
  }

  private func add(
    _ mutation: MutationFacts,
    _ module: Int,
    _ function: Int,
    _ resolver: ValueResolver
  ) {
    guard mutation.target.base == .global else { return }
    let program = resolver.program
    let facts = program.facts(module)
    let change = Change(module: module, function: function, line: mutation.line)
    if mutation.kind == .global {
      let place = Value.Place(module: module, name: facts.string(mutation.member))
      rebindings[place, default: []].append(change)
      rebound.insert(module)
      return
    }
    guard mutation.target.names.count <= 2 else { return }
    if mutation.target.root == .expression {
      // `TABLE.setdefault(k, []).append(v)`
      let last = facts.strings(mutation.target.names).last ?? ""
      guard last == "setdefault", mutation.target.names.count == 2 else { return }
    }
    var target = mutation.target
    if target.root == .expression { target.names.count -= 1 }
    for value in resolver.values(of: target, in: module, function: function) {
      switch value {
      case .container(let place?), .externalInstance(_, let place?):
        guard place.module >= 0, !place.name.contains("."), mutation.kind != .attribute else {
          continue
        }
        changes[place, default: []].append(change)
      case .module(let owner):
        guard mutation.kind == .attribute, owner != module else { continue }
        let name = facts.string(mutation.member)
        if name.isEmpty { continue }
        rebindings[Value.Place(module: owner, name: name), default: []].append(change)
        rebound.insert(owner)
      default: continue
      }
    }
  }
}
