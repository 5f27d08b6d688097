internal import ClangIndexing
internal import HostIO
internal import NativePlanning

/// How a project's C and C++ is built, from whatever says it: a compilation database and the link commands
/// beside it, the settings, or a guess.
struct BuildDescription {
  /// What is named when something can't be read, relative to the project.
  var name: String
  var units: [CompilationDatabase.Unit] = []
  var actions: [BuildAction] = []
  /// Files that were asked, absolute, also those that aren't there.
  var inputs: [String] = []
  /// Whether nothing says how it is built: then which sources belong together isn't known.
  var isGuess = false

  /// Where a database is looked for, relative to the project: the first that exists counts.
  private static let places = [
    CompilationDatabase.fileName, "build/" + CompilationDatabase.fileName,
    "builddir/" + CompilationDatabase.fileName,
    NativeRecord.folderName + "/" + CompilationDatabase.fileName,
  ]

  /// The database of the project in `folder`, relative to it; `nil` if there is none.
  static func database(in folder: String, _ configuration: NativeConfiguration) -> String? {
    if !configuration.database.isEmpty { return configuration.database }
    return places.first { FileStatus.isFile(folder + "/" + $0) }
  }

  /// Whether anything says how C and C++ in `folder` is built, or it can be guessed.
  static func exists(in folder: String) -> Bool {
    isWritten(in: folder) || SourceGuess.applies(to: folder)
  }

  /// Whether a database or the settings say how C and C++ in `folder` is built.
  static func isWritten(in folder: String) -> Bool {
    // Settings that can't be read are reported when they are.
    let configuration = (try? NativeConfiguration.read(projectAt: folder)) ?? .init()
    return !configuration.products.isEmpty || database(in: folder, configuration) != nil
  }

  /// Reads it for the project in `root`, which has no links in its path; `nil` if there is no C or C++.
  static func read(
    projectAt root: String,
    guessing: Bool = true
  ) throws(NativeReadingError) -> BuildDescription? {
    let configuration: NativeConfiguration
    do { configuration = try NativeConfiguration.read(projectAt: root) } catch {
      throw NativeReadingError(path: "pyproject.toml", reason: .invalid(reason: "\(error)"))
    }
    guard let database = database(in: root, configuration) else {
      if configuration.products.isEmpty {
        if !guessing { return nil }
        return SourceGuess.description(of: root, flags: configuration.flags)
      }
      var description = BuildDescription(name: configuration.file)
      description.add(configuration, root: root)
      description.addInputs(root)
      return description
    }
    var description = BuildDescription(name: database)
    do {
      let path = root + "/" + database
      description.units = try CompilationDatabase(contentsOf: path).units
      let folder = BuildPath.absolute(database + "/..", in: root)
      let commands = try BuildCommands(inBuildFolder: folder)
      description.actions = description.units.compactMap {
        BuildAction(folder: $0.folder, arguments: $0.arguments)
      }
      description.actions += commands.entries.compactMap {
        BuildAction(folder: BuildPath.absolute($0.folder, in: folder), arguments: $0.arguments)
      }
      description.inputs += commands.files
    } catch {
      throw NativeReadingError(path: database, reason: error)
    }
    description.add(configuration, root: root)
    description.addInputs(root)
    return description
  }

  private mutating func addInputs(_ root: String) {
    inputs += Self.places.map { "\(root)/\($0)" } + ["\(root)/\(name)"]
    inputs += SettingsFile.places.map { "\(root)/\($0.0)" }
  }

  /// Adds what the settings say: one command for each product.
  ///
  /// Sources that the database compiles go in as their objects.
  private mutating func add(_ configuration: NativeConfiguration, root: String) {
    if configuration.products.isEmpty { return }
    let files = NativeFileNames.all(in: root)
    var objects: [String: String] = [:]
    for action in actions where action.kind == .compile {
      if let source = action.inputs.first { objects[source] = action.output }
    }
    for product in configuration.products {
      let sources = NativeConfiguration.sources(of: product, among: files)
      let isC = sources.allSatisfy { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
      let compiler = configuration.compiler
      var words = [compiler.isEmpty ? isC ? "cc" : "c++" : compiler] + configuration.flags
      if !product.isProgram { words += ["-fPIC", "-shared"] }
      words += ["-o", product.path]
      for source in sources {
        let path = BuildPath.absolute(source, in: root)
        words.append(objects[path].map { BuildPath.relative($0, to: root) } ?? source)
      }
      words += configuration.linkFlags
      for source in sources {
        let path = BuildPath.absolute(source, in: root)
        if objects[path] != nil { continue }
        let compile = [words[0]] + configuration.flags + ["-fPIC", "-c", source]
        let unit = CompilationDatabase.Unit(folder: root, file: path, arguments: compile)
        if !units.contains(unit) { units.append(unit) }
      }
      if let action = BuildAction(folder: root, arguments: words) { actions.append(action) }
    }
  }
}
