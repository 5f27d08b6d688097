/// Splits a command as a POSIX shell does, without expanding anything.
enum ShellWords {
  static func split(_ command: String) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var quote: UInt8?
    var bytes = Array(command.utf8)[...]
    while let byte = bytes.popFirst() {
      switch (byte, quote) {
      case (UInt8(ascii: "\\"), nil):
        if let next = bytes.popFirst() { word = (word ?? []) + [next] }
      case (UInt8(ascii: "\\"), UInt8(ascii: "\"")):
        // Within double quotes a backslash stands for itself before most characters.
        if let next = bytes.first, "\"\\$`".utf8.contains(next) {
          word = (word ?? []) + [next]
          bytes.removeFirst()
        } else {
          word = (word ?? []) + [byte]
        }
      case (UInt8(ascii: "'"), nil), (UInt8(ascii: "\""), nil):
        quote = byte
        word = word ?? []
      case (let byte, let open?) where byte == open:
        quote = nil
      case (UInt8(ascii: " "), nil), (UInt8(ascii: "\t"), nil), (UInt8(ascii: "\n"), nil):
        if let finished = word { words.append(String(decoding: finished, as: UTF8.self)) }
        word = nil
      default:
        word = (word ?? []) + [byte]
      }
    }
    if let finished = word { words.append(String(decoding: finished, as: UTF8.self)) }
    return words
  }
}
