/// What the text of a function says of how long it may run.
enum FunctionText {
  /// Whether it has a loop without a condition, keeps a jump buffer or is a coroutine.
  static func mayLast(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      guard SourceStripper.isWord(text[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, SourceStripper.isWord(text[index]) { index += 1 }
      // Most words are longer or shorter than those that matter.
      switch index - start {
      case 3 where has(text, start, "for") && hasSigns(text, index, "(;;)"): return true
      case 5 where has(text, start, "while"):
        if hasSigns(text, index, "(1)") || hasSigns(text, index, "(true)") { return true }
      case 6 where has(text, start, "setjmp"): return true
      case 7 where has(text, start, "_setjmp"): return true
      case 8 where has(text, start, "co_await") || has(text, start, "co_yield"): return true
      case 9 where has(text, start, "sigsetjmp"): return true
      default: break
      }
    }
    return false
  }

  private static func has(
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ word: StaticString
  ) -> Bool {
    (0..<word.utf8CodeUnitCount).allSatisfy { text[start + $0] == word.utf8Start[$0] }
  }

  /// Whether the signs follow, with blanks between them or without.
  private static func hasSigns(
    _ text: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ signs: StaticString
  ) -> Bool {
    var index = start
    for position in 0..<signs.utf8CodeUnitCount {
      while index < text.count, text[index] <= UInt8(ascii: " ") { index += 1 }
      guard index < text.count, text[index] == signs.utf8Start[position] else { return false }
      index += 1
    }
    return true
  }
}
