import Foundation
import Testing

/// The files of this repository, as the tidiness tests see them.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A text file, with its path relative to the root.
  struct TextFile: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// `GraphCore` for `Sources/GraphCore/...`.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    var testDescription: String { path }
  }

  /// The text files under the folders, sorted by path; hidden files and build products left out.
  static func files(under folders: [String], extensions: Set<String>) throws -> [TextFile] {
    var paths: [String] = []
    for folder in folders {
      let base = root.appending(path: folder)
      guard let walk = FileManager.default.enumerator(atPath: base.path) else { continue }
      for case let path as String in walk {
        let components = path.split(separator: "/")
        if components.contains(where: { $0.hasPrefix(".") || $0 == "node_modules" }) { continue }
        let fileExtension = components.last?.split(separator: ".").dropFirst().last.map(String.init)
        if extensions.contains(fileExtension ?? "") { paths.append("\(folder)/\(path)") }
      }
    }
    return try paths.sorted().compactMap { path in
      var isFolder: ObjCBool = false
      let full = root.appending(path: path).path
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return nil }
      // Fixtures may hold bytes that are no UTF-8.
      let text = String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
      return TextFile(path: path, text: text)
    }
  }

  static func read(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  static func isFolder(_ path: String) throws -> Bool {
    let values = try root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
    return values.isDirectory ?? false
  }

  static func swiftSources() throws -> [TextFile] {
    try files(under: ["Sources"], extensions: ["swift"])
  }
}
