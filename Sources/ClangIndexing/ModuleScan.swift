/// Finds the `import` and `module` lines of C++20, which the parser doesn't tell when a module is missing.
enum ModuleScan {
  /// The lines without `export`, as written, such as `import a.b` and `module c`.
  static func lines(of bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var found: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      var words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if words.first.map({ $0.elementsEqual("export".utf8) }) ?? false { words.removeFirst() }
      guard let first = words.first,
        first.elementsEqual("import".utf8) || first.elementsEqual("module".utf8),
        words.count >= 2, let end = line.firstIndex(of: UInt8(ascii: ";"))
      else { continue }
      let name = line[..<end].suffix(from: words[1].startIndex)
      // `module;` opens the part before the module.
      guard let start = name.first, SourceStripper.isWord(start) || "<\":".utf8.contains(start)
      else {
        continue
      }
      found.append(
        String(decoding: first, as: UTF8.self) + " " + String(decoding: name, as: UTF8.self)
      )
    }
    return found
  }
}
