internal import ModuleFacts
internal import SourceText

/// Lookups into the facts of one module that the facts have no order for.
struct ModuleIndex {
  /// Positions in `bindings` of a name of the module itself.
  private(set) var moduleBindings: [NameID: [Int]] = [:]
  /// Of a name of a class body, by class and name.
  private var classBindings: [UInt64: Int] = [:]
  /// Of a function's variable, by function and name.
  private var localBindings: [UInt64: [Int]] = [:]
  /// Functions directly inside a function, by function and name.
  private var nested: [UInt64: Int] = [:]
  private var nestedLists: [Int: [Int]] = [:]
  /// Where the defaults of functions are, by function and parameter.
  private var defaults: [UInt64: Int] = [:]

  init(facts: FileFacts) {
    for (position, binding) in facts.bindings.enumerated() {
      if binding.function != .max {
        localBindings[Self.key(binding.function, binding.name), default: []].append(position)
      } else if binding.enclosingClass != .max {
        classBindings[Self.key(binding.enclosingClass, binding.name)] = position
      } else {
        moduleBindings[binding.name, default: []].append(position)
      }
    }
    for (position, item) in facts.defaults.enumerated() {
      defaults[UInt64(item.function) << 32 | UInt64(item.parameter)] = position
    }
    for (index, function) in facts.functions.enumerated() where function.enclosingFunction != .max {
      nested[Self.key(function.enclosingFunction, function.name)] = index
      nestedLists[Int(function.enclosingFunction), default: []].append(index)
    }
  }

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
