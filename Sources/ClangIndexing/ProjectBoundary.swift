internal import HostIO
internal import ProjectGraph

/// Tells files of the project from those outside, by their real paths.
package struct ProjectBoundary {
  private let root: String
  private var known: [String: String?] = [:]

  /// - Parameter root: The project's folder, without links.
  package init(root: String) {
    self.root = root == "/" ? "" : root
  }

  /// The path of a file relative to the project; `nil` if it is outside, or in a folder that holds
  /// no code of the project, such as an environment.
  ///
  /// A relative path starts from the process's folder, which changes from unit to unit.
  package mutating func relative(_ path: String) -> String? {
    guard path.hasPrefix("/") else { return FileStatus.absolutePath(of: path).flatMap { own($0) } }
    if let answer = known[path] { return answer }
    let answer = FileStatus.absolutePath(of: path).flatMap { own($0) }
    known[path] = .some(answer)
    return answer
  }

  private func own(_ path: String) -> String? {
    guard path.hasPrefix(root + "/") else { return nil }
    let relative = String(path.dropFirst(root.utf8.count + 1))
    for folder in relative.split(separator: "/").dropLast() {
      var name = String(folder)
      if name.withUTF8({ FolderRules.isLeftOut(name: $0) }) { return nil }
    }
    return relative
  }
}
