import Foundation
import Testing

/// Iterating a `Set` or `Dictionary` gives another order in every run; results must not.
///
/// This looks at text: a name that a file declares as a set or dictionary, iterated in the same
/// file, must be sorted on that line. Where the order can't matter, `// Order-free: why` on the
/// line or the one above says so.
@Suite struct HashOrderTests {
  @Test func hashedCollectionsAreSortedBeforeTheyAreWalked() throws {
    let table = try LayerTable.current()
    for file in try Repository.swiftSources() {
      guard let layer = table.layer(of: file.target), (2...4).contains(layer) else { continue }
      for finding in Self.findings(in: file.text) {
        Issue.record("\(file.path):\(finding): sort it, or say why the order doesn't matter")
      }
    }
  }

  @Test(arguments: [
    ("let seen: Set<Int> = []\nfor x in seen { use(x) }", [2]),
    ("var names: [String: Int] = [:]\nfor (k, v) in names { use(k, v) }", [2]),
    ("let d = [String: Int]()\nreturn d.map { $0 }", [2]),
    ("let d = Dictionary(uniqueKeysWithValues: pairs)\nfor k in d.keys { use(k) }", [2]),
    ("let seen: Set<Int> = []\nfor x in seen.sorted() { use(x) }", []),
    ("let seen: Set<Int> = []\n// Order-free: it only counts.\nfor x in seen { n += 1 }", []),
    ("let seen: [Int] = []\nfor x in seen { use(x) }", []),
    ("func f(_ d: [Int: Int]) {\n  for (k, v) in d where k > 1 { use(v) }\n}", [2]),
  ])
  func check(_ text: String, lines: [Int]) {
    #expect(Self.findings(in: text) == lines)
  }

  /// The lines where a hashed collection is walked unsorted.
  static func findings(in text: String) -> [Int] {
    let names = hashedNames(in: text)
    if names.isEmpty { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { index in
      let line = lines[index]
      if SourceRuleTests.isComment(line) || line.contains("sorted") { return false }
      let above = index > 0 ? lines[index - 1] : ""
      if line.contains("Order-free:") || above.contains("Order-free:") { return false }
      // What is gathered into another hashed collection has no order either.
      if line.contains("Set(") || above.hasSuffix("Dictionary(")
        || line.contains("uniqueKeysWithValues")
      {
        return false
      }
      return walkedNames(in: line).contains { names.contains($0) }
    }.map { $0 + 1 }
  }

  private static func hashedNames(in text: String) -> Set<String> {
    let declared = text.matches(
      of: /(\w+): (?:inout |borrowing )?(?:Set<|Dictionary<|\[[^\[\]()]+: [^\]()]+\](?!\())/
    )
    let made = text.matches(
      of: /(?:let|var) (\w+) = (?:Set[<(]|Dictionary[<(]|\[\w[\w.]*: [^"\]]+\]\(\))/
    )
    return Set((declared.map(\.1) + made.map(\.1)).map(String.init))
  }

  private static func walkedNames(in line: Substring) -> [String] {
    let loops = line.matches(
      of: /\bin (?:self\.)?(\w+)(?:\.keys|\.values|\.enumerated\(\))?(?: where| \{|$)/
    )
    let calls = line.matches(
      of:
        /(?:^|[^.\w])(\w+)(?:\.keys|\.values)?\.(?:map|flatMap|compactMap|forEach|first|joined|enumerated)\b(?! where)/
    )
    return (loops.map(\.1) + calls.map(\.1)).map(String.init)
  }
}
