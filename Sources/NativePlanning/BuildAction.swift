/// One command of a build: it compiles, puts objects into an archive, or links.
package struct BuildAction: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case compile, archive
    /// A shared library, or a program.
    case link(isShared: Bool)
  }

  package var kind: Kind
  /// Where it runs.
  package var folder: String
  package var arguments: [String]
  /// Absolute, as are the outputs.
  package var inputs: [String]
  package var output: String
  /// Names after `-l`.
  package var libraries: [String]

  /// Reads a command; `nil` if it makes nothing that a program is made of.
  package init?(folder: String, arguments: [String]) {
    self.folder = folder
    self.arguments = arguments
    guard let program = arguments.first.map(BuildPath.lastPart) else { return nil }
    let isArchiver = program == "ar" || program.hasSuffix("-ar") || program.hasPrefix("gcc-ar")
    if isArchiver {
      guard let action = Self.archive(folder, arguments) else { return nil }
      self = action
      return
    }
    let words = Words(arguments)
    if !["-E", "-M", "-MM", "-S", "-fsyntax-only"].filter({ words.has($0) }).isEmpty { return nil }
    inputs = words.inputs.map { BuildPath.absolute($0, in: folder) }
    libraries = words.libraries
    if inputs.isEmpty { return nil }
    if words.has("-c") {
      let source = inputs.first { Self.isSource($0) }
      guard let source, inputs.count == 1 else { return nil }
      kind = .compile
      let given = words.output ?? Self.object(for: source)
      output = BuildPath.absolute(given, in: folder)
    } else {
      kind = .link(isShared: words.has("-shared"))
      output = BuildPath.absolute(words.output ?? "a.out", in: folder)
    }
  }

  /// A library that a source becomes by a command that nobody knows.
  package init(guessedLibrary output: String, of source: String, folder: String) {
    self.init(
      kind: .link(isShared: true),
      folder: folder,
      arguments: [],
      inputs: [source],
      output: output
    )
  }

  /// Whether it can be run.
  package var isKnown: Bool { !arguments.isEmpty }

  private init(
    kind: Kind,
    folder: String,
    arguments: [String],
    inputs: [String],
    output: String
  ) {
    self.kind = kind
    self.folder = folder
    self.arguments = arguments
    self.inputs = inputs
    self.output = output
    libraries = []
  }

  /// The action of `ar rcs libx.a a.o b.o`.
  private static func archive(_ folder: String, _ arguments: [String]) -> BuildAction? {
    let words = arguments.dropFirst().filter { !$0.hasPrefix("--") }
    guard let operation = words.first, operation.contains("r") || operation.contains("q"),
      words.count >= 2
    else { return nil }
    let paths = words.dropFirst().map { BuildPath.absolute($0, in: folder) }
    return BuildAction(
      kind: .archive,
      folder: folder,
      arguments: arguments,
      inputs: Array(paths.dropFirst()),
      output: paths[0]
    )
  }

  package static func isSource(_ path: String) -> Bool {
    [".c", ".cc", ".cpp", ".cxx", ".C", ".c++", ".m", ".mm"].contains { path.hasSuffix($0) }
  }

  private static func object(for source: String) -> String {
    let name = BuildPath.lastPart(source)
    return name.lastIndex(of: ".").map { name[..<$0] + ".o" } ?? name + ".o"
  }

  /// The parts of a compiler's command that matter here.
  private struct Words {
    private var flags: Set<String> = []
    private(set) var inputs: [String] = []
    private(set) var libraries: [String] = []
    private(set) var output: String?

    private static let withValue: Set<String> = [
      "-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-x", "-L",
      "-MF", "-MT", "-MQ", "-Xlinker", "-T", "-u", "-z", "-arch", "-target", "-soname", "-rpath",
    ]

    init(_ arguments: [String]) {
      var rest = arguments.dropFirst()
      while let word = rest.popFirst() {
        switch word {
        case "-o": output = rest.popFirst()
        case "-l": if let name = rest.popFirst() { libraries.append(name) }
        case _ where Self.withValue.contains(word): _ = rest.popFirst()
        case _ where word.hasPrefix("-l"): libraries.append(String(word.dropFirst(2)))
        case _ where word.hasPrefix("-o") && word != "-openmp":
          output = String(word.dropFirst(2))
        case _ where word.hasPrefix("-"): flags.insert(word)
        case _ where word.hasPrefix("@"): break
        default: inputs.append(word)
        }
      }
      // A compiler behind ccache is the first word that is no option.
      if let first = inputs.first, !first.contains("."), let program = arguments.first,
        BuildPath.lastPart(program).hasSuffix("cache")
      {
        inputs.removeFirst()
      }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }
  }
}

/// Paths as text: no disk is asked.
package enum BuildPath {
  package static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The path from the root of the file system, without `.` and `..`.
  package static func absolute(_ path: String, in folder: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// The path from `root`; itself when it is elsewhere.
  package static func relative(_ path: String, to root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path
  }
}
