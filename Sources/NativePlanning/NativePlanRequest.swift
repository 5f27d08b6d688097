package import NativeFacts

/// What a plan for C and C++ is made from.
package struct NativePlanRequest: Sendable {
  /// A unit whose facts differ, or that is new or gone.
  package struct ChangedUnit: Sendable {
    /// A position among the program's units; `nil` if it is gone.
    package var position: Int?
    package var source: String
    /// `nil` if it is new.
    package var old: UnitFacts?
    /// `nil` if it is gone, or can't be parsed.
    package var new: UnitFacts?
    /// Whether it is compiled by other flags than before.
    package var hasOtherFlags = false

    package init(position: Int?, source: String, old: UnitFacts?, new: UnitFacts?) {
      self.position = position
      self.source = source
      self.old = old
      self.new = new
    }
  }

  /// What is known of a built library.
  package struct BuiltLibrary: Sendable {
    package var isNeverDeleted: Bool
    package var uniqueSymbols: [String]

    package init(isNeverDeleted: Bool, uniqueSymbols: [String]) {
      self.isNeverDeleted = isNeverDeleted
      self.uniqueSymbols = uniqueSymbols
    }
  }

  /// The program as the files are now.
  package var program: NativeProgram
  package var units: [ChangedUnit]
  /// Headers whose text changed, comments and layout aside.
  package var changedHeaders: Set<String>
  /// Those of them that changed outside their declarations.
  package var changedOutlines: Set<String>
  /// By path of the product, where the file is there.
  package var built: [String: BuiltLibrary] = [:]
  /// Python code that loads libraries by their paths.
  package var loads: [LibraryLoad] = []
  /// Whether nothing says how the project is built, so that what can't be parsed may be fine.
  package var isGuess = false
  /// Changed files that no unit reads.
  package var strayFiles: [String] = []
  /// Whether files count as changed by their times, so that nothing is known of their old texts.
  package var isByTime = false
  /// Paths of the products that a process has loaded, where only that one is asked for.
  package var loaded: Set<String>?
  /// Files that changed, relative to the project.
  package var changedFiles: [String]

  /// Names that Cython's sources go by, of which C is made.
  package static let translatedSuffixes = [".pyx", ".pxd", ".pxi"]

  /// Whether C is made of a file before it is compiled.
  package static func isTranslated(_ path: String) -> Bool {
    translatedSuffixes.contains { path.hasSuffix($0) }
  }

  package init(
    program: NativeProgram,
    units: [ChangedUnit],
    changedHeaders: Set<String>,
    changedOutlines: Set<String>,
    changedFiles: [String]
  ) {
    self.program = program
    self.units = units
    self.changedHeaders = changedHeaders
    self.changedOutlines = changedOutlines
    self.changedFiles = changedFiles
  }
}
