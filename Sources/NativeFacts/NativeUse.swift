/// One symbol of a unit that uses another: positions among the unit's symbols.
///
/// A macro that uses a function, as `call` or `address`, stands for it: where the macro is used, its own text
/// names the function.
package struct NativeUse: Hashable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case call
    /// A function that is named and not called.
    case address
    case variable
    /// A type by name.
    case type
    /// A field, so that the layout is known.
    case member
    case value
    case macro
    /// A variable that is changed, or whose address goes where it may be.
    case write
  }

  /// -1: the file itself, outside all declarations.
  package var from: Int
  package var to: Int
  package var kind: Kind

  package init(from: Int, to: Int, kind: Kind) {
    self.from = from
    self.to = to
    self.kind = kind
  }
}

/// A function whose address goes somewhere.
package struct EscapedFunction: Hashable, Sendable {
  package enum Way: UInt8, Sendable, CaseIterable {
    /// Into the initial value of something that lives as long as the library.
    case table
    case argument, assignment, result
    case other
  }

  /// The function, among the unit's symbols.
  package var function: Int
  package var way: Way
  /// The variable, or the function that is called.
  package var target: String
  package var line: Int

  package init(function: Int, way: Way, target: String, line: Int) {
    self.function = function
    self.way = way
    self.target = target
    self.line = line
  }
}
