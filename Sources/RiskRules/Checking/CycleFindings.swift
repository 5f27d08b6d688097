internal import ModuleFacts
internal import ProgramAnalysis
internal import ReloadPlanning

/// What the rules about cycles share: one finding for each cycle, in its first module.
enum CycleFindings {
  static func add(
    _ module: RuleSubject,
    crossing: ImportCycle.Crossing,
    _ consequence: String,
    to findings: inout RuleFindings
  ) {
    for cycle in module.cycles where cycle.crosses == crossing {
      guard let loop = cycle.loops.first, loop.modules.first == module.name else { continue }
      let steps = steps(of: loop, module)
      guard let first = steps.first else { continue }
      let others = cycle.modules.count - 1
      findings.add(
        line: UInt32(first.line),
        column: UInt32(max(0, first.column - 1)),
        symbol: "cycle " + cycle.modules[0],
        "\(module.name) and \(others) \(others == 1 ? "other module" : "other modules") import each other: "
          + consequence,
        help: help(for: cycle),
        because: steps.map { "\($0.path):\($0.line) \($0.message)" },
        steps: steps
      )
    }
  }

  /// A line for each edge of a loop.
  private static func steps(of loop: ImportCycle.Loop, _ module: RuleSubject) -> [Finding.Step] {
    loop.modules.indices.compactMap { position in
      let importer = loop.modules[position]
      let imported = loop.modules[(position + 1) % loop.modules.count]
      guard let index = module.program.index(of: importer) else { return nil }
      let item = module.program.index(of: imported).flatMap {
        module.simulation.firstImport(in: index, of: $0)
      }
      return Finding.Step(
        path: module.program.modules[index].path,
        line: Int(item?.line ?? 1),
        column: Int(item?.column ?? 0) + 1,
        message: "\(importer) imports \(imported)"
      )
    }
  }

  private static func help(for cycle: ImportCycle) -> String {
    guard let cut = cycle.cuts.first else { return "break the cycle" }
    let more = cycle.cuts.count > 1 ? ", and \(cycle.cuts.count - 1) more (see `cycles`)" : ""
    return "\(cut.path):\(cut.line): \(cut.how)\(more)"
  }
}
