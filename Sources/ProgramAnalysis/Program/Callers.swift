internal import ModuleFacts
internal import SourceText

/// Who can call a function: the reverse of `CallReach`, asked for single functions.
///
/// One of these answers one wave of changes: what it has told of a name once it may leave out later.
/// Only files in which one of the function's names occurs at all are looked at, so a question costs
/// little in a large project.
package final class Callers {
  private let program: Program
  /// Names a project-level name is imported under elsewhere.
  private var aliases: [String: Set<String>]?
  private var subclassNames: [String: [String]]?
  private let mentions: MentionIndex
  private var askedMembers: [MemberQuery: [Caller]] = [:]

  private let arguments: ArgumentUse
  private let families: ClassFamilies
  /// The project's own: what installed packages call is taken not to be the project's code.
  private let modules: [Int]

  package init(program: Program) {
    self.program = program
    arguments = ArgumentUse(program: program)
    families = ClassFamilies(program: program)
    modules = program.modules.indices.filter { !program.modules[$0].isExternal }
    mentions = MentionIndex(program: program, modules: modules)
  }

  /// A function or a top-level statement that can call the function asked for.
  package enum Caller: Hashable {
    case function(FunctionID)
    case statement(StatementID)
  }

  package typealias FunctionID = StatementID

  package func callers(of function: FunctionID) -> [Caller] {
    let facts = program.facts(function.module)
    let record = facts.functions[function.statement]
    let name = program.calledName(of: function.statement, in: function.module)
    var found: [Caller] = []
    if record.enclosingFunction != .max {
      let outer = Int(record.enclosingFunction)
      let outerRecord = facts.functions[outer]
      // A lambda may be called where it stands.
      if record.flags.contains(.lambda) || callsLocally(name, outerRecord, facts) {
        found.append(.function(FunctionID(module: function.module, statement: outer)))
      }
      var outermost = outer
      while facts.functions[outermost].enclosingFunction != .max {
        outermost = Int(facts.functions[outermost].enclosingFunction)
      }
      found += callersOfProducts(facts.string(facts.functions[outermost].name))
      return found
    }
    if record.enclosingClass != .max {
      return callers(ofMember: name, of: Int(record.enclosingClass), in: function.module)
    }
    return uses(of: name, asMember: false)
  }

  /// The statements that store a module-level function in what they bind (under another name, in a table, as a default), and
  /// the functions that return it; for what makes the instances of a class, those that store or return the class.
  package func holders(of function: FunctionID) -> [Caller] {
    let facts = program.facts(function.module)
    let record = facts.functions[function.statement]
    guard record.enclosingFunction == .max else { return [] }
    let name = program.calledName(of: function.statement, in: function.module)
    if record.enclosingClass == .max {
      let target = Program.Target.function(module: function.module, function: function.statement)
      return holders(of: name) { $0 == target }
    }
    guard Self.construction.contains(name) else { return [] }
    let classes = classNames(record.enclosingClass, in: function.module)
    return classes.flatMap { className in
      holders(of: className) {
        guard case .classType(let owner, let index) = $0 else { return false }
        let facts = program.facts(owner)
        return facts.string(facts.classes[index].name) == className
      }
    }
  }

  private func holders(of name: String, _ isMeant: (Program.Target) -> Bool) -> [Caller] {
    var found: [Caller] = []
    for alias in allNames(name).sorted() {
      for module in modules {
        let facts = program.facts(module)
        guard let id = facts.names.find(alias) else { continue }
        func means(_ path: NamePath) -> Bool {
          path.root == .global && facts.nameList(path.names).last == id
            && program.targets(of: facts.strings(path.names), in: module).contains(where: isMeant)
        }
        for (index, function) in facts.functions.enumerated()
        where facts.paths[function.returnPaths.indices].contains(where: means) {
          found.append(.function(FunctionID(module: module, statement: index)))
        }
        for index in facts.statements.indices where arguments.stores(index, in: module, means) {
          found.append(.statement(StatementID(module: module, statement: index)))
        }
      }
    }
    return found
  }

  /// Who can come to a member of that name of a class: of its own, inherited, or gone.
  package func callers(ofMember name: String, of classIndex: Int, in module: Int) -> [Caller] {
    let facts = program.facts(module)
    let index = UInt32(truncatingIfNeeded: classIndex)
    var found: [Caller] = []
    let isSpecial = Self.construction.contains(name) || Self.operators.contains(name)
    let classes = isSpecial ? classNames(index, in: module) : []
    let metaclass = isMetaclass(index, facts)
    if Self.construction.contains(name), name != "__call__" || metaclass {
      let atDefinition = Self.definition.contains(name) || metaclass
      for className in classes {
        found += uses(of: className, asMember: false, includingBases: atDefinition)
      }
    }
    if Self.operators.contains(name) {
      for className in classes {
        found += usesOfInstances(of: className, onlyCalls: name == "__call__")
      }
      // A metaclass's instances are the classes it makes.
      if metaclass, name != "__call__" {
        for className in classes.dropFirst() { found += readers(of: className) }
      }
    }
    if name == "__class_getitem__" {
      for className in classes { found += readers(of: className) }
    }
    let family = families.family(ofClass: classIndex, in: module)
    if Self.construction.contains(name) {
      // `super().__init__()` in a class reaches its own bases only.
      found += uses(of: name, asMember: true, family: family).filter { isIn($0, classes) }
    } else {
      found += usesOfMembers(name, family)
    }
    return found
  }

  /// Who uses a member of that name of a family of classes.
  ///
  /// Hundreds of classes have a method `run`, and each has the same users. Asked for the second time, only statements
  /// are given again: functions were given before, and a function can't be changed twice.
  private func usesOfMembers(_ name: String, _ family: Int?) -> [Caller] {
    let query = MemberQuery(name: name, family: family)
    if let statements = askedMembers[query] { return statements }
    let found = uses(of: name, asMember: true, family: family)
    askedMembers[query] = found.filter {
      if case .statement = $0 { return true }
      return false
    }
    return found
  }

  private struct MemberQuery: Hashable {
    var name: String
    var family: Int?
  }

  /// Whether a caller is a method of one of the classes.
  private func isIn(_ caller: Caller, _ classes: [String]) -> Bool {
    guard case .function(let function) = caller else { return true }
    let facts = program.facts(function.module)
    var record = facts.functions[function.statement]
    while record.enclosingFunction != .max {
      record = facts.functions[Int(record.enclosingFunction)]
    }
    guard record.enclosingClass != .max else { return false }
    return classes.contains(facts.string(facts.classes[Int(record.enclosingClass)].name))
  }

  private func isMetaclass(_ index: UInt32, _ facts: FileFacts) -> Bool {
    facts.paths[facts.classes[Int(index)].bases.indices].contains {
      let name = facts.strings($0.names).last ?? ""
      return name == "type" || name.hasSuffix("Meta") || name.hasSuffix("Type")
    }
  }

  /// Methods that defining a subclass runs.
  private static let definition: Set<String> = [
    "__init_subclass__", "__set_name__", "__prepare__", "__class_getitem__",
  ]

  /// Methods that calling the class runs.
  private static let construction: Set<String> = [
    "__init__", "__new__", "__post_init__", "__call__", "__init_subclass__", "__set_name__",
    "__prepare__", "__class_getitem__",
  ]

  /// Methods that run without being named: any use of an instance can reach them.
  package static let operators: Set<String> = [
    "__call__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__",
    "__floordiv__", "__mod__", "__pow__", "__and__", "__rand__", "__or__", "__ror__", "__xor__",
    "__invert__", "__neg__", "__lshift__", "__rshift__", "__matmul__", "__iadd__", "__ior__",
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__bool__", "__len__",
    "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__",
    "__enter__",
    "__exit__", "__get__", "__set__", "__delete__", "__getattr__", "__getattribute__",
    "__setattr__",
    "__str__", "__repr__", "__format__", "__int__", "__float__", "__index__", "__missing__",
    "__reversed__", "__fspath__", "__instancecheck__", "__subclasscheck__",
  ]

  private func callsLocally(_ name: String, _ outer: FunctionFacts, _ facts: FileFacts) -> Bool {
    facts.calls[outer.calls.indices].contains {
      ($0.callee.root == .local || $0.callee.root == .enclosing)
        && facts.strings($0.callee.names).first == name
    }
  }

  /// The names of a class and of those that inherit from it or are made by it, as far as names tell.
  private func classNames(_ index: UInt32, in module: Int) -> [String] {
    let facts = program.facts(module)
    var names = [facts.string(facts.classes[Int(index)].name)]
    var seen = Set(names)
    var position = 0
    while position < names.count {
      let base = names[position]
      position += 1
      for alias in allNames(base).sorted() {
        for name in subclasses(of: alias) where seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  /// Names of the classes whose bases or metaclass end in a name.
  private func subclasses(of name: String) -> [String] {
    if subclassNames == nil {
      var table: [String: [String]] = [:]
      for module in modules {
        let facts = program.facts(module)
        for definition in facts.classes {
          for base in facts.paths[definition.bases.indices]
            + facts.paths[definition.metaclass.indices]
          {
            guard let last = facts.nameList(base.names).last else { continue }
            table[facts.string(last), default: []].append(facts.string(definition.name))
          }
        }
      }
      subclassNames = table
    }
    return subclassNames?[name] ?? []
  }

  /// Functions and statements that call a name, pass it on, use it as a base or decorator.
  private func uses(
    of name: String,
    asMember: Bool,
    includingBases: Bool = true,
    family: Int? = nil
  ) -> [Caller] {
    var found: [Caller] = []
    for alias in asMember ? [name] : allNames(name).sorted() {
      for mention in mentions[alias]
      where mention.isUse(
        asMember: asMember,
        includingBases: includingBases,
        isForeign: isForeign(mention, family)
      ) || passesOn(mention, asMember: asMember) {
        found.append(mention.caller)
      }
    }
    return found
  }

  /// Whether a call of the mention's may call what it is given.
  private func passesOn(_ mention: MentionIndex.Mention, asMember: Bool) -> Bool {
    let facts = program.modules[mention.module].facts
    return mention.takers.contains {
      (asMember || $0.isFunction)
        && arguments.mayCallArguments(facts.calls[$0.call], in: mention.module)
    }
  }

  /// Whether a mention stands in a method of classes that have nothing to do with the family.
  private func isForeign(_ mention: MentionIndex.Mention, _ family: Int?) -> Bool {
    guard let family, case .function(let function) = mention.caller else { return false }
    return families.family(ofMethod: function.statement, in: function.module) != family
  }

  /// Uses of what a decorator or factory has made.
  private func callersOfProducts(_ factory: String) -> [Caller] {
    var found: [Caller] = []
    for alias in allNames(factory) {
      for module in modules {
        let facts = program.facts(module)
        guard let id = facts.names.find(alias) else { continue }
        for (position, statement) in facts.statements.enumerated() {
          // `@register("a")`: what the factory returns is called right there.
          let applies = facts.calls[statement.calls.indices].contains {
            $0.isDecorator && ($0.callee.isPartial || $0.callee.root == .expression)
              && facts.nameList($0.callee.names).contains(id)
          }
          if applies {
            found.append(.statement(StatementID(module: module, statement: position)))
          }
          let makes = facts.calls[statement.calls.indices].contains {
            facts.nameList($0.callee.names).contains(id)
          }
          guard makes else { continue }
          for name in facts.strings(statement.defines) { found += uses(of: name, asMember: false) }
          for index in statement.functions.indices
          where facts.functions[index].flags.contains(.method) {
            found += uses(of: facts.string(facts.functions[index].name), asMember: true)
          }
        }
      }
    }
    return found
  }

  /// Who uses an instance of the class: through a name that is bound to one, or right where it is
  /// made.
  private func usesOfInstances(of className: String, onlyCalls: Bool) -> [Caller] {
    var found: [Caller] = []
    for alias in allNames(className) {
      for module in modules {
        let facts = program.facts(module)
        guard let id = facts.names.find(alias) else { continue }
        for (index, function) in facts.functions.enumerated()
        where makes(id, function.calls, module) {
          found.append(.function(FunctionID(module: module, statement: index)))
        }
        for (index, statement) in facts.statements.enumerated()
        where makes(id, statement.calls, module) {
          if usesAtOnce(id, statement, onlyCalls: onlyCalls, module) {
            found.append(.statement(StatementID(module: module, statement: index)))
          }
          if statement.flags.contains(.mainGuard) || statement.flags.contains(.neverRuns) {
            continue
          }
          for name in facts.nameList(statement.defines) where holdsValue(name, index, module) {
            let name = facts.string(name)
            found += onlyCalls ? uses(of: name, asMember: false) : readers(of: name)
          }
        }
      }
    }
    return found
  }

  /// Whether a statement binds a name to a value, not to what it imports or defines.
  private func holdsValue(_ name: NameID, _ statement: Int, _ module: Int) -> Bool {
    let facts = program.facts(module)
    // A class or function may hold instances: attributes, defaults.
    if facts.statements[statement].kind == .classDef
      || facts.statements[statement].kind == .functionDef
    {
      return true
    }
    return program.scope(module).binders(of: name).contains {
      guard $0.statement == statement else { return false }
      switch $0.kind {
      case .importedModule, .imported: return false
      case .function, .classType, .value, .mutation, .delete: return true
      }
    }
  }

  private func makes(_ name: NameID, _ calls: FactRange, _ module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.calls[calls.indices].contains {
      facts.nameList($0.callee.names).contains(name)
    }
  }

  /// Whether a statement that makes an instance does more with it than bind it to a name.
  private func usesAtOnce(
    _ name: NameID,
    _ statement: StatementFacts,
    onlyCalls: Bool,
    _ module: Int
  ) -> Bool {
    let facts = program.facts(module)
    if !onlyCalls, statement.flags.contains(.operates) { return true }
    return facts.calls[statement.calls.indices].contains { call in
      if call.callee.isPartial, facts.nameList(call.callee.names).contains(name) { return true }
      return facts.paths[call.arguments.indices].contains { argument in
        facts.makers[argument.makers.indices].contains {
          facts.nameList($0.callee.names).contains(name)
        }
      }
    }
  }

  /// Functions and statements that read a module-level name.
  private func readers(of name: String) -> [Caller] {
    var found: [Caller] = []
    for alias in allNames(name) {
      for module in modules {
        let facts = program.facts(module)
        guard let id = facts.names.find(alias) else { continue }
        func reads(_ range: FactRange) -> Bool {
          facts.reads[range.indices].contains { facts.nameList($0.path.names).contains(id) }
        }
        for (index, function) in facts.functions.enumerated() where reads(function.reads) {
          found.append(.function(FunctionID(module: module, statement: index)))
        }
        for (index, statement) in facts.statements.enumerated() where reads(statement.reads) {
          found.append(.statement(StatementID(module: module, statement: index)))
        }
      }
    }
    return found
  }

  private func allNames(_ name: String) -> Set<String> {
    if aliases == nil {
      var table: [String: Set<String>] = [:]
      for module in modules {
        let facts = program.facts(module)
        for imported in facts.importedNames where imported.name != imported.boundName {
          table[facts.string(imported.name), default: []].insert(facts.string(imported.boundName))
        }
      }
      aliases = table
    }
    return (aliases?[name] ?? []).union([name])
  }
}
