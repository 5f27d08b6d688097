internal import ModuleFacts
internal import SourceText

/// Lookups into the facts of one module that the facts have no order for; each is made when it is asked for first.
final class ModuleIndex {
  private let facts: FileFacts

  init(facts: FileFacts) { self.facts = facts }

  /// Positions in `bindings` of a name of the module itself.
  private(set) lazy var moduleBindings: [NameID: [Int]] = {
    var found: [NameID: [Int]] = [:]
    for (position, binding) in facts.bindings.enumerated()
    where binding.function == .max && binding.enclosingClass == .max {
      found[binding.name, default: []].append(position)
    }
    return found
  }()

  /// Of a name of a class body, by class and name.
  private lazy var classBindings: [UInt64: Int] = {
    var found: [UInt64: Int] = [:]
    for (position, binding) in facts.bindings.enumerated()
    where binding.function == .max && binding.enclosingClass != .max {
      found[Self.key(binding.enclosingClass, binding.name)] = position
    }
    return found
  }()

  /// Of a function's variable, by function and name.
  private lazy var localBindings: [UInt64: [Int]] = {
    var found: [UInt64: [Int]] = [:]
    for (position, binding) in facts.bindings.enumerated() where binding.function != .max {
      found[Self.key(binding.function, binding.name), default: []].append(position)
    }
    return found
  }()

  /// Functions directly inside a function, by function and name.
  private lazy var nested: [UInt64: Int] = {
    var found: [UInt64: Int] = [:]
    for (index, function) in facts.functions.enumerated() where function.enclosingFunction != .max {
      found[Self.key(function.enclosingFunction, function.name)] = index
    }
    return found
  }()

  private lazy var nestedLists: [Int: [Int]] = {
    var found: [Int: [Int]] = [:]
    for (index, function) in facts.functions.enumerated() where function.enclosingFunction != .max {
      found[Int(function.enclosingFunction), default: []].append(index)
    }
    return found
  }()

  /// Where the defaults of functions are, by function and parameter.
  private lazy var defaults: [UInt64: Int] = {
    var found: [UInt64: Int] = [:]
    for (position, item) in facts.defaults.enumerated() {
      found[UInt64(item.function) << 32 | UInt64(item.parameter)] = position
    }
    return found
  }()

  func classBinding(_ name: NameID, of classIndex: Int) -> Int? {
    classBindings[Self.key(UInt32(truncatingIfNeeded: classIndex), name)]
  }

  func localBindings(_ name: NameID, of function: Int) -> [Int] {
    localBindings[Self.key(UInt32(truncatingIfNeeded: function), name)] ?? []
  }

  func nestedFunction(_ name: NameID, of function: Int) -> Int? {
    nested[Self.key(UInt32(truncatingIfNeeded: function), name)]
  }

  /// The position of a parameter's default, when that is an object of the module.
  func defaultValue(of parameter: UInt8, function: Int) -> Int? {
    defaults[UInt64(function) << 32 | UInt64(parameter)]
  }

  func nestedFunctions(of function: Int) -> [Int] { nestedLists[function] ?? [] }

  private static func key(_ owner: UInt32, _ name: NameID) -> UInt64 {
    UInt64(owner) << 32 | UInt64(name.index)
  }
}
