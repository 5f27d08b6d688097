internal import ModuleFacts
internal import SourceText

/// Where each name of the project is called, passed on, read as a member, or used as a base or decorator.
///
/// One pass over all facts: a change of what hundreds of modules use asks for hundreds of names, and
/// looking through every module for each took seconds.
struct MentionIndex {
  /// How a function or statement uses a name.
  struct Use: OptionSet {
    let rawValue: UInt8

    /// It calls something with the name in its path.
    static let call = Use(rawValue: 1)
    /// It calls or reads something of which the name is a member.
    static let member = Use(rawValue: 2)
    static let decorator = Use(rawValue: 4)
    static let base = Use(rawValue: 8)
    /// The same of the method's own first parameter: the member is one of the class's family.
    static let receiverMember = Use(rawValue: 16)
  }

  /// One function or statement that mentions a name.
  struct Mention {
    var caller: Callers.Caller
    var module: Int
    var uses: Use = []
    /// Indices of the calls that take it as an argument.
    var takers: [Int] = []

    /// Whether it uses the name in the way asked for.
    ///
    /// - Parameters:
    ///   - asMember: Whether the name is a method's or attribute's.
    ///   - includingBases: Whether being a base class counts.
    ///   - isForeign: Whether it stands in a method of another family of classes than the member's.
    /// - Returns: True when one of its uses is of that kind.
    func isUse(asMember: Bool, includingBases: Bool, isForeign: Bool) -> Bool {
      if uses.contains(.decorator) || includingBases && uses.contains(.base) { return true }
      if !asMember { return uses.contains(.call) }
      return uses.contains(.member) || !isForeign && uses.contains(.receiverMember)
    }
  }

  private var mentions: [String: [Mention]] = [:]

  /// Names that class bodies bind to values, and that objects are given as attributes: calling one as
  /// a member may call a module-level function of the same name.
  private var attributes: Set<String> = []

  init(program: Program, modules: [Int]) {
    for module in modules {
      let facts = program.facts(module)
      for member in facts.members where member.kind == .value {
        attributes.insert(facts.string(member.name))
      }
      for mutation in facts.mutations where mutation.kind == .attribute {
        attributes.insert(facts.string(mutation.member))
      }
    }
    for module in modules { add(module, program) }
  }

  subscript(name: String) -> [Mention] { mentions[name] ?? [] }

  /// By name and, for one name, functions before statements: the order in which they were looked for.
  private mutating func add(_ module: Int, _ program: Program) {
    let facts = program.facts(module)
    var found: [NameID: [Mention]] = [:]
    for (index, function) in facts.functions.enumerated() {
      let caller = Callers.Caller.function(StatementID(module: module, statement: index))
      let start = Mention(caller: caller, module: module)
      collect(program, function.calls, function.reads, start, &found)
      for name in facts.nameList(function.attributes) { found.note(name, start, .member) }
      for name in facts.nameList(function.ownAttributes) {
        found.note(name, start, .receiverMember)
      }
    }
    for (index, statement) in facts.statements.enumerated() {
      let caller = Callers.Caller.statement(StatementID(module: module, statement: index))
      let start = Mention(caller: caller, module: module)
      collect(program, statement.calls, statement.reads, start, &found)
      for name in facts.nameList(statement.attributes) { found.note(name, start, .member) }
    }
    // Order-free: each name has a list of its own.
    for (name, list) in found { mentions[facts.string(name), default: []] += list }
  }

  private func collect(
    _ program: Program,
    _ calls: FactRange,
    _ reads: FactRange,
    _ start: Mention,
    _ found: inout [NameID: [Mention]]
  ) {
    let facts = program.facts(start.module)
    for position in calls.indices {
      let call = facts.calls[position]
      let callee = facts.nameList(call.callee.names)
      let use =
        callee.count > 1 || call.callee.root == .expression
        ? Self.memberUse(call.callee, program, start.module) : []
      for (position, name) in callee.enumerated() {
        let isFunction = meansFunction(position, call.callee, program, start.module)
        found.note(name, start, isFunction ? use.union(.call) : use)
      }
      for argument in facts.paths[call.arguments.indices] {
        for name in facts.nameList(argument.names) { found.note(name, start, [], taker: position) }
      }
    }
    for read in facts.reads[reads.indices] {
      let path = facts.nameList(read.path.names)
      if path.count > 1 {
        let use = Self.memberUse(read.path, program, start.module)
        for name in path.dropFirst() { found.note(name, start, use) }
      }
      for name in path where read.role == .decorator { found.note(name, start, .decorator) }
      for name in path where read.role == .base { found.note(name, start, .base) }
    }
  }

  /// Whether a name in a callee can be that of a module-level function: the chain begins with it, or
  /// what is before it is a module, or somewhere an object is given an attribute of that name.
  private func meansFunction(
    _ position: Int,
    _ path: NamePath,
    _ program: Program,
    _ module: Int
  ) -> Bool {
    if position == 0 || path.isPartial || path.root == .enclosing { return true }
    let names = program.facts(module).strings(path.names)
    if attributes.contains(names[position]) { return true }
    guard path.root == .global else { return false }
    return program.targets(of: Array(names[..<position]), in: module).contains {
      if case .module = $0 { return true }
      return false
    }
  }

  /// How a chain uses its members: not at all if it leads to a function or class of a module.
  private static func memberUse(_ path: NamePath, _ program: Program, _ module: Int) -> Use {
    if program.isBuiltinMethod(path, in: module) { return [] }
    switch path.root {
    case .receiver: return path.names.count == 2 && !path.isPartial ? .receiverMember : .member
    case .global:
      let chain = program.facts(module).strings(path.names)
      return program.isModuleAttribute(chain, in: module) ? [] : .member
    case .parameter, .local, .enclosing, .expression: return .member
    }
  }
}

extension [NameID: [MentionIndex.Mention]] {
  /// In place: a copy of the list for each mention would make this quadratic.
  fileprivate mutating func note(
    _ name: NameID,
    _ mention: MentionIndex.Mention,
    _ use: MentionIndex.Use,
    taker: Int? = nil
  ) {
    self[name, default: []].note(mention, use, taker)
  }
}

extension [MentionIndex.Mention] {
  fileprivate mutating func note(
    _ mention: MentionIndex.Mention,
    _ use: MentionIndex.Use,
    _ taker: Int?
  ) {
    if last?.caller != mention.caller { append(mention) }
    self[count - 1].uses.formUnion(use)
    if let taker { self[count - 1].takers.append(taker) }
  }
}
