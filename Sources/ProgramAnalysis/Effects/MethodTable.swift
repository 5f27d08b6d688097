internal import ModuleFacts
internal import SourceText

/// The methods of a program by name, for calls whose object is not known, and by class where it is.
final class MethodTable {
  private let program: Program
  private var byName: [String: [Program.Target]]?
  private var innerByName: [String: [Program.Target]]?
  private var aliasesByName: [String: [Program.Target]?]?

  init(program: Program) { self.program = program }

  /// All methods of a name.
  func named(_ name: String) -> [Program.Target] {
    if byName == nil { byName = makeTable() }
    return byName?[name] ?? []
  }

  /// Classes of class bodies, by name: what `self.Inner()` may make.
  func innerClasses(_ name: String) -> [Program.Target] {
    if innerByName == nil {
      var table: [String: [Program.Target]] = [:]
      for module in program.modules.indices {
        let facts = program.facts(module)
        for (index, definition) in facts.classes.enumerated()
        where definition.enclosingClass != .max {
          table[facts.string(definition.name), default: []].append(
            .classType(module: module, classIndex: index)
          )
        }
      }
      innerByName = table
    }
    return innerByName?[name] ?? []
  }

  /// What class bodies bind a name to, where all of them bind it to a function or class.
  func aliases(_ name: String) -> [Program.Target] {
    if aliasesByName == nil { aliasesByName = makeAliases() }
    return (aliasesByName?[name] ?? nil) ?? []
  }

  private func makeAliases() -> [String: [Program.Target]?] {
    var table: [String: [Program.Target]?] = [:]
    for module in program.modules.indices {
      let facts = program.facts(module)
      for member in facts.members where member.kind == .value {
        let name = facts.string(member.name)
        let targets = facts.paths[member.value.indices].flatMap { path in
          path.root == .global && !path.isPartial
            ? program.targets(of: facts.strings(path.names), in: module) : [.unknown]
        }
        let isKnown = targets.allSatisfy {
          switch $0 {
          case .function, .classType, .external: true
          case .module, .value, .unknown: false
          }
        }
        if targets.isEmpty || !isKnown {
          table[name] = .some(nil)
        } else if table[name] == nil {
          table[name] = targets
        } else if let known = table[name] ?? nil {
          table[name] = known + targets
        }
      }
    }
    return table
  }

  /// For `super().__init__()` in a method: the methods of that name of the class's bases.
  func inherited(_ name: String, by function: Int, in module: Int) -> [Program.Target]? {
    let facts = program.facts(module)
    let owner = facts.functions[function].enclosingClass
    guard owner != .max else { return nil }
    return bases(of: Int(owner), in: module).compactMap { base in
      guard case .classType(let module, let index) = base else { return nil }
      return program.facts(module).names.find(name)
        .flatMap { program.scope(module).method($0, of: index) }
        .map { .function(module: module, function: $0) }
    }
  }

  /// All bases and metaclasses of a class, through classes of the program.
  func bases(of index: Int, in module: Int) -> [Program.Target] {
    var found: [Program.Target] = []
    var rest = [(index, module)]
    var seen: Set<Program.Target> = [.classType(module: module, classIndex: index)]
    while let (index, module) = rest.popLast() {
      let facts = program.facts(module)
      let definition = facts.classes[index]
      for position in Array(definition.bases.indices) + Array(definition.metaclass.indices) {
        let path = facts.paths[position]
        // `class C(namedtuple("C", "x y"))`: the class that the call makes has no hooks.
        let isMade = path.root == .expression && path.isPartial
        var targets =
          path.root == .global || isMade
          ? program.targets(of: facts.strings(path.names), in: module) : [.unknown]
        if isMade, targets != [.external("collections.namedtuple")] { targets = [.unknown] }
        for target in targets where seen.insert(target).inserted {
          found.append(target)
          if case .classType(let owner, let base) = target { rest.append((base, owner)) }
        }
      }
    }
    return found
  }

  private func makeTable() -> [String: [Program.Target]] {
    var table: [String: [Program.Target]] = [:]
    for module in program.modules.indices {
      let facts = program.facts(module)
      // A builtin type's method is likelier than one of a package's class of the same name.
      let isExternal = program.modules[module].isExternal
      for (index, function) in facts.functions.enumerated() where function.flags.contains(.method) {
        let name = program.calledName(of: index, in: module)
        if isExternal, EffectTable.isPureMethod(name) || EffectTable.isMutator(name) { continue }
        table[name, default: []].append(.function(module: module, function: index))
      }
    }
    return table
  }
}
