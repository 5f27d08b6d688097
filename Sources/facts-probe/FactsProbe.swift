import Glibc
import ModuleFacts
import PythonIndexing
import PythonSyntax

/// Prints the full-depth facts of files, or measures how fast they are made: what
/// `scripts/check-facts` compares with CPython.
///
///     facts-probe dump FILE...      one JSON object per file
///     facts-probe bench N FILE...   N rounds over all files
@main
enum FactsProbe {
  static func main() {
    let arguments = CommandLine.arguments
    switch arguments.count > 1 ? arguments[1] : "" {
    case "dump":
      var workspace = ParserWorkspace()
      var collector = StatementCollector()
      for path in arguments.dropFirst(2) {
        guard let bytes = read(path) else { continue }
        let tree = bytes.withUnsafeBufferPointer { workspace.parse($0) }
        var facts = FactPools()
        collector.collect(tree, into: &facts)
        print(FactsDump.line(path, facts))
      }
    case "bench": bench(Int(arguments[2]) ?? 1, Array(arguments.dropFirst(3)))
    default:
      print("usage: facts-probe dump FILE... | bench N FILE...")
      exit(2)
    }
  }

  private static func bench(_ rounds: Int, _ paths: [String]) {
    let files = paths.compactMap { read($0) }
    let size = files.reduce(0) { $0 + $1.count }
    var workspace = ParserWorkspace()
    var collector = StatementCollector()
    let tree = SyntaxTree()
    var parse = 0.0
    var collect = 0.0
    var count = 0
    for _ in 0..<rounds {
      for file in files {
        let start = seconds()
        file.withUnsafeBufferPointer { workspace.parse($0, into: tree) }
        let middle = seconds()
        var facts = FactPools()
        collector.collect(tree, into: &facts)
        collect += seconds() - middle
        parse += middle - start
        count += facts.functions.count
      }
    }
    let megabytes = Double(size * rounds) / 1e6
    print("files \(files.count), MB \(Double(size) / 1e6), functions \(count / max(rounds, 1))")
    print("parse MB/s \(megabytes / parse), collect MB/s \(megabytes / collect)")
    print("both MB/s \(megabytes / (parse + collect))")
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    var bytes = [UInt8](repeating: 0, count: max(size, 0))
    let count = fread(&bytes, 1, bytes.count, file)
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
