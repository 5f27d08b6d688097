/// Remembers results of a function that is recursive over a graph with cycles.
///
/// A node that is met while it is being worked on counts as nothing, so what was found below it is
/// short of its part: such results are dropped once the outermost node of the cycle is done, and asked
/// for anew when they come up by themselves.
struct CycleMemo<Value> {
  typealias Key = Program.Target

  private var results: [Key: Value] = [:]
  /// How deep the nodes in progress are within one another, and the outermost of them that a cycle
  /// led back to.
  private var depths: [Key: Int] = [:]
  private var outermost = Int.max
  private var unsettled: [Key] = []

  /// One node in progress.
  struct Work {
    fileprivate var key: Key
    fileprivate var depth: Int
    fileprivate var outside: Int
    fileprivate var firstUnsettled: Int
  }

  /// The result, if it is known.
  subscript(key: Key) -> Value? { results[key] }

  /// Begins work on a node; `nil` if it is in progress already.
  mutating func begin(_ key: Key) -> Work? {
    if let depth = depths[key] {
      outermost = min(outermost, depth)
      return nil
    }
    let work = Work(
      key: key,
      depth: depths.count,
      outside: outermost,
      firstUnsettled: unsettled.count
    )
    depths[key] = work.depth
    outermost = .max
    return work
  }

  mutating func end(_ work: Work, _ value: Value) {
    results[work.key] = value
    depths[work.key] = nil
    if outermost < work.depth {
      unsettled.append(work.key)
    } else {
      for part in unsettled[work.firstUnsettled...] { results[part] = nil }
      unsettled.removeLast(unsettled.count - work.firstUnsettled)
      outermost = .max
    }
    outermost = min(outermost, work.outside)
  }
}
