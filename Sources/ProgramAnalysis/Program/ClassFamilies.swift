internal import ModuleFacts
internal import SourceText

/// Which classes can stand behind `self` in one another's methods.
///
/// Two classes are of one family when one inherits from the other, or a third from both, or when
/// such steps lead from one to the other: a method that `self.name()` finds is one of the family.
/// Classes whose bases can't all be told have a family of their own with everybody's methods: none.
final class ClassFamilies {
  private let program: Program
  private var families: [ClassID: Int]?

  private struct ClassID: Hashable {
    var module: Int
    var index: Int
  }

  init(program: Program) { self.program = program }

  /// The family of a method's class; nil when it is not known.
  func family(ofMethod function: Int, in module: Int) -> Int? {
    let facts = program.facts(module)
    guard facts.functions.indices.contains(function) else { return nil }
    var record = facts.functions[function]
    // A function within a method has its `self`.
    while record.enclosingFunction != .max {
      record = facts.functions[Int(record.enclosingFunction)]
    }
    guard record.enclosingClass != .max else { return nil }
    return family(ofClass: Int(record.enclosingClass), in: module)
  }

  /// The family of a class; nil when it is not known.
  func family(ofClass index: Int, in module: Int) -> Int? {
    if families == nil { families = makeFamilies() }
    return families?[ClassID(module: module, index: index)]
  }

  func isMethod(_ function: Int, of family: Int, in module: Int) -> Bool {
    self.family(ofMethod: function, in: module) == family
  }

  /// Union-find over the edges from classes to their bases.
  private func makeFamilies() -> [ClassID: Int] {
    var ids: [ClassID: Int] = [:]
    var parents: [Int] = []
    var unknown: Set<Int> = []
    for module in program.modules.indices {
      for index in program.facts(module).classes.indices {
        ids[ClassID(module: module, index: index)] = parents.count
        parents.append(parents.count)
      }
    }
    func root(_ start: Int) -> Int {
      var node = start
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    // Order-free: the sets that come out don't depend on the order of their unions.
    for (id, position) in ids {
      let facts = program.facts(id.module)
      for path in facts.paths[facts.classes[id.index].bases.indices] {
        guard path.root == .global else {
          unknown.insert(position)
          continue
        }
        for target in program.targets(of: facts.strings(path.names), in: id.module) {
          switch target {
          case .classType(let owner, let base):
            if let other = ids[ClassID(module: owner, index: base)] {
              parents[root(position)] = root(other)
            }
          case .external: break
          case .function, .module, .value, .unknown: unknown.insert(position)
          }
        }
      }
    }
    let without = Set(unknown.map { root($0) })
    var result: [ClassID: Int] = [:]
    // Order-free: it fills a dictionary.
    for (id, position) in ids where !without.contains(root(position)) {
      result[id] = root(position)
    }
    return result
  }
}
