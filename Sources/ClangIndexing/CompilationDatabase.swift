internal import FoundationEssentials
package import HostIO

/// How each source of a project is compiled, as `compile_commands.json` says it.
package struct CompilationDatabase: Sendable {
  /// One source and its flags; a source that is compiled twice has two.
  package struct Unit: Hashable, Sendable {
    /// What relative paths of the command start from.
    package var folder: String
    /// The source, absolute.
    package var file: String
    /// The compiler and its arguments.
    package var arguments: [String]

    package init(folder: String, file: String, arguments: [String]) {
      self.folder = folder
      self.file = file
      self.arguments = arguments
    }
  }

  /// Why there is no database to read.
  package enum ReadingError: Error, Hashable, Sendable {
    case unreadable(FileError)
    /// It isn't JSON, or not of that shape.
    case invalid(reason: String)
  }

  /// The name by which tools look for it.
  package static let fileName = "compile_commands.json"

  /// In the file's order, without repetitions.
  package var units: [Unit]

  /// Reads the file at `path`.
  package init(contentsOf path: String) throws(ReadingError) {
    let bytes: [UInt8]
    do { bytes = try FileBytes.contents(of: path) } catch { throw .unreadable(error) }
    let slash = path.lastIndex(of: "/")
    try self.init(bytes, folder: slash.map { String(path[..<$0]) } ?? ".")
  }

  /// Reads the text of such a file that lies in `folder`.
  package init(_ bytes: [UInt8], folder: String) throws(ReadingError) {
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode([Entry].self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .invalid(reason: Self.reason(error))
    } catch {
      throw .invalid(reason: "it can't be decoded")
    }
    var seen: Set<Unit> = []
    units = []
    for (position, entry) in entries.enumerated() {
      guard let arguments = entry.arguments ?? entry.command.map(ShellWords.split) else {
        throw .invalid(reason: "entry \(position + 1) has neither `arguments` nor `command`")
      }
      let base = Self.absolute(entry.directory, in: folder)
      let unit = Unit(
        folder: base,
        file: Self.absolute(entry.file, in: base),
        arguments: arguments
      )
      if seen.insert(unit).inserted { units.append(unit) }
    }
  }

  /// An element of the file's array.
  private struct Entry: Decodable {
    var directory: String
    var file: String
    var command: String?
    var arguments: [String]?
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// One phrase for what the decoder found.
  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      return "\(entry(context))has no `\(key.stringValue)`"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      let key = context.codingPath.last { $0.intValue == nil }
      let what = key.map { "a `\($0.stringValue)` of the wrong type" }
      return what.map { "\(entry(context))has \($0)" } ?? "it isn't an array of objects"
    case .dataCorrupted(let context):
      let detail = (context.underlyingError.map { "\($0)" } ?? context.debugDescription)
        .split(separator: "\n").first.map(String.init)
      return "it isn't JSON" + (detail.map { " (\($0))" } ?? "")
    @unknown default: return "it can't be decoded"
    }
  }

  private static func entry(_ context: DecodingError.Context) -> String {
    let position = context.codingPath.compactMap(\.intValue).first
    return position.map { "entry \($0 + 1) " } ?? "it "
  }
}

extension CompilationDatabase.ReadingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .invalid(let reason): reason
    }
  }
}
