/// One import-time import between two modules of a project, as cycle analysis sees it.
package struct ImportLink: Sendable, Equatable {
  /// Positions in the list of modules.
  package var importer: Int
  package var imported: Int
  /// 1-based line of the import.
  package var line: Int
  /// Whether it is written as an import of names (`from a import b`) and not of a module.
  package var takesNames: Bool
  /// Whether it takes all names (`from a import *`), which only a module can.
  package var isStar: Bool
  /// Whether it stands in the source; the import of a package on the way to its module doesn't.
  package var isWritten: Bool
  /// What the importer needs while it is imported.
  package var crosses: ImportCycle.Crossing
  /// The names it needs at import time, or those it takes; sorted.
  package var names: [String]
  /// How many functions of the importer use what it takes.
  package var users: Int
  /// Whether the importer only passes the names on: a package that nothing in it uses them in.
  package var isReexport: Bool

  package init(
    importer: Int,
    imported: Int,
    line: Int,
    takesNames: Bool = false,
    isStar: Bool = false,
    isWritten: Bool = true,
    crosses: ImportCycle.Crossing = .late,
    names: [String] = [],
    users: Int = 0,
    isReexport: Bool = false
  ) {
    self.importer = importer
    self.imported = imported
    self.line = line
    self.takesNames = takesNames
    self.isStar = isStar
    self.isWritten = isWritten
    self.crosses = crosses
    self.names = names
    self.users = users
    self.isReexport = isReexport
  }
}

extension ImportLink {
  /// The edit that takes this import out of a loop.
  ///
  /// An import whose names are needed at import time can't move; one whose names are used in more
  /// than a few functions is repeated too often when it does.
  package var edit: ImportCycle.Cut.Edit {
    if crosses > .late { return .splitSymbolOut }
    if isReexport { return .loadInGetattr }
    return isStar || takesNames && users > Self.mostFunctions ? .importModule : .moveIntoFunction
  }

  /// What the edit costs.
  ///
  /// Moving a line is cheap, splitting a class out of its module is not. Names that a package
  /// offers to others can hardly move.
  package var cost: UInt32 {
    if isReexport { return 20 }
    switch crosses {
    case .late: return edit == .importModule ? 2 : 1
    case .value: return 4
    case .class: return 6
    }
  }

  private static let mostFunctions = 3
}
