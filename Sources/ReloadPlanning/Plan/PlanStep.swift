/// One step of a plan.
package struct PlanStep: Sendable, Equatable {
  /// What is done; the catalogue's strategies are in brackets.
  package enum Action: Sendable, Equatable {
    /// Put new code into every live function compiled from the matched statements [S1].
    case swapCode([StatementMatch])
    /// Run one statement of the new source and merge what it binds into the old objects [S2].
    case execute(StatementRun)
    /// Bind a from-imported name to its provider's new object, if it still holds the old one [S2].
    case rebind(Rebinding)
    /// Take out of containers of others what a statement added that is gone [S2].
    case unregister(Unregistering)
    /// Remove names that are gone from the source [S2].
    case delete(names: [String])
    /// Set the module's docstring [S2].
    case document
    /// Forget results that a memoised function or property holds [S2].
    case clearCache(names: [String])
    /// Import a module the process has not loaded [S2].
    case importModule
    /// Call a function that the module has for this, `__reload_dispose__` or `__reload_accept__`.
    case hook(name: String)
    /// Take a module whose file is gone out of `sys.modules` [S2].
    case forget
    /// Compile and link a library or program anew [N]; nothing that runs changes by it.
    case rebuild(Rebuild)
    /// Load the new build of a plug-in beside the old one and let calls go there [N1, N2].
    case swapLibrary(path: String)
  }

  /// Dense from 1, in order.
  package var id: Int
  package var action: Action
  package var module: String
  /// Why: one sentence without a period.
  package var because: String
  /// Steps that must have run before.
  package var after: [Int]

  package init(id: Int, action: Action, module: String, because: String, after: [Int] = []) {
    self.id = id
    self.action = action
    self.module = module
    self.because = because
    self.after = after
  }
}

/// Lines of one statement, 1-based and inclusive, decorators included.
package struct LineSpan: Sendable, Equatable {
  package var first: Int
  package var last: Int

  package init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }
}

/// A statement in the old and in the new source whose functions correspond.
package struct StatementMatch: Sendable, Equatable {
  package var old: LineSpan
  package var new: LineSpan

  package init(old: LineSpan, new: LineSpan) {
    self.old = old
    self.new = new
  }
}

/// One statement to run.
package struct StatementRun: Sendable, Equatable {
  /// Its position among the top-level statements.
  package var index: Int
  package var lines: LineSpan
  /// The lines of the statement it takes the place of in the old source, if there is one.
  package var old: LineSpan?
  /// Module-level names it binds.
  package var binds: [String]
  /// Whether it binds one name by a `def`, `class`, assignment or import, so that the new object
  /// can be made aside and merged; otherwise it runs in the module's namespace.
  package var aside: Bool
  /// Whether what it makes may give its content to what the old statement made.
  package var merges: Bool
  /// Names that must still be what the import left, `module.name`: the statement reads them.
  package var requires: [String]
  /// Names whose run-time value is kept if it was changed since import.
  package var keeps: [String]
  /// Containers of other modules this statement adds to, `module.name`: entries for the old object
  /// give way to the new ones.
  package var registers: [String]
  /// Whether what the old statement added goes out of them first, and the new entries take its place.
  package var takesOut: Bool
  /// Who adds to the same containers, in the order of a start; nil where no order is needed.
  package var registrants: [Registrant]?
  /// Names of the module that functions it calls set.
  package var sets: [String]
  /// Attributes of objects of other modules that it sets, `module:name.attribute`.
  package var assigns: [String] = []
  /// Class members the old source defined, by class name, so that removed ones can be deleted.
  package var members: [String: [String]]
  /// Whether it may have effects that can't be taken back; such a statement runs last.
  package var isIrreversible: Bool

  package init(
    index: Int,
    lines: LineSpan,
    old: LineSpan? = nil,
    binds: [String],
    aside: Bool,
    merges: Bool,
    requires: [String] = [],
    keeps: [String] = [],
    registers: [String] = [],
    takesOut: Bool = false,
    registrants: [Registrant]? = nil,
    sets: [String] = [],
    members: [String: [String]] = [:],
    isIrreversible: Bool = false
  ) {
    self.index = index
    self.lines = lines
    self.old = old
    self.binds = binds
    self.aside = aside
    self.merges = merges
    self.requires = requires
    self.keeps = keeps
    self.registers = registers
    self.takesOut = takesOut
    self.registrants = registrants
    self.sets = sets
    self.members = members
    self.isIrreversible = isIrreversible
  }
}

/// A statement that adds to a container of another module, by what it defines.
package struct Registrant: Sendable, Equatable {
  package var module: String
  package var names: [String]
}

/// What a statement that is gone had added to containers of others.
package struct Unregistering: Sendable, Equatable {
  /// The names it defined, which still hold what it added.
  package var names: [String]
  /// The containers, `module:name.path`.
  package var registers: [String]
  /// Who else adds to them, in the order of a start.
  package var registrants: [Registrant]
}

/// A name bound by a from-import (`provider` and `name`).
package struct Rebinding: Sendable, Equatable {
  package var name: String
  package var provider: String
  package var providerName: String

  package init(name: String, provider: String, providerName: String) {
    self.name = name
    self.provider = provider
    self.providerName = providerName
  }
}

extension PlanStep.Action {
  /// The word used in reports.
  package var name: String {
    switch self {
    case .swapCode: "swapCode"
    case .execute: "execute"
    case .rebind: "rebind"
    case .unregister: "unregister"
    case .delete: "delete"
    case .document: "document"
    case .clearCache: "clearCache"
    case .hook: "hook"
    case .importModule: "import"
    case .forget: "forget"
    case .rebuild: "rebuild"
    case .swapLibrary: "swapLibrary"
    }
  }
}
