internal import HostIO
internal import ModuleFacts
internal import ProjectGraph
internal import PythonIndexing
internal import PythonSyntax
internal import SourceText
internal import Synchronization

/// Reads and indexes many files: the one place where work is spread over cores.
///
/// Workers pull chunks of files from a common counter. A worker keeps its buffers, its tree and one
/// set of pools, so that memory grows with the facts and not with the files. Which worker gets which
/// file changes from run to run; the results don't, for linking numbers everything anew by name.
struct IndexRun {
  /// What a run gives: facts, and what couldn't be read.
  struct Result: Sendable {
    var units: [IndexedFiles] = []
    var problems: [ProjectDiagnostic] = []
  }

  private let root: String
  private let files: ProjectFiles
  private let sources: [ProjectFiles.FileIndex]
  private let options: IndexingOptions

  /// - Parameters:
  ///   - layout: Says which files to index.
  ///   - root: The folder that the layout's paths start from.
  ///   - options: How to index.
  init(layout: SourceLayout, root: String, options: IndexingOptions) {
    self.root = root
    files = layout.files
    sources = layout.sources
    self.options = options
  }

  /// Collects the imports of all files, on up to `jobs` cores.
  func collectImports(jobs: Int) async -> Result {
    let queue = ChunkQueue(count: sources.count)
    if jobs <= 1 || sources.count <= ChunkQueue.chunkSize { return work(queue) }
    return await withTaskGroup(of: Result.self) { group in
      for _ in 0..<jobs {
        group.addTask { work(queue) }
      }
      var all = Result()
      for await result in group {
        all.units.append(contentsOf: result.units)
        all.problems.append(contentsOf: result.problems)
      }
      return all
    }
  }

  /// The facts of all files at full depth, by file, on up to `jobs` cores; unreadable ones are left out.
  func collectFacts(jobs: Int) async -> (facts: [(file: UInt32, facts: FileFacts)], Result) {
    let queue = ChunkQueue(count: sources.count)
    var all: [(file: UInt32, facts: FileFacts)] = []
    var problems = Result()
    if jobs <= 1 || sources.count <= ChunkQueue.chunkSize {
      (all, problems) = workFully(queue)
    } else {
      await withTaskGroup(of: ([(file: UInt32, facts: FileFacts)], Result).self) { group in
        for _ in 0..<jobs { group.addTask { workFully(queue) } }
        for await (facts, result) in group {
          all += facts
          problems.problems += result.problems
        }
      }
    }
    return (all.sorted { $0.file < $1.file }, problems)
  }

  private func workFully(
    _ queue: ChunkQueue
  ) -> ([(file: UInt32, facts: FileFacts)], Result) {
    var found: [(file: UInt32, facts: FileFacts)] = []
    var result = Result()
    var indexer = FullIndexer(options: options)
    while let chunk = queue.next(), !Task.isCancelled {
      for position in chunk {
        let file = sources[position]
        let path = files.path(of: file)
        do {
          let bytes = try FileBytes.contents(of: path.hasPrefix("/") ? path : root + "/" + path)
          found.append((file.rawValue, indexer.facts(of: bytes)))
        } catch {
          result.problems.append(
            ProjectDiagnostic(
              kind: .unreadable,
              path: path,
              diagnostic: SourceDiagnostic(
                line: 1,
                column: 1,
                message: "The file can't be read: \(error)"
              )
            )
          )
        }
      }
    }
    return (found, result)
  }

  private func work(_ queue: ChunkQueue) -> Result {
    var result = Result()
    var unit = IndexedFiles()
    var parser = ParserWorkspace()
    let tree = SyntaxTree()
    var path: [UInt8] = []
    while let chunk = queue.next(), !Task.isCancelled {
      for position in chunk {
        let file = sources[position]
        makePath(of: file, in: &path)
        do {
          // One text at a time: the last one goes before the next one comes.
          tree.source = []
          tree.source = try path.withUnsafeBytes { buffer throws(FileError) in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress else {
              throw FileError.notFound
            }
            return try FileBytes.contents(of: base, padding: ParserWorkspace.padding)
          }
          parser.parse(padded: tree)
          unit.add(file: file.rawValue) { facts in
            PythonIndexer.appendImports(of: tree, options: options, to: &facts)
          }
        } catch {
          let message = "The file can't be read: \(error)"
          result.problems.append(
            ProjectDiagnostic(
              kind: .unreadable,
              path: files.path(of: file),
              diagnostic: SourceDiagnostic(line: 1, column: 1, message: message)
            )
          )
        }
      }
    }
    result.units = [unit]
    return result
  }

  /// Puts the file's whole path in `path`, as a C string.
  private func makePath(of file: ProjectFiles.FileIndex, in path: inout [UInt8]) {
    path.removeAll(keepingCapacity: true)
    files.appendPath(of: file, to: &path)
    if path.first != UInt8(ascii: "/") {
      path.insert(contentsOf: root.utf8, at: 0)
      path.insert(UInt8(ascii: "/"), at: root.utf8.count)
    }
    path.append(0)
  }
}

/// Hands out runs of positions, each once.
private final class ChunkQueue: Sendable {
  /// Small enough to share the last files evenly, large enough to be rarely asked for.
  static let chunkSize = 16

  private let count: Int
  private let taken = Atomic<Int>(0)

  init(count: Int) { self.count = count }

  /// The next run, or `nil` when all are taken.
  func next() -> Range<Int>? {
    let start = taken.wrappingAdd(Self.chunkSize, ordering: .relaxed).oldValue
    guard start < count else { return nil }
    return start..<min(start + Self.chunkSize, count)
  }
}
