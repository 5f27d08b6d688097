/// What is asked of a worker: the facts of one unit.
package struct UnitRequest: Hashable, Sendable {
  /// A file as it was before an edit: the parser sees this text at that path.
  package struct OverlaidFile: Hashable, Sendable {
    /// Absolute.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  package var unit: CompilationDatabase.Unit
  package var overlay: [OverlaidFile]
  /// Headers, relative to the project, of which it is asked what lies outside their declarations.
  package var outlined: [String]

  package init(
    unit: CompilationDatabase.Unit,
    overlay: [OverlaidFile] = [],
    outlined: [String] = []
  ) {
    self.unit = unit
    self.overlay = overlay
    self.outlined = outlined
  }
}
