internal import ModuleFacts
internal import PythonSyntax

/// A scope of names that is being walked.
struct Scope {
  enum Kind: UInt8 {
    case module, function, `class`, comprehension
    /// A generator expression: a comprehension that is a function of its own in CPython.
    case generator
    case typeParameters
  }

  var kind: Kind
  /// The function frame that runs it; -1 is the module.
  var frame: Int
  /// Its first entry in `ScopeStack.bindings`.
  var firstBinding: Int
  /// Index in `functions` or `classes` for those kinds.
  var fact: UInt32
}

/// A name bound in a scope other than the module's.
struct Binding {
  /// What the name stands for, as far as a look at all its bindings can tell.
  enum Source: UInt8 {
    case unbound
    /// Literals, displays, operators, definitions: new objects that nobody else holds.
    case display
    /// Results of calls: taken as new, but a callee may hand out what it keeps.
    case call
    /// One assignment from a plain chain, in `value`.
    case chain
    case parameter
    /// Anything else: nothing is known.
    case unknown

    /// What a further assignment makes of it: only new objects stay new.
    func joined(_ other: Source) -> Source {
      switch (self, other) {
      case (.unbound, _): other
      case (.display, .display): .display
      case (.display, .call), (.call, .display), (.call, .call): .call
      default: .unknown
      }
    }
  }

  /// The calls that made what a name stands for, in the facts.
  enum Makers {
    case unasked
    /// They are being written down: a further mention of the name is the name itself.
    case inProgress
    case known(FactRange)
  }

  var symbol: UInt32
  /// Depth of its scope in the stack.
  var scope: Int
  var frame: Int
  /// The binding this one hides, or 0.
  var saved: UInt32
  var source: Source = .unbound
  var value: NodeID = .none
  /// The last of the calls it is assigned, as an index in `ScopeStack.assignedCalls`; 0 for none.
  var lastCall: UInt32 = 0
  /// The same calls in the facts, once they were asked for.
  var makers: Makers = .unasked
  /// How often it is assigned, up to 255.
  var assignments: UInt8 = 0
  var isParameter = false
  /// Whether all it is assigned are literals and displays: objects of builtin types.
  var isLiteral = true
  /// Position among the parameters.
  var parameter: UInt8 = 0
  var isGlobal = false
  var isNonlocal = false
  /// In a class body: whether the walk has passed a binding that always happens.
  var isBound = false
}

/// The scopes around the place the walk is at, innermost last, and what each name means there.
///
/// Each symbol has at most one visible binding, kept in an array by symbol: looking a name up takes
/// one read. Leaving a scope puts back what its bindings hid. Names of class bodies have an array
/// of their own, since only the body itself sees them.
struct ScopeStack {
  private(set) var scopes: [Scope] = []
  var bindings: [Binding] = []
  /// Calls whose results names are bound to, each with the call before it for the same name.
  private(set) var assignedCalls: [(node: NodeID, before: UInt32)] = []
  private var visible: [UInt32] = []
  private var visibleInClass: [UInt32] = []

  mutating func reset(symbolCount: Int) {
    scopes.removeAll(keepingCapacity: true)
    bindings.removeAll(keepingCapacity: true)
    bindings.append(Binding(symbol: 0, scope: 0, frame: -1, saved: 0))
    assignedCalls.removeAll(keepingCapacity: true)
    assignedCalls.append((.none, 0))
    if visible.count < symbolCount {
      visible = [UInt32](repeating: 0, count: symbolCount)
      visibleInClass = visible
    }
    scopes.append(Scope(kind: .module, frame: -1, firstBinding: 1, fact: .max))
  }

  var depth: Int { scopes.count - 1 }
  var current: Scope { scopes[scopes.count - 1] }

  mutating func enter(_ kind: Scope.Kind, frame: Int, fact: UInt32 = .max) {
    scopes.append(Scope(kind: kind, frame: frame, firstBinding: bindings.count, fact: fact))
  }

  mutating func leave() {
    let scope = scopes.removeLast()
    var index = bindings.count - 1
    while index >= scope.firstBinding {
      let binding = bindings[index]
      if scope.kind == .class {
        visibleInClass[Int(binding.symbol)] = binding.saved
      } else {
        visible[Int(binding.symbol)] = binding.saved
      }
      index -= 1
    }
    bindings.removeLast(bindings.count - scope.firstBinding)
  }

  /// The binding of `symbol` in the innermost scope, made when there is none.
  mutating func declare(_ symbol: UInt32) -> Int {
    let isClass = current.kind == .class
    let saved = isClass ? visibleInClass[Int(symbol)] : visible[Int(symbol)]
    if saved != 0, bindings[Int(saved)].scope == depth { return Int(saved) }
    let index = UInt32(bindings.count)
    bindings.append(Binding(symbol: symbol, scope: depth, frame: current.frame, saved: saved))
    if isClass {
      visibleInClass[Int(symbol)] = index
    } else {
      visible[Int(symbol)] = index
    }
    return Int(index)
  }

  /// Notes that a binding is assigned the result of a call.
  mutating func assign(call node: NodeID, to index: Int) {
    assignedCalls.append((node, bindings[index].lastCall))
    bindings[index].lastCall = UInt32(assignedCalls.count - 1)
  }

  /// The binding of `symbol` that the scope at `depth` holds itself.
  func ownBinding(_ symbol: UInt32, at depth: Int) -> Int? {
    let isClass = scopes[depth].kind == .class
    var index = Int(isClass ? visibleInClass[Int(symbol)] : visible[Int(symbol)])
    while index != 0, bindings[index].scope > depth { index = Int(bindings[index].saved) }
    return index != 0 && bindings[index].scope == depth ? index : nil
  }

  /// The binding a name refers to, or nil for a name of the module (or of builtins).
  ///
  /// With `limit`, as seen from the scope at that depth.
  func lookUp(_ symbol: UInt32, limit: Int = .max) -> Int? {
    let seenFrom = min(limit, depth)
    if scopes[seenFrom].kind == .class {
      let index = Int(visibleInClass[Int(symbol)])
      if index != 0, bindings[index].scope == seenFrom {
        if bindings[index].isGlobal { return nil }
        // A `nonlocal` in a class body means the name of the function around it.
        if !bindings[index].isNonlocal { return index }
      }
    }
    var index = Int(visible[Int(symbol)])
    while index != 0, bindings[index].scope > seenFrom || bindings[index].isNonlocal {
      index = Int(bindings[index].saved)
    }
    return index == 0 || bindings[index].isGlobal ? nil : index
  }
}
