/// Modules that all import each other while they are imported, and how to part them.
package struct ImportCycle: Sendable, Equatable {
  /// What a member needs of another while it is imported, the least first.
  package enum Crossing: UInt8, Sendable, Comparable {
    /// Nothing: names are looked up when functions run.
    case late
    /// A value is read.
    case value
    /// A class is made from another: a base, a class decorator.
    case `class`

    package static func < (left: Crossing, right: Crossing) -> Bool {
      left.rawValue < right.rawValue
    }

    /// The word used in reports.
    package var name: String {
      switch self {
      case .late: "late"
      case .value: "value"
      case .class: "class"
      }
    }
  }

  /// A loop: each module imports the next one, the last imports the first.
  package struct Loop: Sendable, Equatable {
    package var modules: [String]

    package init(modules: [String]) {
      self.modules = modules
    }
  }

  /// An import to give up, and the edit that does it.
  package struct Cut: Sendable, Equatable {
    /// The edit that takes an import out of the loops.
    package enum Edit: UInt8, Sendable {
      /// Nothing is needed while the module is imported: import where it is used.
      case moveIntoFunction
      /// The names are used in many functions: bind the module and look names up when they run.
      case importModule
      /// Something is needed at import time: what both need moves to a module of its own.
      case splitSymbolOut
      /// A package only offers the names to others: a module-level `__getattr__` (PEP 562) loads them
      /// when they are asked for.
      case loadInGetattr
    }

    package var importer: String
    package var imported: String
    /// Relative to the project.
    package var path: String
    /// 1-based.
    package var line: Int
    package var edit: Edit
    package var crosses: Crossing
    /// The names that are needed at import time, or that the import takes; may be empty.
    package var names: [String]

    package init(
      importer: String,
      imported: String,
      path: String,
      line: Int,
      edit: Edit,
      crosses: Crossing,
      names: [String]
    ) {
      self.importer = importer
      self.imported = imported
      self.path = path
      self.line = line
      self.edit = edit
      self.crosses = crosses
      self.names = names
    }
  }

  /// Sorted by name.
  package var modules: [String]
  /// The most that crosses any edge of the cycle.
  package var crosses: Crossing
  /// The shortest loops, shortest first.
  package var loops: [Loop]
  /// Sorted by path and line; without these imports no loop is left.
  package var cuts: [Cut]
  /// Whether no cheaper cut exists.
  package var isProvenCheapest: Bool

  package init(
    modules: [String],
    crosses: Crossing,
    loops: [Loop],
    cuts: [Cut],
    isProvenCheapest: Bool
  ) {
    self.modules = modules
    self.crosses = crosses
    self.loops = loops
    self.cuts = cuts
    self.isProvenCheapest = isProvenCheapest
  }
}

extension ImportCycle.Cut {
  /// The edit, as reports write it.
  package var how: String {
    switch edit {
    case .moveIntoFunction: "move into a function"
    case .importModule: "import the module instead of the name"
    case .splitSymbolOut: "split the symbol out"
    case .loadInGetattr: "load it in the package's __getattr__"
    }
  }
}
