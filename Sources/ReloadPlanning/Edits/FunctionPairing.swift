package import ModuleFacts

/// The functions of two statements with equal skeletons, paired by their place.
///
/// Outside bodies both statements have the same functions in the same order. Nested functions are
/// paired below their paired parents by name and ordinal.
package struct FunctionPairing: Sendable {
  /// One function in the old and the new facts.
  package struct Pair: Sendable {
    package var old: Int
    package var new: Int
  }

  package private(set) var pairs: [Pair] = []
  /// Functions that only the old, or only the new source has, inside paired functions.
  package private(set) var removed: [Int] = []
  package private(set) var added: [Int] = []

  package init(oldStatement: Int, old: FileFacts, newStatement: Int, new: FileFacts) {
    let oldChildren = Self.children(of: oldStatement, in: old)
    let newChildren = Self.children(of: newStatement, in: new)
    pair(oldChildren[.max] ?? [], newChildren[.max] ?? [], oldChildren, newChildren, old, new)
  }

  private mutating func pair(
    _ olds: [Int],
    _ news: [Int],
    _ oldChildren: [UInt32: [Int]],
    _ newChildren: [UInt32: [Int]],
    _ old: FileFacts,
    _ new: FileFacts
  ) {
    var rest = news
    for oldIndex in olds {
      let name = old.string(old.functions[oldIndex].qualifiedName)
      if let position = rest.firstIndex(where: {
        new.string(new.functions[$0].qualifiedName) == name
      }) {
        let newIndex = rest.remove(at: position)
        pairs.append(Pair(old: oldIndex, new: newIndex))
        pair(
          oldChildren[UInt32(truncatingIfNeeded: oldIndex)] ?? [],
          newChildren[UInt32(truncatingIfNeeded: newIndex)] ?? [],
          oldChildren,
          newChildren,
          old,
          new
        )
      } else {
        removed.append(oldIndex)
      }
    }
    added += rest
  }

  /// Functions by the function they are directly in; `max` for those in none.
  private static func children(of statement: Int, in facts: FileFacts) -> [UInt32: [Int]] {
    var children: [UInt32: [Int]] = [:]
    for index in facts.statements[statement].functions.indices {
      children[facts.functions[index].enclosingFunction, default: []].append(index)
    }
    return children
  }
}
