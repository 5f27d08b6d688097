/// One edge among C and C++ files, what is built of them, and Python modules, by their names.
package struct NativeLink: Hashable, Sendable {
  package var kind: ImportEdge.Kind
  package var from: String
  package var to: String
  /// 0: none.
  package var line: Int
  package var names: [String]
  /// Whether it is followed while a module is imported.
  package var isImportTime: Bool

  package init(
    kind: ImportEdge.Kind,
    from: String,
    to: String,
    line: Int,
    names: [String],
    isImportTime: Bool = true
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.line = line
    self.names = names
    self.isImportTime = isImportTime
  }
}
