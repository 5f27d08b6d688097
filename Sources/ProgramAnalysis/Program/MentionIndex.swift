internal import ModuleFacts
internal import SourceText

/// Where names of the project are called, passed on, read as a member, or used as a base or decorator.
///
/// What a module's own facts tell is kept from plan to plan (`ModuleMentions`); what a path means in the
/// program is looked up for the names that are asked for.
final class MentionIndex {
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
    /// Indices of the calls that take it as an argument, and whether that can be a module-level function.
    var takers: [(call: Int, isFunction: Bool)] = []

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

  private let program: Program
  private let modules: [Int]
  private var known: [String: [Mention]] = [:]
  private var attributes: [String: Bool] = [:]

  init(program: Program, modules: [Int]) {
    self.program = program
    self.modules = modules
  }

  /// The functions and statements that mention a name, by module and, in one, functions first.
  subscript(name: String) -> [Mention] {
    if let mentions = known[name] { return mentions }
    var mentions: [Mention] = []
    for module in modules {
      guard let id = program.facts(module).find(name) else { continue }
      for site in program.mentions(module).sites(of: id) { add(site, in: module, to: &mentions) }
    }
    known[name] = mentions
    return mentions
  }

  private func add(_ site: ModuleMentions.Site, in module: Int, to mentions: inout [Mention]) {
    let owner = StatementID(module: module, statement: Int(site.owner))
    let caller: Callers.Caller = site.isFunction ? .function(owner) : .statement(owner)
    if mentions.last?.caller != caller { mentions.append(Mention(caller: caller, module: module)) }
    if site.role == .argument {
      let isFunction = !isParameter(site, in: module)
      mentions[mentions.count - 1].takers.append((Int(site.index), isFunction))
    }
    mentions[mentions.count - 1].uses.formUnion(uses(site, in: module))
  }

  /// Whether a name in a call is that of a parameter of the function that calls.
  ///
  /// Then it stands for what the function was given, and whoever gave that mentions it; or for a default, which may
  /// have been made of what the name stands for outside.
  private func isParameter(_ site: ModuleMentions.Site, in module: Int) -> Bool {
    let facts = program.facts(module)
    let call = facts.calls[Int(site.index)]
    let path =
      site.role == .argument ? facts.paths[Int(site.argument)] : call.callee
    guard site.isFunction, site.position == 0, path.root == .parameter else { return false }
    let statement = facts.functions[Int(site.owner)].statement
    guard statement != .max, let name = facts.nameList(path.names).first else { return false }
    return !facts.reads[facts.statements[Int(statement)].reads.indices].contains {
      $0.role == .default && facts.nameList($0.path.names).contains(name)
    }
  }

  private func uses(_ site: ModuleMentions.Site, in module: Int) -> Use {
    let facts = program.facts(module)
    switch site.role {
    case .callee:
      let path = facts.calls[Int(site.index)].callee
      let isChain = path.names.count > 1 || path.root == .expression
      let use = isChain ? memberUse(path, module) : []
      return !isParameter(site, in: module) && meansFunction(Int(site.position), path, module)
        ? use.union(.call) : use
    case .argument: return []
    case .read: return memberUse(facts.reads[Int(site.index)].path, module)
    case .decorator: return .decorator
    case .base: return .base
    case .attribute: return .member
    case .ownAttribute: return .receiverMember
    }
  }

  /// Whether a name in a callee can be that of a module-level function: the chain begins with it, or
  /// what is before it is a module, or somewhere an object is given an attribute of that name.
  private func meansFunction(
    _ position: Int,
    _ path: NamePath,
    _ module: Int
  ) -> Bool {
    if position == 0 || path.isPartial || path.root == .enclosing { return true }
    let names = program.facts(module).strings(path.names)
    if isAttribute(names[position]) { return true }
    guard path.root == .global else { return false }
    return program.targets(of: Array(names[..<position]), in: module).contains {
      if case .module = $0 { return true }
      return false
    }
  }

  /// Whether a class body binds the name to a value or objects are given it as an attribute: calling it
  /// as a member may then call a module-level function of the same name.
  private func isAttribute(_ name: String) -> Bool {
    if let answer = attributes[name] { return answer }
    let answer = modules.contains { module in
      program.facts(module).find(name).map(program.mentions(module).attributes.contains) ?? false
    }
    attributes[name] = answer
    return answer
  }

  /// How a chain uses its members: not at all if it leads to a function or class of a module.
  private func memberUse(_ path: NamePath, _ module: Int) -> Use {
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
