internal import ModuleFacts
internal import SourceText

/// The `# reload: keep`, `reset` and `pure` comments of a file, by line.
struct ReloadComments {
  private struct Entry {
    var line: UInt32
    var flags: StatementFacts.Flags
    /// Whether nothing but the comment is on its line: only then it speaks of the line below.
    var isAlone: Bool
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func reset(
    _ comments: [SourceRange],
    _ source: UnsafeBufferPointer<UInt8>,
    _ lines: inout StatementLines
  ) {
    entries.removeAll(keepingCapacity: true)
    for comment in comments {
      var flags = Self.flags(source, comment)
      guard !flags.isEmpty else { continue }
      let line = lines.line(at: comment.start)
      var before = Int(comment.start)
      while before > Int(lines.starts[Int(line) - 1]), source[before - 1] <= 32 { before -= 1 }
      let isAlone = before == Int(lines.starts[Int(line) - 1])
      if let last = entries.last, last.line == line { flags.formUnion(last.flags) }
      entries.append(Entry(line: line, flags: flags, isAlone: isAlone))
    }
  }

  /// What is said of code that starts on `line`.
  func flags(at line: UInt32) -> StatementFacts.Flags {
    var flags: StatementFacts.Flags = []
    for entry in entries where entry.line == line || entry.isAlone && entry.line + 1 == line {
      flags.formUnion(entry.flags)
    }
    return flags
  }

  /// Reads `# reload: word, word`; other words (`ignore[...]`) are not for this.
  private static func flags(
    _ source: UnsafeBufferPointer<UInt8>,
    _ range: SourceRange
  ) -> StatementFacts.Flags {
    var index = Int(range.start)
    let end = min(Int(range.end), source.count)
    guard index < end, source[index] == UInt8(ascii: "#") else { return [] }
    index += 1
    while index < end, source[index] == 32 || source[index] == 9 { index += 1 }
    let head: StaticString = "reload:"
    guard index + head.utf8CodeUnitCount <= end else { return [] }
    for offset in 0..<head.utf8CodeUnitCount where source[index + offset] != head.utf8Start[offset]
    {
      return []
    }
    index += head.utf8CodeUnitCount
    var flags: StatementFacts.Flags = []
    while index < end {
      while index < end, source[index] <= 32 || source[index] == UInt8(ascii: ",") { index += 1 }
      let start = index
      while index < end, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(source[index]) {
        index += 1
      }
      let word = UnsafeBufferPointer(rebasing: source[start..<index])
      if TreeReader.equal(word, "keep") {
        flags.insert(.keep)
      } else if TreeReader.equal(word, "reset") {
        flags.insert(.reset)
      } else if TreeReader.equal(word, "pure") {
        flags.insert(.pure)
      } else {
        return flags
      }
    }
    return flags
  }
}
