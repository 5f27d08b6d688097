internal import Glibc
internal import HostIO

// One of them is there if the build found headers: see CLibclang's module.modulemap.
#if (canImport(CLibclangHeaders20) || canImport(CLibclangHeaders19)
  || canImport(CLibclangHeaders18) || canImport(CLibclangHeaders17)
  || canImport(CLibclangHeaders16) || canImport(CLibclangHeaders15)
  || canImport(CLibclangHeaders14))
internal import CLibclang

/// A libclang that was found and opened; it stays open until the process ends.
package struct LibclangLibrary: @unchecked Sendable {
  /// Whether the build found libclang's headers.
  package static let isBuilt = true

  // The table holds function pointers and is never written to after this.
  let table: Libclang
  /// The file that it was loaded from.
  package let path: String
  /// `14.0.6`.
  package let version: String

  /// Opens the first library of `LibclangSearch` that works.
  ///
  /// - Throws: `LibclangProblem`, with what to do about it.
  package static func open() throws(LibclangProblem) -> LibclangLibrary {
    let search = LibclangSearch.current()
    var reasons: [String] = []
    for candidate in search.candidates {
      do {
        return try LibclangLibrary(opening: candidate)
      } catch {
        reasons.append(error.reason)
      }
    }
    if let chosen = search.chosen {
      var reason = reasons.first ?? "nothing is there"
      // The dynamic linker's messages begin with the path.
      if reason.hasPrefix(chosen + ": ") { reason.removeFirst(chosen.count + 2) }
      throw .unusable(path: chosen, reason: reason)
    }
    throw .notFound
  }

  /// Why one candidate can't be used.
  private struct OpeningError: Error {
    var reason: String
  }

  private init(opening candidate: String) throws(OpeningError) {
    let memory = UnsafeMutablePointer<Libclang>.allocate(capacity: 1)
    defer { memory.deallocate() }
    if let reason = libclang_open(candidate, memory) {
      throw OpeningError(reason: String(cString: reason))
    }
    table = memory.move()
    let loaded = withUnsafePointer(to: table) { libclang_path($0).map { String(cString: $0) } }
    path = loaded.flatMap { FileStatus.absolutePath(of: $0) } ?? candidate
    let text = table.getClangVersion()
    let words = table.getCString(text).map { String(cString: $0) } ?? ""
    table.disposeString(text)
    version = Self.number(in: words)
  }

  /// The version in `Debian clang version 14.0.6`.
  private static func number(in text: String) -> String {
    let words = text.split(separator: " ")
    guard let position = words.firstIndex(of: "version"), position + 1 < words.count else {
      return text
    }
    return String(words[position + 1].prefix { $0.isNumber || $0 == "." })
  }
}
#else

/// Stands for libclang in a build that was made without its headers.
package struct LibclangLibrary: Sendable {
  /// Whether the build found libclang's headers.
  package static let isBuilt = false

  /// The file that it was loaded from.
  package let path: String
  /// `14.0.6`.
  package let version: String

  /// Says that this build has no libclang.
  package static func open() throws(LibclangProblem) -> LibclangLibrary { throw .notBuilt }
}
#endif
