internal import ReloadPlanning

/// What a long plan does to one module, in a line, and why it does the first of it.
struct ModuleSummary {
  /// Plans of more steps than this are told module by module.
  static let limit = 12

  var module: String
  var actions: [String]
  var because: String

  var line: String { "\(module): " + actions.joined(separator: ", ") }

  /// Modules in the order in which they are first touched.
  static func summaries(of steps: [PlanStep]) -> [ModuleSummary] {
    var order: [String] = []
    var byModule: [String: [PlanStep]] = [:]
    for step in steps {
      if byModule[step.module] == nil { order.append(step.module) }
      byModule[step.module, default: []].append(step)
    }
    return order.map { module in
      let own = byModule[module] ?? []
      return ModuleSummary(
        module: module,
        actions: actions(of: own),
        because: own.first?.because ?? ""
      )
    }
  }

  private static func actions(of steps: [PlanStep]) -> [String] {
    var ran: [String] = []
    var statements = 0
    var bound: [String] = []
    var other: [String] = []
    for step in steps {
      switch step.action {
      case .swapCode: other.append("put the new code into its live functions")
      case .execute(let run):
        statements += 1
        ran += run.binds.filter { !ran.contains($0) }
      case .rebind(let rebinding): bound.append(rebinding.name)
      default:
        // `module: what is done`
        other.append(String(step.summary.dropFirst(step.module.count + 2)))
      }
    }
    if statements > 0 {
      let names = ran.isEmpty ? "" : " (\(ListPhrase.names(ran, limit: 6)))"
      other.append("run \(ListPhrase.count(statements, "statement"))\(names)")
    }
    if !bound.isEmpty { other.append("bind \(ListPhrase.names(bound, limit: 6)) anew") }
    return other
  }
}
