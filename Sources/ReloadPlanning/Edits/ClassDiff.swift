package import ModuleFacts
internal import SourceText

/// What two versions of a class statement differ in, class by class.
package struct ClassDiff {
  /// Members that were added, removed or changed, with the new class.
  package private(set) var members: [(name: String, classIndex: Int)] = []
  /// New classes whose bases were written otherwise, with the bases before and after.
  package private(set) var bases: [(classIndex: Int, paths: [[String]])] = []

  package init(_ oldStatement: Int, _ old: FileFacts, _ newStatement: Int, _ new: FileFacts) {
    var olds: [String: Int] = [:]
    for index in old.statements[oldStatement].classes.indices {
      olds[old.string(old.classes[index].qualifiedName)] = index
    }
    for index in new.statements[newStatement].classes.indices {
      guard let before = olds[new.string(new.classes[index].qualifiedName)] else { continue }
      compare(before, old, index, new)
    }
  }

  private mutating func compare(
    _ oldIndex: Int,
    _ old: FileFacts,
    _ newIndex: Int,
    _ new: FileFacts
  ) {
    let before = Self.members(of: oldIndex, in: old)
    let after = Self.members(of: newIndex, in: new)
    for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
      members.append((name, newIndex))
    }
    let written = [Self.bases(of: oldIndex, in: old), Self.bases(of: newIndex, in: new)]
    if written[0] != written[1] { bases.append((newIndex, written[0] + written[1])) }
  }

  /// By name, what using the member comes to, in the order of the class body.
  ///
  /// What methods say about themselves is left out: annotations, docstrings.
  private static func members(of index: Int, in facts: FileFacts) -> [String: [ContentDigest]] {
    let definition = facts.classes[index]
    var found: [String: [ContentDigest]] = [:]
    for member in facts.members[definition.members.indices] where member.kind != .function {
      found[facts.string(member.name), default: []].append(member.digest)
    }
    for function in facts.functions[
      facts.statements[Int(definition.statement)].functions.indices
    ]
    where function.enclosingClass == UInt32(truncatingIfNeeded: index)
      && function.flags.contains(.method)
    {
      found[facts.string(function.name), default: []] += [
        function.body, function.parametersDigest, function.defaultsDigest,
        function.decoratorsDigest,
      ]
    }
    return found
  }

  private static func bases(of index: Int, in facts: FileFacts) -> [[String]] {
    facts.paths[facts.classes[index].bases.indices].map { facts.strings($0.names) }
  }
}
