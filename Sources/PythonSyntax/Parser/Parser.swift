import SourceText

/// A recursive-descent parser over the tokens of one file, with precedence climbing for operators.
///
/// A failed rule moves the cursor to the end of the file, so that every loop above it ends by itself;
/// the statement that encloses it then goes back and skips to the next line (`Parser+Recovery.swift`).
/// This needs no check after a call and no unwinding. Node ids are bare words in here, 0 for none.
struct Parser {
  typealias Node = UInt32

  /// Levels of lambdas, powers and the like; brackets and blocks have the lexer's limits.
  ///
  /// Together they keep the stack under 512 KiB.
  static let maximumDepth = 200

  let text: UnsafePointer<UInt8>
  let kinds: UnsafePointer<TokenKind>
  let ranges: UnsafePointer<SourceRange>
  /// The index of the token at the end of the file.
  let last: Int
  let options: ParseOptions
  let tree: SyntaxTree
  /// Where the lexer's problems stand and were found, sorted: a statement that has one gets no second.
  let lexerProblems: [(offset: UInt32, found: UInt32)]

  /// The token at the cursor.
  var cursor = 0
  var scratch: ScratchStack
  var problems: [Problem] = []
  var depth = 0

  var hasFailed = false
  var failure = Problem(0, "")
  var failedToken = 0
  /// Whether the statement before was given up: clauses and blocks that hang on it aren't reported.
  var followsInvalid = false

  var importStatements: [NodeID]
  /// Whether there is a name as long as `__import__` that starts as it does.
  var mayNameImport = false

  // The tree's storage, by value while parsing: the optimizer can't keep a class's fields in registers.
  var nodes: UnsafeMutablePointer<NodeRecord>
  var links: UnsafeMutablePointer<UInt32>
  var nodeCount = 1
  var linkCount = 0
  var nodeCapacity: Int
  var linkCapacity: Int

  init(lexer: borrowing Lexer, tree: SyntaxTree, scratch: ScratchStack, options: ParseOptions) {
    text = lexer.text
    kinds = UnsafePointer(lexer.kinds)
    ranges = UnsafePointer(lexer.ranges)
    last = lexer.tokenCount - 1
    lexerProblems = lexer.problems
      .map { (offset: $0.offset, found: $0.found) }
      .sorted { $0 < $1 }
    self.options = options
    self.tree = tree
    self.scratch = scratch
    nodes = tree.nodes
    links = tree.links
    nodeCapacity = tree.nodeCapacity
    linkCapacity = tree.linkCapacity
    importStatements = tree.importStatements
    importStatements.removeAll(keepingCapacity: true)
    tree.importStatements = []
  }

  /// Parses the file and hands the storage back to the tree.
  mutating func parseModule() {
    let mark = scratch.count
    statements(isModule: true)
    let end = ranges[last].end
    let root = listNode(.module, 0, 0, end, from: mark)
    tree.importStatements = importStatements
    tree.mayNameImport = mayNameImport
    tree.nodes = nodes
    tree.links = links
    tree.nodeCapacity = nodeCapacity
    tree.linkCapacity = linkCapacity
    tree.nodeCount = nodeCount
    tree.root = NodeID(root)
  }

  // MARK: Tokens

  @inline(__always) var current: TokenKind { kinds[cursor] }
  @inline(__always) var next: TokenKind { kinds[cursor &+ 1] }

  @inline(__always) func start(_ token: Int) -> UInt32 { ranges[token].start }

  /// The end of the last token read; only valid after one was.
  @inline(__always) var previousEnd: UInt32 { ranges[cursor &- 1].end }

  /// The end of the last token read that isn't layout: where CPython ends compound statements.
  @inline(__always) var significantEnd: UInt32 {
    var token = cursor &- 1
    while token > 0, kinds[token].isLayout { token &-= 1 }
    return ranges[token].end
  }

  @inline(__always)
  mutating func eat(_ kind: TokenKind) -> Bool {
    if kinds[cursor] == kind {
      cursor &+= 1
      return true
    }
    return false
  }

  @inline(__always)
  mutating func expect(_ kind: TokenKind, _ message: StaticString = "invalid syntax") {
    if kinds[cursor] == kind { cursor &+= 1 } else { fail(message) }
  }

  // MARK: Failure

  @inline(never)
  mutating func fail(_ message: StaticString = "invalid syntax") {
    fail(message.description, at: cursor)
  }

  @inline(never)
  mutating func fail(_ message: String, at token: Int) {
    if !hasFailed {
      hasFailed = true
      failedToken = token
      failure = Problem(Int(start(token)), message)
    }
    cursor = last
  }

  /// Reports something wrong that doesn't keep the rest of the statement from being read.
  @inline(never)
  mutating func report(_ message: String, at offset: UInt32) {
    if hasFailed { return }
    problems.append(Problem(Int(offset), message))
  }

  /// Enters a level of nesting; false when there are too many.
  @inline(__always)
  mutating func enter() -> Bool {
    depth &+= 1
    if depth <= Self.maximumDepth { return true }
    depth &-= 1
    fail("too many nested expressions")
    return false
  }
}
