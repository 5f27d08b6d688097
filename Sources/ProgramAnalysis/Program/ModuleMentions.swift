internal import ModuleFacts
internal import SourceText

/// Where one module mentions each name, as far as its own facts tell.
///
/// It depends on nothing else, so it is worked out once for each content of a file.
struct ModuleMentions {
  /// How a name is mentioned.
  enum Role: UInt8 {
    /// In the path of a call's callee.
    case callee
    /// In the path of a call's argument.
    case argument
    /// As a member in a path that is read.
    case read
    case decorator
    case base
    /// As an attribute of something that isn't known.
    case attribute
    /// As an attribute of the method's own first parameter.
    case ownAttribute
  }

  /// One mention of one name.
  struct Site {
    var isFunction: Bool
    var role: Role
    /// The function's or statement's index.
    var owner: UInt32
    /// The call's or read's index.
    var index: UInt32 = 0
    /// The name's place in the path of the callee or argument.
    var position: UInt32 = 0
    /// The argument's path, in `paths`.
    var argument: UInt32 = 0
  }

  /// For each name id, where its sites begin; one more than there are names.
  private var starts: [UInt32]
  private var sites: [Site]
  /// Names that class bodies bind to values, and that objects are given as attributes.
  private(set) var attributes: Set<NameID> = []

  init(_ facts: FileFacts) {
    var collector = Collector(facts: facts)
    collector.collect()
    // Sorted by name with the order of the file kept, by counting.
    var ends = [UInt32](repeating: 0, count: facts.names.count + 1)
    for (name, _) in collector.found { ends[Int(name.index) + 1] += 1 }
    for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
    starts = ends
    sites = collector.found.map(\.site)
    for (name, site) in collector.found {
      sites[Int(ends[Int(name.index)])] = site
      ends[Int(name.index)] += 1
    }
    for member in facts.members where member.kind == .value { attributes.insert(member.name) }
    for mutation in facts.mutations where mutation.kind == .attribute {
      attributes.insert(mutation.member)
    }
  }

  /// The mentions of a name: those in functions first, each in the order of the file.
  func sites(of name: NameID) -> ArraySlice<Site> {
    sites[Int(starts[Int(name.index)])..<Int(starts[Int(name.index) + 1])]
  }
}

/// One walk over a module's functions and statements.
private struct Collector {
  let facts: FileFacts
  var found: [(name: NameID, site: ModuleMentions.Site)] = []

  mutating func collect() {
    for (index, function) in facts.functions.enumerated() {
      let owner = UInt32(truncatingIfNeeded: index)
      add(function.calls, function.reads, isFunction: true, owner)
      for name in facts.nameList(function.attributes) { add(name, .attribute, true, owner) }
      for name in facts.nameList(function.ownAttributes) { add(name, .ownAttribute, true, owner) }
    }
    for (index, statement) in facts.statements.enumerated() {
      let owner = UInt32(truncatingIfNeeded: index)
      add(statement.calls, statement.reads, isFunction: false, owner)
      for name in facts.nameList(statement.attributes) { add(name, .attribute, false, owner) }
    }
  }

  private mutating func add(
    _ calls: FactRange,
    _ reads: FactRange,
    isFunction: Bool,
    _ owner: UInt32
  ) {
    for index in calls.indices {
      let call = facts.calls[index]
      for (position, name) in facts.nameList(call.callee.names).enumerated() {
        add(name, .callee, isFunction, owner, index, position)
      }
      for argument in call.arguments.indices {
        for (position, name) in facts.nameList(facts.paths[argument].names).enumerated() {
          add(name, .argument, isFunction, owner, index, position, argument)
        }
      }
    }
    for index in reads.indices {
      let read = facts.reads[index]
      let path = facts.nameList(read.path.names)
      for name in path.dropFirst() { add(name, .read, isFunction, owner, index) }
      if read.role == .decorator {
        for name in path { add(name, .decorator, isFunction, owner, index) }
      }
      if read.role == .base { for name in path { add(name, .base, isFunction, owner, index) } }
    }
  }

  private mutating func add(
    _ name: NameID,
    _ role: ModuleMentions.Role,
    _ isFunction: Bool,
    _ owner: UInt32,
    _ index: Int = 0,
    _ position: Int = 0,
    _ argument: Int = 0
  ) {
    let site = ModuleMentions.Site(
      isFunction: isFunction,
      role: role,
      owner: owner,
      index: UInt32(truncatingIfNeeded: index),
      position: UInt32(truncatingIfNeeded: position),
      argument: UInt32(truncatingIfNeeded: argument)
    )
    found.append((name, site))
  }
}
