internal import ModuleFacts
internal import PythonSyntax
internal import SourceText

/// The walk over one file's tree that fills the full-depth part of its facts.
///
/// It goes through the code in the order it runs. What it finds goes to the innermost function that
/// runs it or, outside functions, to the top-level statement. Since a function's reads, calls and
/// mutations must lie side by side in their pools while functions nest, they are collected on
/// stacks (`reads`, `calls`, `mutations`): a function's are at the end when it ends, and move out.
struct FactWalk {
  /// Deeper expressions than this aren't entered (the parser's own limit is far lower), and what
  /// contains them counts as unknown.
  static let depthLimit = 1200

  let reader: TreeReader
  let digests: NodeDigests
  var symbols: SymbolTable
  var facts: FactPools
  var scopes: ScopeStack
  var lines: StatementLines
  var comments: ReloadComments

  /// `from __future__ import annotations`: annotations are text.
  var annotationsAreText = false

  // Stacks of what is found; see above.
  var reads: [ReadFacts] = []
  var calls: [CallFacts] = []
  var mutations: [MutationFacts] = []
  /// Arguments of calls that are being recorded.
  var arguments: [NamePath] = []
  /// How deep within one another the calls are that are being written down as makers.
  var makerDepth = 0
  var returns: [ReturnFacts] = []
  var frames: [FunctionFrame] = []

  // Of the current statement.
  var flags: StatementFacts.Flags = []
  var defines: [UInt32] = []
  var deletes: [UInt32] = []
  var files: [NameID] = []
  var attributes: [NameID] = []
  var literals: [NameID] = []
  var statement: UInt32 = 0

  /// More than 0 in code that never runs (`if TYPE_CHECKING`): nothing is recorded.
  var suppressed = 0
  /// More than 0 in arms that may not run.
  var conditional = 0
  /// More than 0 in arms of an `if` or `match` and in handlers: what is there may not run.
  var optional = 0
  var depth = 0
  /// Whether the test of an `if` is being walked.
  var inTest = false
  /// The two above, as they were outside the functions that are being walked.
  var saved: [(suppressed: Int, conditional: Int, optional: Int)] = []
  /// The statement of a class body whose names are being bound.
  var memberStatement = NodeID.none
  /// Names of the classes around the place, for private names.
  var privateClasses: [UInt32] = []
  /// Other names `TYPE_CHECKING` was imported by.
  var typeCheckingAliases: [UInt32] = []

  // Scratch space and caches.
  var spine: [NodeID] = []
  var chain: [UInt32] = []
  var text: [UInt8] = []
  var nameIDs: [UInt32]
  var singlePaths: [UInt32]

  /// A function whose body is being walked.
  struct FunctionFrame {
    var fact: Int
    var readStart: Int
    var callStart: Int
    var mutationStart: Int
    var returnStart: Int
    var flags: FunctionFacts.Flags
    /// Symbols it takes from functions around it.
    var free: [UInt32] = []
    var receiverAttributes: [NameID] = []
    var attributes: [NameID] = []
    var ownAttributes: [NameID] = []
    /// What it returns.
    var returns: [NamePath] = []
    /// Whether its first parameter is `self` or `cls`.
    var hasReceiver = false
  }

  init(
    reader: TreeReader,
    digests: NodeDigests,
    symbols: SymbolTable,
    facts: FactPools,
    scopes: ScopeStack,
    lines: StatementLines,
    comments: ReloadComments
  ) {
    self.reader = reader
    self.digests = digests
    self.symbols = symbols
    self.facts = facts
    self.scopes = scopes
    self.lines = lines
    self.comments = comments
    nameIDs = [UInt32](repeating: .max, count: symbols.count)
    singlePaths = [UInt32](repeating: .max, count: symbols.count)
  }

  @inline(__always)
  func symbol(_ node: NodeID) -> UInt32 { digests.symbols[Int(node.index)] }

  var frame: Int { frames.count - 1 }

  // MARK: - Digests as the facts have them

  /// A node's digest under the file's compile flags.
  func sealed(_ node: NodeID) -> ContentDigest { sealed(digests.whole[Int(node.index)]) }

  func sealedSkeleton(_ node: NodeID) -> ContentDigest {
    sealed(digests.skeletons[Int(node.index)])
  }

  func sealed(_ digest: ContentDigest) -> ContentDigest {
    var hash = NodeHash()
    hash.mix(facts.compileFlags)
    hash.mix(digest)
    return hash.finish()
  }

  func sealed(_ nodes: TreeReader.Nodes, from start: Int = 0) -> ContentDigest {
    var hash = NodeHash()
    var index = start
    while index < nodes.count {
      hash.mix(digests.whole[Int(nodes[index].index)])
      index += 1
    }
    return sealed(hash.finish())
  }

  func sealedSkeleton(_ nodes: TreeReader.Nodes, from start: Int = 0) -> ContentDigest {
    var hash = NodeHash()
    var index = start
    while index < nodes.count {
      hash.mix(digests.skeletons[Int(nodes[index].index)])
      index += 1
    }
    return sealed(hash.finish())
  }

  // MARK: - Names

  /// The id in the facts of a name as an identifier in this place: private names are mangled.
  mutating func name(_ symbol: UInt32) -> NameID {
    if let owner = privateClasses.last, isPrivate(symbol) {
      return mangled(symbol, owner)
    }
    return plainName(symbol)
  }

  /// The symbol of a text of the source that is no identifier there.
  mutating func symbol(ofText text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = NodeHash()
    hash.mix(text)
    let symbol = symbols.intern(text, hash: hash.finish().high)
    if Int(symbol) == nameIDs.count {
      nameIDs.append(.max)
      singlePaths.append(.max)
    }
    return symbol
  }

  mutating func plainName(_ symbol: UInt32) -> NameID {
    let known = nameIDs[Int(symbol)]
    if known != .max { return NameID(known) }
    let id = facts.names.intern(symbols.text(symbol))
    nameIDs[Int(symbol)] = id.index
    return id
  }

  /// A name bound by a class body: its own class mangles it.
  mutating func memberName(_ symbol: UInt32) -> NameID { name(symbol) }

  func isPrivate(_ symbol: UInt32) -> Bool {
    let text = symbols.text(symbol)
    let underscore = UInt8(ascii: "_")
    guard text.count > 2, text[0] == underscore, text[1] == underscore else { return false }
    return !(text[text.count - 1] == underscore && text[text.count - 2] == underscore)
  }

  private mutating func mangled(_ symbol: UInt32, _ owner: UInt32) -> NameID {
    let owner = symbols.text(owner)
    guard let start = owner.firstIndex(where: { $0 != UInt8(ascii: "_") }) else {
      return plainName(symbol)
    }
    text.removeAll(keepingCapacity: true)
    text.append(UInt8(ascii: "_"))
    text.append(contentsOf: owner[start...])
    text.append(contentsOf: symbols.text(symbol))
    return text.withUnsafeBufferPointer { facts.names.intern($0) }
  }

  // MARK: - Recording

  mutating func add(read path: NamePath, _ role: ReadFacts.Role, at node: NodeID) {
    guard suppressed == 0 else { return }
    let role = frames.isEmpty ? role : .late
    let place = place(node)
    reads.append(ReadFacts(path: path, role: role, line: place.line, column: place.column))
    if inTest, frames.isEmpty { addUse(.guardTest, path, isCalled: false, place) }
  }

  mutating func add(
    _ kind: MutationFacts.Kind,
    _ target: NamePath,
    _ member: NameID,
    at node: NodeID
  ) {
    guard suppressed == 0 else { return }
    let place = place(node)
    mutations.append(
      MutationFacts(
        kind: kind,
        target: target,
        member: member,
        line: place.line,
        column: place.column
      )
    )
    if optional > 0 { mutations[mutations.count - 1].isOptional = true }
  }

  /// An attribute of an object that no module-level chain names.
  mutating func add(attribute symbol: UInt32, ofReceiver isOwn: Bool = false) {
    guard suppressed == 0 else { return }
    let id = name(symbol)
    if isOwn, !frames.isEmpty {
      if !frames[frame].ownAttributes.contains(id) { frames[frame].ownAttributes.append(id) }
    } else if frames.isEmpty {
      if !attributes.contains(id) { attributes.append(id) }
    } else if !frames[frame].attributes.contains(id) {
      frames[frame].attributes.append(id)
    }
  }

  mutating func mark(_ flag: StatementFacts.Flags) {
    if frames.isEmpty, suppressed == 0 { flags.insert(flag) }
  }

  /// `raise`, `assert`, dynamic namespaces: what both statements and functions are marked with.
  mutating func mark(_ flag: StatementFacts.Flags, orFunction functionFlag: FunctionFacts.Flags) {
    guard suppressed == 0 else { return }
    if frames.isEmpty { flags.insert(flag) } else { frames[frame].flags.insert(functionFlag) }
  }

  mutating func line(_ node: NodeID) -> UInt32 { lines.line(at: reader.range(node).start) }

  /// The 1-based line and 0-based column where a node starts.
  mutating func place(_ node: NodeID) -> (line: UInt32, column: UInt32) {
    let start = reader.range(node).start
    let line = lines.line(at: start)
    return (line, start - lines.starts[Int(line) - 1])
  }

  mutating func emptyName() -> NameID {
    facts.names.intern(UnsafeBufferPointer(start: nil, count: 0))
  }
}
