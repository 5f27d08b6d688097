/// One `#include`, from a file of the project's snapshot to what it leads to.
package struct IncludeLink: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case file(ProjectFiles.FileIndex)
    /// A header outside the project, by the name in the include.
    case outside(name: String)
  }

  package var file: ProjectFiles.FileIndex
  /// 1-based.
  package var line: Int
  package var target: Target

  package init(file: ProjectFiles.FileIndex, line: Int, target: Target) {
    self.file = file
    self.line = line
    self.target = target
  }
}
