import Glibc
import PythonSyntax
import SourceText

/// Parses mutated sources: none may crash, hang, or give a tree whose nodes lie outside the text.
enum Fuzzer {
  /// What an input of at most `maximumSize` bytes may take; it should take microseconds.
  static let limit = 1.0
  static let maximumSize = 4096

  static func run(count: Int, seed: UInt64) {
    var seeds: [[UInt8]] = []
    while let path = readLine() { seeds.append(StandardStreams.read(path)) }
    seeds.removeAll { $0.isEmpty }
    if seeds.isEmpty { seeds = [Array("if x:\n  f(a, *b)\n".utf8)] }
    var random = SplitMix(state: seed)
    var workspace = ParserWorkspace()
    let tree = SyntaxTree()
    var slowest = 0.0
    var errors = 0
    let start = Benchmark.seconds()
    for index in 0..<count {
      let input = mutate(seeds, &random)
      let before = Benchmark.seconds()
      input.withUnsafeBufferPointer { workspace.parse($0, into: tree) }
      let time = Benchmark.seconds() - before
      slowest = max(slowest, time)
      if !tree.diagnostics.isEmpty { errors += 1 }
      if time > limit || !isSound(tree) {
        StandardStreams.write("input \(index) of seed \(seed) fails (\(time) s)\n", to: 1)
        StandardStreams.write(input, to: 2)
        exit(1)
      }
    }
    StandardStreams.write(
      "\(count) mutated inputs, seed \(seed): no crash, no hang; \(errors) with diagnostics; "
        + "slowest \(Int(slowest * 1e6)) us; \(Int(Benchmark.seconds() - start)) s CPU\n",
      to: 1
    )
  }

  /// Whether children come before parents and ranges lie in the text.
  private static func isSound(_ tree: SyntaxTree) -> Bool {
    var isSound = tree.root.exists
    let size = UInt32(tree.source.count)
    for index in 1..<tree.nodeCount {
      let node = NodeID(UInt32(index))
      let range = tree.range(node)
      if range.end > size || range.start > range.end { isSound = false }
      tree.forEachChild(of: node) { child in
        if child.index >= node.index { isSound = false }
      }
      switch tree.kind(node) {
      case .name: tree.withName(range) { _ in }
      case .constant:
        let kind = Constant(tree, node).kind
        if kind == .string || kind == .bytes { _ = StringLiteral.decode(tree, node) }
      default: break
      }
    }
    return isSound
  }

  private static func mutate(_ seeds: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
    let seed = seeds[random.below(seeds.count)]
    let length = min(seed.count, 1 + random.below(maximumSize))
    var start = random.below(seed.count - length + 1)
    while start > 0, seed[start - 1] != 10 { start -= 1 }
    var input = Array(seed[start..<min(seed.count, start + length)])
    for _ in 0...random.below(8) {
      let at = random.below(input.count + 1)
      switch random.below(7) {
      case 0 where at < input.count: input[at] = UInt8(truncatingIfNeeded: random.next())
      case 1 where at < input.count: input.remove(at: at)
      case 2: input.insert(contentsOf: fragments[random.below(fragments.count)].utf8, at: at)
      case 3:
        let other = seeds[random.below(seeds.count)]
        let from = random.below(other.count)
        input.insert(contentsOf: other[from..<min(other.count, from + random.below(64))], at: at)
      case 4 where at < input.count:
        input.removeSubrange(at..<min(input.count, at + random.below(32)))
      case 5 where input.count < maximumSize:
        let fragment = Array(fragments[random.below(fragments.count)].utf8)
        for _ in 0..<random.below(300) { input.insert(contentsOf: fragment, at: at) }
      default: input = Array(input[..<at])
      }
    }
    return input
  }

  private static let fragments = [
    "(", "[", "{", ")", "]", "}", "'", "\"", "'''", "\"\"\"", "f'", "f\"{", "t'{", "rb'", "\\",
    "\n",
    "\r", "\t", "    ", "\u{0c}", "\0", "#", ":", ",", "=", ":=", "->", "*", "**", "lambda: ",
    "lambda x=", "not ", "await ", "yield ", "if ", " else ", " if x else ", "elif x:\n", "else:\n",
    "try:\n", "except* A:\n", "finally:\n", "with (", "match x:\n case ", "case [", "type X[T",
    "def f(",
    "class C(", "async ", "for x in ", "import ", "from . import (", "@", "-", "~", ".a", "()",
    "[0]",
    "x = ", "\u{e9}", "\u{20ac}", "\\N{", "0x", "1e", "1_", "{x!r:{y}}", "} ", "!", "in ",
    "is not ",
    "; ", "del ", "global ", "print x", "\u{feff}", "\n  ", "\n\t",
  ]
}

/// A small generator whose sequence is the same everywhere.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  mutating func below(_ bound: Int) -> Int {
    bound <= 0 ? 0 : Int(truncatingIfNeeded: next() >> 1) % bound
  }
}
