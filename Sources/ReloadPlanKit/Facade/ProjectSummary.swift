/// The modules of a project and what they import, as plain values.
public struct ProjectSummary: Sendable, Equatable {
  /// One module.
  public struct Module: Sendable, Equatable {
    /// The dotted name.
    public var name: String
    /// The file, relative to the project; nil for folders and for modules outside.
    public var path: String?
    /// What it is.
    public var kind: ModuleForm
  }

  /// One import, or what an import implies.
  public struct Import: Sendable, Equatable {
    /// The importing module.
    public var importer: String
    /// The module that runs.
    public var imported: String
    /// The 1-based line of the statement.
    public var line: Int
    /// The names taken by a from-import.
    public var names: [String]
    /// Whether it runs while the importing module is imported.
    public var runsAtImport: Bool
  }

  /// Something in the sources that was not understood.
  public struct Problem: Sendable, Equatable {
    /// The file, relative to the project.
    public var path: String
    /// The 1-based line.
    public var line: Int
    /// One sentence without a period.
    public var message: String
  }

  /// Sorted by name, those outside the project last.
  public var modules: [Module]
  /// Sorted by importing module, then by imported module.
  public var imports: [Import]
  /// Sorted by path and line.
  public var problems: [Problem]
}

/// What a module is.
public enum ModuleForm: String, Sendable {
  /// A source file.
  case module
  /// A folder with an `__init__` file.
  case package
  /// A folder without one.
  case namespace
  /// A compiled file.
  case `extension`
  /// A shared library or program that the project's build makes.
  case library
  /// Not in the project.
  case external
}
