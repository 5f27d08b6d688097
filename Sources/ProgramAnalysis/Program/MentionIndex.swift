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
  }

  /// One function or statement that mentions a name.
  struct Mention {
    var caller: Callers.Caller
    var module: Int
    var uses: Use = []
    /// Indices of the calls that take it as an argument.
    var takers: [Int] = []

    func isUse(asMember: Bool, includingBases: Bool) -> Bool {
      if uses.contains(.decorator) || includingBases && uses.contains(.base) { return true }
      return uses.contains(asMember ? .member : .call)
    }
  }

  private var mentions: [String: [Mention]] = [:]

  init(program: Program, modules: [Int]) {
    for module in modules { add(program.facts(module), module) }
  }

  subscript(name: String) -> [Mention] { mentions[name] ?? [] }

  /// By name and, for one name, functions before statements: the order in which they were looked for.
  private mutating func add(_ facts: FileFacts, _ module: Int) {
    var found: [NameID: [Mention]] = [:]
    for (index, function) in facts.functions.enumerated() {
      let caller = Callers.Caller.function(StatementID(module: module, statement: index))
      let start = Mention(caller: caller, module: module)
      Self.collect(facts, function.calls, function.reads, start, &found)
    }
    for (index, statement) in facts.statements.enumerated() {
      let caller = Callers.Caller.statement(StatementID(module: module, statement: index))
      let start = Mention(caller: caller, module: module)
      Self.collect(facts, statement.calls, statement.reads, start, &found)
    }
    // Order-free: each name has a list of its own.
    for (name, list) in found { mentions[facts.string(name), default: []] += list }
  }

  private static func collect(
    _ facts: FileFacts,
    _ calls: FactRange,
    _ reads: FactRange,
    _ start: Mention,
    _ found: inout [NameID: [Mention]]
  ) {
    func note(_ name: NameID, _ use: Use, taker: Int? = nil) {
      // In place: a copy of the list for each mention would make this quadratic.
      found[name, default: []].note(start, use, taker)
    }
    for position in calls.indices {
      let call = facts.calls[position]
      let callee = facts.nameList(call.callee.names)
      let isMember = callee.count > 1 || call.callee.root == .expression
      for name in callee { note(name, isMember ? [.call, .member] : .call) }
      for argument in facts.paths[call.arguments.indices] {
        for name in facts.nameList(argument.names) { note(name, [], taker: position) }
      }
    }
    for read in facts.reads[reads.indices] {
      let path = facts.nameList(read.path.names)
      for name in path.dropFirst() { note(name, .member) }
      for name in path where read.role == .decorator { note(name, .decorator) }
      for name in path where read.role == .base { note(name, .base) }
    }
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
