package import ModuleFacts
package import ProgramAnalysis

/// What a plan is made from: the modules, old and new.
package struct PlanRequest: Sendable {
  package struct Module: Sendable {
    package var name: String
    /// Relative to the project.
    package var path: String
    package var isPackage: Bool
    /// An extension module: compiled, so it can't be compared.
    package var isExtension: Bool
    /// What the process runs; nil when the module is new.
    package var old: FileFacts?
    /// What the file says now; nil when it is gone.
    package var new: FileFacts?
    /// Whether the file differs from what the process runs.
    package var isChanged: Bool
    /// Whether the process has it; true for plans without a process.
    package var isLoaded: Bool
    /// Whether `old` is proven to be what runs.
    package var isProven: Bool
    /// Not part of the project: read to judge what calls into it do.
    package var isExternal = false
    /// Files that statements read when they ran, and that have changed since, with the statement's
    /// position in `new`.
    package var changedInputs: [Input] = []
    /// Of the main module, while its own statements run: the line in the old source.
    package var runningLine: Int?
    /// Not loaded, and its file was not there when the process began.
    package var isAdded = false
    /// Stands for `new` in a `ProgramMemory`; nil: it is new each time.
    package var key: String?

    package init(
      name: String,
      path: String,
      isPackage: Bool,
      isExtension: Bool = false,
      old: FileFacts?,
      new: FileFacts?,
      isChanged: Bool,
      isLoaded: Bool = true,
      isProven: Bool = true
    ) {
      self.name = name
      self.path = path
      self.isPackage = isPackage
      self.isExtension = isExtension
      self.old = old
      self.new = new
      self.isChanged = isChanged
      self.isLoaded = isLoaded
      self.isProven = isProven
    }
  }

  /// A data file that a statement reads at import time.
  package struct Input: Sendable {
    package var statement: Int
    /// Relative to the project where it lies in it.
    package var path: String
    /// Absolute.
    package var file: String
    /// SHA-256 in hexadecimal of what it says now.
    package var digest: String

    package init(statement: Int, path: String, file: String, digest: String) {
      self.statement = statement
      self.path = path
      self.file = file
      self.digest = digest
    }
  }

  /// In the order in which a process began to import them.
  package var modules: [Module]
  /// Whether new statements may run whose effects can't be taken back.
  package var allowsIrreversible: Bool
  /// What the project's settings say that callables do.
  package var declared = EffectStubs()

  package init(modules: [Module], allowsIrreversible: Bool = false) {
    self.modules = modules
    self.allowsIrreversible = allowsIrreversible
  }
}
