internal import SourceText

/// Gives every file of a project the name by which it is imported.
///
/// Roots are walked in the order in which they are searched; a folder that is a root itself belongs
/// to itself alone. Within a folder, a package goes before a module of its name, and a source before
/// a compiled file before a stub.
struct LayoutBuilder {
  private let files: ProjectFiles
  private let folders: FolderIndex
  private let roots: [ProjectFiles.DirectoryIndex]
  /// Roots that aren't the project's.
  private let searchPath: [ProjectFiles.DirectoryIndex]
  /// Whether the root at hand is one of those.
  private var isFollowing = false
  private(set) var modules: ModuleTable
  private(set) var moduleOfFile: [ModuleID?]
  private(set) var diagnostics: [ProjectDiagnostic] = []

  init(
    files: ProjectFiles,
    folders: FolderIndex,
    roots: [ProjectFiles.DirectoryIndex],
    searchPath: [ProjectFiles.DirectoryIndex]
  ) {
    self.files = files
    self.searchPath = searchPath
    self.folders = folders
    self.roots = roots
    modules = ModuleTable(names: files.names)
    moduleOfFile = [ModuleID?](repeating: nil, count: files.files.count)
  }

  mutating func build(enclosingPackages: [String]) {
    for root in roots {
      isFollowing = searchPath.contains(root)
      var package: ModuleID?
      if root == ProjectFiles.top {
        for (index, name) in enclosingPackages.enumerated() {
          let isOwn = index == enclosingPackages.count - 1
          let id = modules.names.intern(name)
          // Packages around the project are not read: to it, they are outside.
          let kind = isOwn ? ModuleKind.package : .external
          package =
            modules.child(id, of: package)
            ?? modules.add(ModuleTable.Row(name: id, parent: package, kind: kind))
        }
      }
      visit(root, as: package)
    }
    for (position, file) in files.files.enumerated() where file.kind == .native {
      addNative(ProjectFiles.FileIndex(position))
    }
  }

  /// A C or C++ file is a module of its own; its name is its path.
  private mutating func addNative(_ file: ProjectFiles.FileIndex) {
    let name = modules.names.intern(files.path(of: file))
    if modules.child(name, of: nil) != nil { return }
    let row = ModuleTable.Row(name: name, parent: nil, kind: .module, file: file)
    moduleOfFile[file.position] = modules.add(row)
  }

  /// Adds what a build makes of C and C++ files, in its place or elsewhere.
  mutating func addBuilt(extensions: [String], libraries: [String]) {
    for name in extensions {
      var current: ModuleID?
      let parts = name.split(separator: ".")
      for (position, part) in parts.enumerated() {
        let id = modules.names.intern(String(part))
        let isLast = position == parts.count - 1
        // One that lies in its place is known by its file.
        let row = ModuleTable.Row(
          name: id,
          parent: current,
          kind: isLast ? .extension : .namespace
        )
        current = modules.child(id, of: current) ?? modules.add(row)
      }
    }
    for path in libraries {
      let id = modules.names.intern(path)
      if modules.child(id, of: nil) != nil { continue }
      _ = modules.add(ModuleTable.Row(name: id, parent: nil, kind: .library))
    }
  }

  private mutating func visit(_ folder: ProjectFiles.DirectoryIndex, as package: ModuleID?) {
    var inner: [(ProjectFiles.DirectoryIndex, ModuleID)] = []
    for subfolder in folders.subfolders[folder.position] where !roots.contains(subfolder) {
      let isPackage = folders.isPackage[subfolder.position]
      if let module = module(of: subfolder, isPackage: isPackage, in: package) {
        inner.append((subfolder, module))
      }
    }
    for file in folders.files[folder.position] { add(file, in: package) }
    for (subfolder, module) in inner { visit(subfolder, as: module) }
  }

  /// The module that a folder is; `nil` if a package of an earlier root has its name.
  private mutating func module(
    of folder: ProjectFiles.DirectoryIndex,
    isPackage: Bool,
    in parent: ModuleID?
  ) -> ModuleID? {
    let name = files.directories[folder.position].name
    guard let module = modules.child(name, of: parent) else {
      return modules.add(
        ModuleTable.Row(name: name, parent: parent, kind: isPackage ? .package : .namespace)
      )
    }
    switch (modules[module].kind, isPackage) {
    case (.package, true):
      report(
        .shadowed,
        files.path(of: folder),
        "Another root has a package \(modules.name(of: module)); this one is never imported"
      )
      return nil
    case (.namespace, true):
      modules.rows[module.position].kind = .package
      return module
    default:
      return module
    }
  }

  private mutating func add(_ file: ProjectFiles.FileIndex, in package: ModuleID?) {
    let entry = files.files[file.position]
    guard entry.kind.isImportable else { return }
    let (isValid, stem) = files.names.withBytes(of: entry.name) { bytes in
      let stem = entry.kind.stem(of: bytes)
      return (Self.isText(bytes), modules.names.intern(stem))
    }
    guard isValid else {
      return report(.misnamed, files.path(of: file), "The file's name isn't UTF-8")
    }
    if let package, isInit(stem) { return addInit(file, to: package) }

    let kind: ModuleKind = entry.kind == .binary ? .extension : .module
    if let module = modules.child(stem, of: package) {
      merge(file, into: module)
    } else {
      let row = ModuleTable.Row(
        name: stem,
        parent: package,
        kind: kind,
        file: file,
        isStub: entry.kind == .stub,
        isFollowed: isFollowing
      )
      moduleOfFile[file.position] = modules.add(row)
    }
  }

  private func isInit(_ stem: NameID) -> Bool {
    modules.names.withBytes(of: stem) { $0.elementsEqual("__init__".utf8) }
  }

  private mutating func addInit(_ file: ProjectFiles.FileIndex, to package: ModuleID) {
    if let other = modules[package].file, precedence(of: other) <= precedence(of: file) { return }
    setFile(file, of: package)
  }

  /// Decides between a file and what already has its name.
  private mutating func merge(_ file: ProjectFiles.FileIndex, into module: ModuleID) {
    let row = modules[module]
    switch row.kind {
    case .namespace:
      modules.rows[module.position].kind =
        files.files[file.position].kind == .binary ? .extension : .module
      setFile(file, of: module)
    case .package, .external:
      // A stub beside a package says nothing new; a source would never be run.
      if files.files[file.position].kind == .source { reportShadowed(file, by: module) }
    case .module, .extension, .library:
      guard let other = row.file else { return setFile(file, of: module) }
      let isBeside = files.files[other.position].directory == files.files[file.position].directory
      if !isBeside {
        reportShadowed(file, by: module)
      } else if precedence(of: file) < precedence(of: other) {
        moduleOfFile[other.position] = nil
        modules.rows[module.position].kind =
          files.files[file.position].kind == .binary ? .extension : .module
        setFile(file, of: module)
      }
    }
  }

  private mutating func setFile(_ file: ProjectFiles.FileIndex, of module: ModuleID) {
    if let other = modules[module].file { moduleOfFile[other.position] = nil }
    modules.rows[module.position].file = file
    modules.rows[module.position].isStub = files.files[file.position].kind == .stub
    moduleOfFile[file.position] = module
  }

  /// A source goes first even beside a compiled file: that was compiled from it, so what it imports
  /// is what the source says.
  private func precedence(of file: ProjectFiles.FileIndex) -> Int {
    switch files.files[file.position].kind {
    case .source: 0
    case .binary: 1
    case .stub: 2
    case .manifest, .environmentMark, .native: 3
    }
  }

  // MARK: Reports

  private mutating func reportShadowed(_ file: ProjectFiles.FileIndex, by module: ModuleID) {
    var place = "Another root"
    if let other = modules[module].file { place = files.path(of: other) }
    report(
      .shadowed,
      files.path(of: file),
      "\(place) is the module \(modules.name(of: module)); this file is never imported"
    )
  }

  private mutating func report(_ kind: ProjectDiagnostic.Kind, _ path: String, _ message: String) {
    diagnostics.append(
      ProjectDiagnostic(
        kind: kind,
        path: path,
        diagnostic: SourceDiagnostic(severity: .warning, line: 1, column: 1, message: message)
      )
    )
  }

  /// Whether the bytes are UTF-8.
  private static func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes where byte >= 0x80 {
      return String(validating: bytes, as: UTF8.self) != nil
    }
    return true
  }
}
