internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension RuleSubject {
  /// Functions of this module that the program decorates something with, each once.
  func decoratorsDefinedHere() -> [(Value, isFactory: Bool)] {
    decorators.uses(in: index).sorted { $0.key < $1.key }.map {
      (.function(module: index, function: $0.key), $0.value)
    }
  }
}

/// Which functions the program uses as decorators.
final class DecoratorUses {
  /// By module and function; whether they are called first.
  private var table: [Int: [Int: Bool]] = [:]

  init(resolver: ValueResolver) {
    let program = resolver.program
    for module in program.modules.indices where !program.modules[module].isExternal {
      let facts = program.facts(module)
      for call in facts.calls where call.isDecorator && call.callee.base == .global {
        var path = call.callee
        let isFactory = path.root == .expression || path.isPartial
        path.root = path.base
        path.isPartial = false
        for case .function(let owner, let index) in resolver.values(
          of: path,
          in: module,
          function: nil
        ) {
          table[owner, default: [:]][index] = isFactory
        }
      }
    }
  }

  func uses(in module: Int) -> [Int: Bool] { table[module] ?? [:] }
}
