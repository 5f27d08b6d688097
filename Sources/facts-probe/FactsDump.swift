import ModuleFacts
import SourceText

/// Facts as one line of JSON.
enum FactsDump {
  static func line(_ path: String, _ facts: FactPools) -> String {
    let statements = facts.statements.map { statement in
      object([
        ("kind", quote("\(statement.kind)")), ("line", "\(statement.line)"),
        ("endLine", "\(statement.endLine)"), ("flags", "\(statement.flags.rawValue)"),
        ("digest", quote(hex(statement.digest))), ("skeleton", quote(hex(statement.skeleton))),
        ("defines", names(facts, statement.defines)), ("deletes", names(facts, statement.deletes)),
        ("files", names(facts, statement.files)), ("reads", reads(facts, statement.reads)),
        ("calls", calls(facts, statement.calls)),
        ("mutations", mutations(facts, statement.mutations)),
      ])
    }
    let functions = facts.functions.map { function in
      object([
        ("name", quote(facts.string(function.qualifiedName))), ("line", "\(function.line)"),
        ("endLine", "\(function.endLine)"), ("flags", "\(function.flags.rawValue)"),
        ("parameters", names(facts, function.parameters)),
        ("free", names(facts, function.freeVariables)),
        ("attributes", names(facts, function.receiverAttributes)),
        ("reads", reads(facts, function.reads)), ("calls", calls(facts, function.calls)),
        ("mutations", mutations(facts, function.mutations)),
      ])
    }
    let classes = facts.classes.map { record in
      object([
        ("name", quote(facts.string(record.qualifiedName))), ("line", "\(record.line)"),
        ("endLine", "\(record.endLine)"),
        (
          "bases", list(facts.paths[record.bases.indices].map { self.path(facts, $0) })
        ),
        (
          "members",
          list(facts.members[record.members.indices].map { quote(facts.string($0.name)) })
        ),
      ])
    }
    return object([
      ("path", quote(path)), ("statements", list(statements)), ("functions", list(functions)),
      ("classes", list(classes)), ("kept", names(facts, facts.keptNames)),
    ])
  }

  private static func names(_ facts: FactPools, _ range: FactRange) -> String {
    list(facts.strings(range).map { quote($0) })
  }

  private static func reads(_ facts: FactPools, _ range: FactRange) -> String {
    list(
      facts.reads[range.indices].map {
        list([path(facts, $0.path), quote("\($0.role)"), "\($0.line)"])
      }
    )
  }

  private static func calls(_ facts: FactPools, _ range: FactRange) -> String {
    list(
      facts.calls[range.indices].map { call in
        list([
          path(facts, call.callee),
          list(facts.paths[call.arguments.indices].map { path(facts, $0) }),
          call.isDecorator ? "true" : "false", "\(call.line)",
        ])
      }
    )
  }

  private static func mutations(_ facts: FactPools, _ range: FactRange) -> String {
    list(
      facts.mutations[range.indices].map {
        list([
          quote("\($0.kind)"), path(facts, $0.target), quote(facts.string($0.member)), "\($0.line)",
        ])
      }
    )
  }

  /// `root:a.b`, with `*` after a partial path.
  private static func path(_ facts: FactPools, _ path: NamePath) -> String {
    quote("\(path.root):\(facts.dotted(path))\(path.isPartial ? "*" : "")")
  }

  private static func hex(_ digest: ContentDigest) -> String {
    String(digest.high, radix: 16) + String(digest.low, radix: 16)
  }

  private static func object(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { quote($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  private static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
