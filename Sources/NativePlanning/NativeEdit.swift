/// One edit of C or C++ as the catalogue classifies them.
package struct NativeEdit: Hashable, Sendable, Comparable {
  package enum Class: UInt8, Sendable, CaseIterable, Comparable {
    /// The body of a function that only its unit knows.
    case localBody = 1
    /// The body of a function that others can call.
    case exportedBody
    /// What a header puts into the objects of others: inline, template, macro, enumerator, constant.
    case embedded
    case signature
    case layout
    /// The body of a virtual function.
    case overrideBody
    /// Which virtual functions there are, and their order.
    case virtualTable
    /// The initial value of a variable.
    case initialValue
    /// What runs at load or at exit.
    case loadTime
    /// A thread-local variable.
    case threadLocal
    /// A symbol that others can refer to is gone.
    case removedSymbol
    /// What a lambda captures.
    case captures
    /// Code of an extension module that initialises in several phases.
    case extensionBody
    /// The same of one that keeps its state in the library.
    case extensionStatic
    /// How a unit is compiled.
    case flags

    package static func < (left: Class, right: Class) -> Bool { left.rawValue < right.rawValue }

    /// `NE01` to `NE15`, as in the catalogue.
    package var code: String { (rawValue < 10 ? "NE0" : "NE") + String(rawValue) }
  }

  package var editClass: Class
  /// The file that the edited text is in.
  package var file: String
  package var line: Int
  package var name: String
  /// One phrase: `body of f`.
  package var phrase: String
  /// The symbol's key; empty for what is no symbol.
  package var key: String

  package static func < (left: NativeEdit, right: NativeEdit) -> Bool {
    (left.file, left.line, left.editClass, left.name, left.phrase)
      < (right.file, right.line, right.editClass, right.name, right.phrase)
  }
}
