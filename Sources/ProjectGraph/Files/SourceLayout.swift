internal import SourceText

/// Which modules the files of a project are, and by which names they are imported.
package struct SourceLayout: Sendable {
  /// What is known beside the snapshot.
  package struct Options: Sendable {
    /// Folders that imports start from, relative to the project; empty: found by the layout.
    package var roots: [String]
    /// Names of the packages around the project's folder, outermost first, when the folder is itself
    /// a package (`django/db`: `["django", "db"]`).
    package var enclosingPackages: [String]
    /// The texts of manifests, by the path of their folder.
    package var manifests: [String: String]
    /// Folders whose modules count after those of the project, as on `sys.path`.
    package var searchPath: [ProjectFiles.DirectoryIndex] = []
    /// Modules that are part of the interpreter, when the search path is all there is beside them;
    /// `nil` when a module that isn't found may be anywhere.
    package var builtins: Set<String>?
    /// Dotted names of extension modules that the project's build makes.
    package var extensions: [String] = []
    /// Paths of libraries and programs that it makes.
    package var libraries: [String] = []

    package init(
      roots: [String] = [],
      enclosingPackages: [String] = [],
      manifests: [String: String] = [:]
    ) {
      self.roots = roots
      self.enclosingPackages = enclosingPackages
      self.manifests = manifests
    }
  }

  package let files: ProjectFiles
  /// The folders that imports start from, in the order in which they are searched.
  package let roots: [ProjectFiles.DirectoryIndex]
  package internal(set) var modules: ModuleTable
  /// The module that each file is, if any.
  package let moduleOfFile: [ModuleID?]
  package let diagnostics: [ProjectDiagnostic]
  /// As in the options.
  package let builtins: Set<String>?

  package init(of files: ProjectFiles, options: Options = Options()) {
    let index = FolderIndex(of: files)
    roots = SourceRoots(files: files, folders: index, options: options).find()
    var builder = LayoutBuilder(
      files: files,
      folders: index,
      roots: roots,
      searchPath: options.searchPath
    )
    builder.build(enclosingPackages: options.enclosingPackages)
    builder.addBuilt(extensions: options.extensions, libraries: options.libraries)
    let (modules, numbers) = builder.modules.sorted()
    self.files = files
    self.modules = modules
    moduleOfFile = builder.moduleOfFile.map { $0.flatMap { numbers[$0.position] } }
    diagnostics = builder.diagnostics
    builtins = options.builtins
  }

  /// The Python files to index: those that modules are made of, by module.
  package var sources: [ProjectFiles.FileIndex] {
    modules.rows.compactMap { row in
      guard row.kind != .extension, let file = row.file else { return nil }
      switch files.files[file.position].kind {
      case .source, .stub: return file
      case .binary, .manifest, .environmentMark, .native: return nil
      }
    }
  }
}
