/// What one function or statement does, with its callees as edges: what the fixed point starts from.
struct Behaviour {
  var effects: [ImportEffect] = []
  /// Changes of what was passed in, and where they stand.
  var changes: [ParameterChange: ChangeSite] = [:]
  var edges: [CallEdge] = []
  /// Parameters that it calls.
  var calledParameters: Set<UInt8> = []
  /// Changes of what a function around this one was given.
  var enclosingChanges: [EnclosingChange] = []

  /// Forgets all, for the next of many calls: their lists keep their memory.
  mutating func reset() {
    effects.removeAll(keepingCapacity: true)
    edges.removeAll(keepingCapacity: true)
    if !changes.isEmpty { changes = [:] }
    if !calledParameters.isEmpty { calledParameters = [] }
    if !enclosingChanges.isEmpty { enclosingChanges = [] }
  }
}

/// A change of what a parameter is, or of what an attribute of it holds.
struct ParameterChange: Hashable {
  var position: UInt8
  /// The first attribute after the parameter; empty when the object itself changes.
  var member: String
  var how: ImportEffect.How
}

/// A change of what a function around the one that changes it was given.
struct EnclosingChange {
  /// The function around it, and its parameter.
  var function: Int
  var parameter: UInt8
  var how: ImportEffect.How
  var site: SourceSite
}

/// Where a parameter changes, and how many times on the way there something may not run.
struct ChangeSite {
  var site: SourceSite
  var conditions: Int
}

/// A call whose callee is known.
struct CallEdge {
  var callee: FunctionKey
  var site: SourceSite
  /// Whether it stands in an arm that may not run.
  var isOptional = false
  /// What the callee's parameters get, by position; what isn't there is unknown.
  var arguments: [Argument]
  /// Keyword arguments by name.
  var keywords: [(name: String, value: Argument)] = []

  enum Argument: Hashable {
    case values([Value])
    case parameter(UInt8)
    /// Made for this call: nobody else holds it.
    case new
    case newInstance(module: Int, classIndex: Int)
    case newClass(module: Int, classIndex: Int)
    case unknown
  }
}

/// A function of the program.
package struct FunctionKey: Hashable, Sendable {
  package var module: Int
  package var function: Int
}
