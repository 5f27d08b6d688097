package import SourceText

/// What one translation unit says: its source with the given flags and the headers it reads.
///
/// Of headers it holds what the source reaches, so that comparing the facts of one unit before and
/// after an edit says what the edit does to that unit. Paths are relative to the project.
package struct UnitFacts: Hashable, Sendable {
  /// A file that was read, and what it was.
  package struct ReadFile: Hashable, Sendable {
    /// Relative to the project, or absolute outside it.
    package var path: String
    /// Of the project's files the content, of others size and time.
    package var digest: ContentDigest
    package var isOwn: Bool

    package init(path: String, digest: ContentDigest, isOwn: Bool) {
      self.path = path
      self.digest = digest
      self.isOwn = isOwn
    }
  }

  /// What of a file belongs to no declaration: directives, pragmas, assertions, code that is off.
  package struct Outline: Hashable, Sendable {
    package var file: String
    package var rest: ContentDigest

    package init(file: String, rest: ContentDigest) {
      self.file = file
      self.rest = rest
    }
  }

  package var includes: [IncludeFacts.Include] = []
  package var problems: [IncludeFacts.Problem] = []
  /// Each once, in the order of reading.
  package var reads: [ReadFile] = []
  /// Of the source; of headers where that was asked for.
  package var outlines: [Outline] = []
  /// What the unit defines and what its definitions reach, the source's own first.
  package var symbols: [NativeSymbol] = []
  /// Each kind of use once for two symbols.
  package var uses: [NativeUse] = []
  package var layouts: [RecordLayout] = []
  /// Functions whose address is taken.
  package var escapes: [EscapedFunction] = []
  package var python: [PythonBindingFact] = []
  /// Names of C++20 `import` and `module` lines, as written.
  package var moduleLines: [String] = []
  /// Whether templates refer to what only their instances decide, so that `symbols` may lack something.
  package var isOpen = false

  package init() {}
}
