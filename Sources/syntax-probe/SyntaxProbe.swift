import Glibc
import PythonSyntax
import SourceText

/// The tool behind `scripts/check-syntax`: trees of files in a form that Python can compare,
/// a fuzzer and a benchmark.
@main
enum SyntaxProbe {
  static let usage = """
    usage: syntax-probe digest|dump|errors [--python 3.N]   paths on standard input, one a line
           syntax-probe verdicts|trees [--python 3.N]        sources on standard input: length, LF, bytes
           syntax-probe fuzz COUNT SEED                      paths of seeds on standard input
           syntax-probe bench ROUNDS                         paths on standard input
    """

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var options = ParseOptions()
    if let at = arguments.firstIndex(of: "--python"), at + 1 < arguments.count {
      options.version = PythonVersion(minor: Int(arguments[at + 1].dropFirst(2)) ?? 14)
      arguments.removeSubrange(at...at + 1)
    }
    switch (arguments.first, arguments.count) {
    case ("digest", 1): digest(options)
    case ("dump", 1): dump(options)
    case ("errors", 1): errors(options)
    case ("verdicts", 1): verdicts(options, withTrees: false)
    case ("trees", 1): verdicts(options, withTrees: true)
    case ("fuzz", 3): Fuzzer.run(count: Int(arguments[1]) ?? 0, seed: UInt64(arguments[2]) ?? 0)
    case ("bench", 2): Benchmark.run(rounds: Int(arguments[1]) ?? 1)
    default:
      StandardStreams.write("\(usage)\n", to: 2)
      exit(2)
    }
  }

  /// For each file: whether it has errors, and length and checksum of its dump.
  private static func digest(_ options: ParseOptions) {
    var workspace = ParserWorkspace(options: options)
    let tree = SyntaxTree()
    var report = ""
    while let path = readLine() {
      let bytes = StandardStreams.read(path)
      bytes.withUnsafeBufferPointer { workspace.parse($0, into: tree) }
      report += tree.diagnostics.isEmpty ? digest(tree) + "\n" : "error\n"
    }
    StandardStreams.write(report, to: 1)
  }

  private static func digest(_ tree: SyntaxTree) -> String {
    var dump = TreeDump(tree)
    dump.write()
    return "ok \(dump.output.count) \(Checksum.crc32(dump.output))"
  }

  private static func dump(_ options: ParseOptions) {
    var workspace = ParserWorkspace(options: options)
    while let path = readLine() {
      let tree = StandardStreams.read(path).withUnsafeBufferPointer { workspace.parse($0) }
      var dump = TreeDump(tree)
      dump.write()
      StandardStreams.write(dump.output, to: 1)
    }
  }

  private static func errors(_ options: ParseOptions) {
    var workspace = ParserWorkspace(options: options)
    while let path = readLine() {
      let tree = StandardStreams.read(path).withUnsafeBufferPointer { workspace.parse($0) }
      for diagnostic in tree.diagnostics {
        StandardStreams.write(
          "\(path):\(diagnostic.line):\(diagnostic.column): \(diagnostic.message)\n",
          to: 1
        )
      }
    }
  }

  /// For each source: `ok` (with length and checksum of its dump), or the first diagnostic.
  private static func verdicts(_ options: ParseOptions, withTrees: Bool) {
    var workspace = ParserWorkspace(options: options)
    let tree = SyntaxTree()
    let input = StandardStreams.readAll(0)
    var at = 0
    var report = ""
    while at < input.count {
      var length = 0
      while input[at] != 10 {
        length = length * 10 + Int(input[at] - 48)
        at += 1
      }
      at += 1
      input[at..<at + length].withUnsafeBufferPointer { workspace.parse($0, into: tree) }
      at += length
      if let first = tree.diagnostics.first {
        report += "\(first.line):\(first.column): \(first.message)\n"
      } else if withTrees {
        report += digest(tree) + "\n"
      } else {
        report += "ok\n"
      }
    }
    StandardStreams.write(report, to: 1)
  }
}
