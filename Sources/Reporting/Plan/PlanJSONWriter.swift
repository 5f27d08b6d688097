package import ReloadPlanning

/// Writes a plan as JSON: `reload-plan/plan/1`.
package enum PlanJSONWriter {
  /// The document, with a line feed at its end.
  package static func document(of plan: ReloadPlan) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("schema", "reload-plan/plan/1")
      json.member("verdict", plan.verdict.name)
      json.key("changes")
      json.array { json in plan.changes.forEach { write($0, into: &json) } }
      json.key("steps")
      json.array { json in plan.steps.forEach { write($0, into: &json) } }
      json.key("findings")
      json.array { json in plan.findings.forEach { json.finding($0) } }
      json.member("assumptions", plan.assumptions)
    }
    json.endDocument()
    return json.bytes
  }

  private static func write(_ change: ModuleChange, into json: inout JSONWriter) {
    json.object { json in
      json.member("module", change.module)
      json.member("path", change.path)
      json.member("kind", change.kind.name)
      json.member("edits", change.edits)
    }
  }

  private static func write(_ step: PlanStep, into json: inout JSONWriter) {
    json.object { json in
      json.member("id", step.id)
      json.member("action", step.action.name)
      json.member("module", step.module)
      json.member("because", step.because)
      json.key("after")
      json.array { json in step.after.forEach { json.int($0) } }
      write(step.action, into: &json)
    }
  }

  /// What the action needs beside the module.
  private static func write(_ action: PlanStep.Action, into json: inout JSONWriter) {
    switch action {
    case .swapCode(let statements):
      json.key("statements")
      json.array { json in
        for statement in statements {
          json.object { json in
            json.member("old", statement.old)
            json.member("new", statement.new)
          }
        }
      }
    case .execute(let run): write(run, into: &json)
    case .rebind(let rebinding):
      json.member("name", rebinding.name)
      json.member("provider", rebinding.provider)
      json.member("providerName", rebinding.providerName)
    case .delete(let names), .clearCache(let names): json.member("names", names)
    case .document, .importModule, .forget: break
    }
  }

  private static func write(_ run: StatementRun, into json: inout JSONWriter) {
    json.member("lines", run.lines)
    if let old = run.old { json.member("old", old) }
    json.member("binds", run.binds)
    json.member("aside", run.aside)
    json.member("requires", run.requires)
    json.member("keeps", run.keeps)
    json.member("registers", run.registers)
    json.key("members")
    json.object { json in
      for (name, members) in run.members.sorted(by: { $0.key < $1.key }) {
        json.key(text: name)
        json.array { json in members.forEach { json.string($0) } }
      }
    }
  }
}

extension ModuleChange.Kind {
  /// The word used in reports.
  package var name: String {
    switch self {
    case .edited: "edited"
    case .added: "added"
    case .deleted: "deleted"
    }
  }
}

extension JSONWriter {
  /// Writes a finding as every report holds it.
  package mutating func finding(_ finding: Finding) {
    object { json in
      json.member("rule", finding.rule)
      json.member("severity", finding.severity.name)
      json.member("message", finding.message)
      json.member("module", finding.module)
      json.member("path", finding.path)
      json.member("line", finding.line)
      json.member("column", finding.column)
      json.member("because", finding.because)
      json.member("help", finding.help)
    }
  }

  /// Writes a list of strings as a member.
  package mutating func member(_ name: StaticString, _ values: [String]) {
    key(name)
    array { json in values.forEach { json.string($0) } }
  }

  /// Writes lines as `[first, last]`.
  fileprivate mutating func member(_ name: StaticString, _ lines: LineSpan) {
    key(name)
    array { json in
      json.int(lines.first)
      json.int(lines.last)
    }
  }
}
