import Glibc
import PythonSyntax

/// Throughput of lexing and parsing, one thread, files in memory.
enum Benchmark {
  static func run(rounds: Int) {
    var files: [[UInt8]] = []
    while let path = readLine() { files.append(StandardStreams.read(path)) }
    let size = files.reduce(0) { $0 + $1.count }
    var workspace = ParserWorkspace()
    let tree = SyntaxTree()
    var best = Double.infinity
    var nodes = 0
    for _ in 0..<max(1, rounds) {
      nodes = 0
      let start = seconds()
      for file in files {
        file.withUnsafeBufferPointer { workspace.parse($0, into: tree) }
        nodes += tree.nodeCount
      }
      best = min(best, seconds() - start)
    }
    let megabytes = Double(size) / 1e6
    StandardStreams.write(
      "\(files.count) files, \(Int(megabytes)) MB, \(nodes) nodes: "
        + "\(Int(megabytes / best)) MB/s (best of \(rounds), CPU time)\n",
      to: 1
    )
  }

  /// CPU time of this process.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
