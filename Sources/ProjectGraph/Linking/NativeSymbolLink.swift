/// One use of a name in C or C++ by another, as `file.name`, or `file` for what is in no declaration.
package struct NativeSymbolLink: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case call, address, variable, type, member, constant, write
    /// A declaration in whose text a macro is used, or a macro in whose text another is.
    case macro
    /// A macro whose text calls or names a function: where the macro is used, that is used.
    case wraps
  }

  package var kind: Kind
  package var from: String
  package var to: String
  /// Where the user is declared.
  package var file: String
  package var line: Int

  package init(kind: Kind, from: String, to: String, file: String, line: Int) {
    self.kind = kind
    self.from = from
    self.to = to
    self.file = file
    self.line = line
  }
}
