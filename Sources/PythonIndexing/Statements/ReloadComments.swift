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

  /// A comment that silences findings, with its rules as they are written.
  struct Ignore {
    var line: UInt32
    var target: UInt32
    var rules: [SourceRange]
    var hasReason: Bool
    var isWholeFile: Bool
  }

  private var entries: [Entry] = []
  private(set) var ignores: [Ignore] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func reset(
    _ comments: [SourceRange],
    _ source: UnsafeBufferPointer<UInt8>,
    _ lines: inout StatementLines
  ) {
    entries.removeAll(keepingCapacity: true)
    ignores.removeAll(keepingCapacity: true)
    for comment in comments {
      guard let start = Self.start(source, comment) else { continue }
      let line = lines.line(at: comment.start)
      if var ignore = Self.ignore(source, start, comment.end, line) {
        var before = Int(comment.start)
        let lineStart = Int(lines.starts[Int(line) - 1])
        while before > lineStart, source[before - 1] <= 32 { before -= 1 }
        if before == lineStart { ignore.target = line + 1 }
        ignores.append(ignore)
        continue
      }
      var flags = Self.flags(source, start, comment.end)
      guard !flags.isEmpty else { continue }
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

  /// Where the words of a comment `# reload: words` start.
  private static func start(
    _ source: UnsafeBufferPointer<UInt8>,
    _ range: SourceRange
  ) -> Int? {
    var index = Int(range.start)
    let end = min(Int(range.end), source.count)
    guard index < end, source[index] == UInt8(ascii: "#") else { return nil }
    index += 1
    while index < end, source[index] == 32 || source[index] == 9 { index += 1 }
    let head: StaticString = "reload:"
    guard index + head.utf8CodeUnitCount <= end else { return nil }
    for offset in 0..<head.utf8CodeUnitCount where source[index + offset] != head.utf8Start[offset]
    {
      return nil
    }
    return index + head.utf8CodeUnitCount
  }

  /// Reads `word, word`; other words are not for this.
  private static func flags(
    _ source: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: UInt32
  ) -> StatementFacts.Flags {
    var index = start
    let end = min(Int(end), source.count)
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

  /// Reads `ignore[RP101, RP201] reason`, `ignore reason` and `ignore-file[...] reason`.
  private static func ignore(
    _ source: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: UInt32,
    _ line: UInt32
  ) -> Ignore? {
    var index = start
    let end = min(Int(end), source.count)
    func skipBlanks() { while index < end, source[index] <= 32 { index += 1 } }
    func isWord(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        || byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")
    }
    func word() -> SourceRange {
      let first = index
      while index < end, isWord(source[index]) { index += 1 }
      return SourceRange(start: UInt32(first), end: UInt32(index))
    }
    skipBlanks()
    let head = word()
    let text = UnsafeBufferPointer(rebasing: source[Int(head.start)..<Int(head.end)])
    let isWholeFile = TreeReader.equal(text, "ignore-file")
    guard isWholeFile || TreeReader.equal(text, "ignore") else { return nil }
    var rules: [SourceRange] = []
    if index < end, source[index] == UInt8(ascii: "[") {
      index += 1
      while index < end, source[index] != UInt8(ascii: "]") {
        while index < end, source[index] <= 32 || source[index] == UInt8(ascii: ",") { index += 1 }
        let rule = word()
        if rule.start == rule.end { break }
        rules.append(rule)
      }
      if index < end, source[index] == UInt8(ascii: "]") { index += 1 }
    }
    skipBlanks()
    return Ignore(
      line: line,
      target: line,
      rules: rules,
      hasReason: index < end,
      isWholeFile: isWholeFile
    )
  }
}
