internal import ModuleFacts
package import ReloadPlanning

/// A plan as `reload-plan/plan/1`: what people and tools read, and what `apply` and the agent take.
package enum PlanJSONWriter {
  /// One file of a plan: what the process must run, and what the file must say.
  package struct Source: Sendable {
    package var module: String
    /// Relative to the project.
    package var path: String
    /// SHA-256 in hexadecimal; nil when there is none.
    package var old: String?
    package var new: String?
    /// The absolute path of the file, when it is another one than the module was loaded from.
    package var movedTo: String?

    package init(
      module: String,
      path: String,
      old: String?,
      new: String?,
      movedTo: String? = nil
    ) {
      self.movedTo = movedTo
      self.module = module
      self.path = path
      self.old = old
      self.new = new
    }
  }

  package static func write(
    _ plan: ReloadPlan,
    sources: [Source],
    pretty: Bool
  ) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "reload-plan/plan/1")
      json.member("verdict", plan.verdict.name)
      json.member("where", runsStatements(plan) ? "thread" : "handler")
      json.key("changes")
      json.array { json in for change in plan.changes { write(change, to: &json) } }
      json.key("modules")
      json.array { json in for source in sources { write(source, to: &json) } }
      if !plan.inputs.isEmpty {
        json.key("inputs")
        json.object { json in
          for input in plan.inputs {
            json.key(text: input.file)
            json.string(input.digest)
          }
        }
      }
      json.key("steps")
      json.array { json in for step in plan.steps { write(step, to: &json) } }
      json.key("findings")
      FindingJSON.write(plan.findings, to: &json)
      strings("assumptions", plan.assumptions, to: &json)
    }
    json.endDocument()
    return json.bytes
  }

  /// Whether the plan runs code: then it must not run inside a signal handler, which may have
  /// interrupted a holder of the very lock the code takes.
  private static func runsStatements(_ plan: ReloadPlan) -> Bool {
    plan.steps.contains {
      switch $0.action {
      case .execute, .importModule, .hook: true
      case .swapCode, .rebind, .delete, .document, .clearCache, .forget, .rebuild, .swapLibrary,
        .unregister:
        false
      }
    }
  }

  static func write(_ change: ModuleChange, to json: inout JSONWriter) {
    json.object { json in
      json.member("module", change.module)
      json.member("path", change.path)
      switch change.kind {
      case .edited: json.member("kind", "edited")
      case .added: json.member("kind", "added")
      case .deleted: json.member("kind", "deleted")
      }
      strings("edits", change.edits, to: &json)
    }
  }

  private static func write(_ source: Source, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", source.module)
      json.member("path", source.path)
      json.key("old")
      if let old = source.old { json.string(old) } else { json.null() }
      json.key("new")
      if let new = source.new { json.string(new) } else { json.null() }
      if let path = source.movedTo { json.member("movedTo", path) }
    }
  }

  private static func write(_ step: PlanStep, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", step.id)
      json.member("action", step.action.name)
      json.member("module", step.module)
      json.member("because", step.because)
      json.key("after")
      json.array { json in for id in step.after { json.int(id) } }
      switch step.action {
      case .swapCode(let matches):
        json.key("statements")
        json.array { json in
          for match in matches {
            json.object { json in
              span("old", match.old, to: &json)
              span("new", match.new, to: &json)
            }
          }
        }
      case .execute(let run): write(run, to: &json)
      case .rebind(let rebinding):
        json.member("name", rebinding.name)
        json.member("provider", rebinding.provider)
        json.member("providerName", rebinding.providerName)
      case .delete(let names), .clearCache(let names): strings("names", names, to: &json)
      case .unregister(let item):
        strings("names", item.names, to: &json)
        strings("registers", item.registers, to: &json)
        registrants(item.registrants, to: &json)
      case .hook(let name): json.member("name", name)
      case .document, .importModule, .forget: break
      case .rebuild(let rebuild):
        json.member("output", rebuild.output)
        json.key("files")
        json.array { json in rebuild.files.forEach { json.string($0) } }
        json.key("commands")
        json.array { json in for command in rebuild.commands { write(command, to: &json) } }
      case .swapLibrary(let path): json.member("output", path)
      }
    }
  }

  private static func write(_ command: BuildCommand, to json: inout JSONWriter) {
    json.object { json in
      json.member("directory", command.folder)
      strings("arguments", command.arguments, to: &json)
    }
  }

  private static func write(_ run: StatementRun, to json: inout JSONWriter) {
    json.member("index", run.index)
    span("lines", run.lines, to: &json)
    if let old = run.old { span("old", old, to: &json) }
    strings("binds", run.binds, to: &json)
    json.member("aside", run.aside)
    json.member("merge", run.merges)
    if run.isIrreversible { json.member("irreversible", true) }
    strings("requires", run.requires, to: &json)
    strings("keeps", run.keeps, to: &json)
    strings("registers", run.registers, to: &json)
    if run.takesOut { json.member("takesOut", true) }
    if let others = run.registrants { registrants(others, to: &json) }
    if !run.sets.isEmpty { strings("sets", run.sets, to: &json) }
    if !run.assigns.isEmpty { strings("assigns", run.assigns, to: &json) }
    json.key("members")
    json.object { json in
      for (name, members) in run.members.sorted(by: { $0.key < $1.key }) {
        json.key(text: name)
        json.array { json in for member in members { json.string(member) } }
      }
    }
  }

  private static func registrants(_ list: [Registrant], to json: inout JSONWriter) {
    json.key("registrants")
    json.array { json in
      for registrant in list {
        json.array { json in
          json.string(registrant.module)
          for name in registrant.names { json.string(name) }
        }
      }
    }
  }

  private static func span(_ key: StaticString, _ span: LineSpan, to json: inout JSONWriter) {
    json.key(key)
    json.array { json in
      json.int(span.first)
      json.int(span.last)
    }
  }

  private static func strings(_ key: StaticString, _ values: [String], to json: inout JSONWriter) {
    json.key(key)
    json.array { json in for value in values { json.string(value) } }
  }
}
