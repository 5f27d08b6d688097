/// A stack of words for lists whose length isn't known yet, reused from file to file.
struct ScratchStack {
  private(set) var words: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1 << 10
    words = .allocate(capacity: capacity)
  }

  @inline(__always)
  mutating func push(_ word: UInt32) {
    if count == capacity { grow() }
    words[count] = word
    count &+= 1
  }

  /// Drops all words from `mark` on.
  @inline(__always)
  mutating func drop(to mark: Int) { count = mark }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    larger.update(from: words, count: count)
    words.deallocate()
    words = larger
    capacity *= 2
  }

  func deallocate() { words.deallocate() }
}
