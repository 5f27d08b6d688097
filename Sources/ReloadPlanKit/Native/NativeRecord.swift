internal import ClangIndexing
package import HostIO
internal import NativePlanning
internal import ProjectGraph
internal import Reporting

/// Records how a project's C and C++ are built, by running the build with recording compilers.
package struct NativeRecord: Sendable {
  /// Where the result is put, in the project.
  package static let folderName = ".reload-plan"

  /// What was seen.
  package struct Result: Sendable, Equatable {
    /// The build's exit status.
    package var status: Int32
    /// Compile commands of sources in the project, and commands that put objects together.
    package var units: Int
    package var links: Int
  }

  /// Why nothing was recorded.
  package enum Problem: Error, Equatable {
    case noFolder(path: String)
    case noScratch(SystemCallError)
    case noProgram(name: String)
    /// The build ran, and no compiler of the project's files was seen.
    case nothingCompiled
    case unwritable(path: String)
  }

  /// Names that build systems call compilers and archivers by.
  private static let programs = [
    "cc", "c++", "gcc", "g++", "clang", "clang++", "c99", "ar", "gcc-ar", "x86_64-linux-gnu-gcc",
    "x86_64-linux-gnu-g++", "x86_64-linux-gnu-ar", "x86_64-linux-gnu-gcc-ar",
    "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-g++", "aarch64-linux-gnu-ar",
  ]

  /// Runs `command`, and keeps what it compiled of the project in `folder`.
  package static func run(
    _ command: [String],
    projectAt folder: String
  ) throws(Problem) -> Result {
    guard let root = FileStatus.absolutePath(of: folder), FileStatus.isFolder(root) else {
      throw .noFolder(path: folder)
    }
    let scratch: TemporaryFolder
    do { scratch = try TemporaryFolder() } catch { throw .noScratch(error) }
    let environment = try prepare(scratch.path)
    // A compiler that is itself the command is looked for in our own PATH.
    let name = command.first ?? ""
    let recorder = "\(scratch.path)/bin/\(name)"
    guard !name.isEmpty,
      let status = ChildProcess.runAttached(
        FileStatus.isFile(recorder) ? recorder : name,
        Array(command.dropFirst()),
        environment: environment
      )
    else { throw .noProgram(name: name) }
    var record = Recorded(root: root)
    for name in FolderList.names(of: scratch.path + "/log") {
      if let bytes = try? FileBytes.contents(of: "\(scratch.path)/log/\(name)") {
        record.add(bytes)
      }
    }
    if record.units.isEmpty, status == 0 { throw .nothingCompiled }
    if !record.units.isEmpty {
      let target = CacheFolder(path: root + "/" + folderName)
      record.merge(with: target)
      target.write(CompilationDatabase.fileName, record.database)
      target.write(BuildCommands.fileName, record.links)
      if target.read(CompilationDatabase.fileName) != record.database {
        throw .unwritable(path: target.path)
      }
    }
    return Result(status: status, units: record.units.count, links: record.linkCount)
  }

  /// Writes the recording programs; returns the variables that make a build find them.
  private static func prepare(
    _ scratch: String
  ) throws(Problem) -> [(name: String, value: String)] {
    let bin = CacheFolder(path: scratch + "/bin")
    CacheFolder(path: scratch + "/log").write(".keep", [])
    var environment: [(name: String, value: String)] = []
    var names = programs
    for variable in ["CC", "CXX", "AR"] {
      guard let value = ProcessReplacement.environment(variable),
        let first = value.split(separator: " ").first, first.hasPrefix("/")
      else { continue }
      // A compiler that is named by its whole path isn't looked for.
      let name = BuildPath.lastPart(String(first))
      write(name, standingFor: String(first), bin, scratch)
      environment.append((variable, "\(bin.path)/\(name)" + value.dropFirst(first.count)))
      names.removeAll { $0 == name }
    }
    for name in names {
      guard let real = ProgramSearch.find(name) else { continue }
      write(name, standingFor: real, bin, scratch)
    }
    let path = ProcessReplacement.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    return environment + [("PATH", "\(bin.path):\(path)")]
  }

  private static func write(
    _ name: String,
    standingFor real: String,
    _ bin: CacheFolder,
    _ scratch: String
  ) {
    let text = """
      #!/bin/sh
      # Notes the command, then runs it: written by `reload-plan native record`.
      note=$(mktemp '\(scratch)/log/XXXXXXXX') && printf '%s\\0' "$PWD" '\(real)' "$@" > "$note"
      exec '\(real)' "$@"

      """
    bin.write(name, Array(text.utf8))
    FilePermissions.makeExecutable("\(bin.path)/\(name)")
  }
}

/// The commands of one or more builds.
private struct Recorded {
  private(set) var units: [CompilationDatabase.Unit] = []
  private var commands: [BuildCommands.Entry] = []
  private let root: String
  private var boundary: ProjectBoundary

  init(root: String) {
    self.root = root
    boundary = ProjectBoundary(root: root)
  }

  var linkCount: Int { commands.count }

  /// Adds one noted command: the folder, the program, the arguments, each with a zero after it.
  mutating func add(_ note: [UInt8]) {
    let words = note.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    guard words.count > 2 else { return }
    let (folder, arguments) = (words[0], Array(words[1...]))
    guard let action = BuildAction(folder: folder, arguments: arguments) else { return }
    let sources = action.inputs.filter { BuildAction.isSource($0) && boundary.relative($0) != nil }
    switch action.kind {
    case .compile:
      guard let source = sources.first else { return }
      // Sources in folders that go with the build are trials of it.
      guard FileStatus.isFile(source) else { return }
      units.append(CompilationDatabase.Unit(folder: folder, file: source, arguments: arguments))
    case .archive, .link:
      let objects = action.inputs.filter { !BuildAction.isSource($0) }
      if sources.isEmpty, objects.isEmpty { return }
      for source in sources where FileStatus.isFile(source) {
        units.append(CompilationDatabase.Unit(folder: folder, file: source, arguments: arguments))
      }
      commands.append(BuildCommands.Entry(folder: folder, arguments: arguments))
    }
  }

  /// Keeps what an earlier build compiled and this one had no reason to.
  mutating func merge(with folder: CacheFolder) {
    let path = "\(folder.path)/\(CompilationDatabase.fileName)"
    let outputs = Set(units.map { Self.output($0.folder, $0.arguments) + $0.file })
    if let old = try? CompilationDatabase(contentsOf: path).units {
      units += old.filter {
        !outputs.contains(Self.output($0.folder, $0.arguments) + $0.file)
          && FileStatus.isFile($0.file)
      }
    }
    let made = Set(commands.map { Self.output($0.folder, $0.arguments) })
    if let old = try? BuildCommands(contentsOf: "\(folder.path)/\(BuildCommands.fileName)").entries
    {
      commands += old.filter { !made.contains(Self.output($0.folder, $0.arguments)) }
    }
    units.sort {
      ($0.file, $0.folder, $0.arguments.joined()) < ($1.file, $1.folder, $1.arguments.joined())
    }
    commands.sort {
      (Self.output($0.folder, $0.arguments), $0.folder)
        < (Self.output($1.folder, $1.arguments), $1.folder)
    }
  }

  private static func output(_ folder: String, _ arguments: [String]) -> String {
    BuildAction(folder: folder, arguments: arguments)?.output ?? ""
  }

  var database: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.array { json in
      for unit in units {
        json.object { json in
          json.member("directory", unit.folder)
          json.member("file", unit.file)
          json.key("arguments")
          json.array { json in for word in unit.arguments { json.string(word) } }
        }
      }
    }
    json.endDocument()
    return json.bytes
  }

  var links: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.array { json in
      for command in commands {
        json.object { json in
          json.member("directory", command.folder)
          json.key("arguments")
          json.array { json in for word in command.arguments { json.string(word) } }
        }
      }
    }
    json.endDocument()
    return json.bytes
  }
}

extension NativeRecord.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noFolder(let path): "no such folder: \(path)"
    case .noScratch(let error): "no place for the recording programs: \(error)"
    case .noProgram(let name): "\(name) can't be started; give the build command after --"
    case .nothingCompiled:
      "the build compiled nothing of the project; clean it first, and if it calls its compiler by a "
        + "whole path, set CC and CXX"
    case .unwritable(let path): "\(path) can't be written"
    }
  }
}
