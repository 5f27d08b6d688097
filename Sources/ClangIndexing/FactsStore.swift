internal import HostIO
internal import NativeFacts
internal import SourceText

/// Facts on disk, each valid while all files that its unit read are what they were.
///
/// An entry is found by the unit's command, the parser that made it and this program; it holds the
/// digests of what was read. A file that appears under the name of an included one makes an
/// entry invalid as well, for it may be found first.
final class FactsStore {
  private let folder: CacheFolder
  private let root: String
  /// What the facts depend on beside the unit.
  private let base: [String]
  /// Paths of the project's files by their last part.
  private let files: [String: [String]]
  private var digests: [String: ContentDigest] = [:]

  /// - Parameters:
  ///   - folder: Where entries are.
  ///   - root: The project's folder, without links.
  ///   - base: What the facts depend on beside the unit: the program, the parser.
  ///   - files: The project's files, relative to it.
  init(folder: CacheFolder, root: String, base: [String], files: [String]) {
    self.folder = folder
    self.root = root
    self.base = base
    self.files = Dictionary(grouping: files) { Self.lastPart($0) }
  }

  /// The stored facts of a unit, if they still hold.
  func facts(for request: UnitRequest) -> UnitFacts? {
    guard request.outlined.isEmpty else { return nil }
    for name in names(of: request) {
      guard let bytes = folder.read(name), bytes.count > 16,
        let facts = UnitFacts(encoded: Array(bytes[16...])),
        isCurrent(facts, request), shadows(of: facts).elementsEqual(bytes[..<16])
      else { continue }
      return facts
    }
    return nil
  }

  /// Keeps the facts of a unit.
  func keep(_ facts: UnitFacts, for request: UnitRequest) {
    guard request.outlined.isEmpty else { return }
    var facts = facts
    facts.reads += missing(facts, request.unit)
    let overlaid = Set(request.overlay.map(\.path))
    let readsOverlay = facts.reads.contains { overlaid.contains(absolute($0)) }
    let all = names(of: request)
    guard let name = readsOverlay ? all.last : all.first else { return }
    folder.write(name, shadows(of: facts) + facts.encoded())
  }

  /// Where headers would be that weren't found: one that is installed later makes an entry invalid.
  private func missing(
    _ facts: UnitFacts,
    _ unit: CompilationDatabase.Unit
  ) -> [UnitFacts.ReadFile] {
    let names = Set(
      facts.problems.filter { $0.kind == .unresolved }.compactMap { problem in
        let parts = problem.message.split(separator: "'", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[1]) : nil
      }
    )
    if names.isEmpty { return [] }
    var places = [unit.folder, Self.folder(of: unit.file)] + Self.systemFolders
    var words = unit.arguments[...]
    while let word = words.popFirst() {
      for flag in ["-isystem", "-iquote", "-idirafter", "-I"] where word.hasPrefix(flag) {
        let joined = String(word.dropFirst(flag.count))
        guard let place = joined.isEmpty ? words.popFirst() : joined else { break }
        places.append(place.hasPrefix("/") ? place : "\(unit.folder)/\(place)")
        break
      }
    }
    return names.sorted().flatMap { name in
      places.map {
        UnitFacts.ReadFile(
          path: "\($0)/\(name)",
          digest: ContentDigest(stampOf: "\($0)/\(name)"),
          isOwn: false
        )
      }
    }
  }

  private static let systemFolders = [
    "/usr/include", "/usr/local/include", "/usr/include/x86_64-linux-gnu",
    "/usr/include/aarch64-linux-gnu",
  ]

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  func prune(to count: Int) { folder.prune(to: count) }

  /// What the entry of a request may be called: as the files are, then with its overlay.
  private func names(of request: UnitRequest) -> [String] {
    let unit = request.unit
    let texts = base + [root, unit.folder, unit.file] + unit.arguments
    let plain = ContentDigest(of: texts).hexadecimal
    if request.overlay.isEmpty { return [plain] }
    let overlay = request.overlay.flatMap { file in
      [file.path, file.bytes.withUnsafeBufferPointer { ContentDigest($0) }.hexadecimal]
    }
    return [plain, ContentDigest(of: texts + overlay).hexadecimal]
  }

  private func isCurrent(_ facts: UnitFacts, _ request: UnitRequest) -> Bool {
    facts.reads.allSatisfy { read in
      let path = absolute(read)
      if let file = request.overlay.first(where: { $0.path == path }) {
        return file.bytes.withUnsafeBufferPointer { ContentDigest($0) } == read.digest
      }
      return digest(of: path, isOwn: read.isOwn) == read.digest
    }
  }

  private func digest(of path: String, isOwn: Bool) -> ContentDigest {
    if let known = digests[path] { return known }
    let made: ContentDigest
    if isOwn {
      let bytes = try? FileBytes.contents(of: path)
      made = bytes?.withUnsafeBufferPointer { ContentDigest($0) } ?? ContentDigest(high: 0, low: 1)
    } else {
      made = ContentDigest(stampOf: path)
    }
    digests[path] = made
    return made
  }

  /// The digest, as bytes, of the files that are named like one that was read.
  private func shadows(of facts: UnitFacts) -> [UInt8] {
    let names = Set(facts.reads.map { Self.lastPart($0.path) }).sorted()
    let digest = ContentDigest(of: names.flatMap { files[$0] ?? [] }.sorted())
    return [digest.high, digest.low].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
    }
  }

  private func absolute(_ read: UnitFacts.ReadFile) -> String {
    read.isOwn ? "\(root)/\(read.path)" : read.path
  }

  private static func lastPart(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
