/// What a translation unit says about includes, in paths relative to the project.
package enum IncludeFacts {
  /// One `#include` in a file of the project.
  package struct Include: Hashable, Sendable {
    /// The file that it is written in.
    package var file: String
    package var line: Int
    package var column: Int
    /// The name between the quotes or brackets.
    package var spelling: String
    /// The file that it leads to; `nil` if that is outside the project.
    package var target: String?

    package init(file: String, line: Int, column: Int, spelling: String, target: String?) {
      self.file = file
      self.line = line
      self.column = column
      self.spelling = spelling
      self.target = target
    }
  }

  /// An error that libclang reported.
  package struct Problem: Hashable, Sendable {
    package enum Kind: String, Sendable {
      /// An include leads nowhere.
      case unresolved
      /// Anything else that the compiler rejects.
      case syntax
    }

    package var kind: Kind
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String

    package init(kind: Kind, file: String, line: Int, column: Int, message: String) {
      self.kind = kind
      self.file = file
      self.line = line
      self.column = column
      self.message = message
    }
  }
}
