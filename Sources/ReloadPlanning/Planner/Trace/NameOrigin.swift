internal import ProgramAnalysis

/// Where a module-level name has its value from, at one moment of a start or of a reload.
enum NameOrigin: Hashable {
  /// A statement of the new source, or the one of the old source that it stands for, and which of the
  /// names it gives; `isNew` when this reload makes another object than the process has.
  case statement(StatementID, name: String, isNew: Bool)
  /// A statement that only the old source has.
  case gone(StatementID, name: String)
  case module(String)
  /// Something outside the project, by its dotted name.
  case external(String)
}

/// What a statement found when it read names: by module and dotted path.
struct SeenReads {
  struct Key: Hashable {
    var module: Int
    var path: String
    /// Read by a function that the statement may call, as far as names tell.
    var isLate: Bool
    /// Taken by an import in such a function.
    var isImported = false
  }

  var origins: [Key: NameOrigin?] = [:]
}

/// A from-import of a name that its provider does not have at that moment.
struct UnboundImport: Hashable {
  var importer: String
  var provider: String
  var name: String
}
