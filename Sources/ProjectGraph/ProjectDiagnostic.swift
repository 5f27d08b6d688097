package import SourceText

/// Something about the project that the reader of a graph has to know: nothing is dropped in silence.
package struct ProjectDiagnostic: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// The file can't be read.
    case unreadable
    /// The file doesn't parse or decode.
    case syntax
    /// An import names a module that isn't there.
    case unresolved
    /// An import whose module is computed.
    case computed
    /// A file that no import can reach: another one has its name.
    case shadowed
    /// A file whose name is no module name.
    case misnamed
    /// A C or C++ file whose includes aren't known.
    case unindexed
  }

  package var kind: Kind
  /// Relative to the project.
  package var path: String
  package var diagnostic: SourceDiagnostic

  package init(kind: Kind, path: String, diagnostic: SourceDiagnostic) {
    self.kind = kind
    self.path = path
    self.diagnostic = diagnostic
  }
}
