import SourceText

/// What a worker keeps between files: token buffers, tables and scratch space.
///
/// Not copyable: the buffers belong to one worker.
public struct ParserWorkspace: ~Copyable {
  /// The zero bytes that must follow a text.
  package static var padding: Int { SourceDecoder.padding }

  /// The largest text, so that offsets fit in 32 bits.
  static let maximumSize = 1 << 30

  private let options: ParseOptions
  private let tables = LexerTables()
  private var tokens = TokenBuffer()
  private var scratch = ScratchStack()

  /// A workspace for files that are all parsed with the same options.
  public init(options: ParseOptions = .init()) {
    self.options = options
  }

  deinit {
    tables.deallocate()
    tokens.deallocate()
    scratch.deallocate()
  }

  /// Parses one file into a new tree.
  public mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxTree {
    let tree = SyntaxTree()
    parse(bytes, into: tree)
    return tree
  }

  /// Parses one file into a tree whose earlier content is given up.
  public mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, into tree: SyntaxTree) {
    // The tree's old text is freed before there is a new one.
    tree.source = []
    tree.source.reserveCapacity(bytes.count + Self.padding)
    tree.source.append(contentsOf: bytes)
    tree.source.append(contentsOf: repeatElement(0, count: Self.padding))
    parse(padded: tree)
  }

  /// Parses the bytes of a file that already are the source of the tree, with `padding` zero bytes
  /// after them: so they need not be copied.
  package mutating func parse(padded tree: SyntaxTree) {
    let problems = SourceDecoder.decode(&tree.source, limit: Self.maximumSize)
    let count = tree.source.count - SourceDecoder.padding
    tokens.prepare(byteCount: count)
    tree.source.withUnsafeBufferPointer { padded in
      parse(UnsafeBufferPointer(rebasing: padded[..<count]), problems, into: tree)
    }
    tree.source.removeLast(SourceDecoder.padding)
  }

  /// Parses a text that is followed by the decoder's padding.
  private mutating func parse(
    _ text: UnsafeBufferPointer<UInt8>,
    _ decoderProblems: [Problem],
    into tree: SyntaxTree
  ) {
    guard let start = text.baseAddress else { return }
    var lexer = Lexer(
      text: start,
      count: text.count,
      tables: tables,
      tokens: tokens,
      options: options
    )
    lexer.comments = tree.comments
    lexer.comments.removeAll(keepingCapacity: true)
    tree.comments = []
    lexer.run()
    var parser = Parser(lexer: lexer, tree: tree, scratch: scratch, options: options)
    parser.parseModule()
    scratch = parser.scratch
    tree.comments = lexer.comments
    tree.diagnostics = Diagnostics.collect(
      decoder: decoderProblems,
      lexer: lexer,
      parser: parser.problems,
      text: text
    )
  }
}
