import ModuleFacts
import PythonIndexing
import PythonSyntax
import SourceText
import Testing

/// The full-depth facts of a text.
func facts(_ text: String) -> FileFacts {
  PythonIndexer.index(tree: PythonParser.parse(text), depth: .full)
}

/// Facts as short text, for comparing.
enum FactsText {
  static func path(_ facts: FileFacts, _ path: NamePath) -> String {
    "\(path.root)\(path.isCallResult ? "?" : ""):\(facts.dotted(path))\(path.isPartial ? "*" : "")"
  }

  static func reads(_ facts: FileFacts, _ range: FactRange) -> [String] {
    facts.reads[range.indices].map { "\($0.role) \(path(facts, $0.path))" }
  }

  static func calls(_ facts: FileFacts, _ range: FactRange) -> [String] {
    facts.calls[range.indices].map { call in
      let arguments = facts.paths[call.arguments.indices].map { path(facts, $0) }
      return (call.isDecorator ? "@" : "") + path(facts, call.callee)
        + "(" + arguments.joined(separator: ", ") + ")"
    }
  }

  static func mutations(_ facts: FileFacts, _ range: FactRange) -> [String] {
    facts.mutations[range.indices].map {
      "\($0.kind) \(path(facts, $0.target)) \(facts.string($0.member))"
    }
  }
}

/// What a test looks at of the last top-level statement, or of the last function.
enum Aspect: Sendable {
  case defines, deletes, reads, calls, mutations, files
  case late, lateCalls, lateMutations, free, attributes, parameters, names

  func lines(_ facts: FileFacts) -> [String] {
    guard let statement = facts.statements.last else { return [] }
    let function = facts.functions.last
    return switch self {
    case .defines: facts.strings(statement.defines)
    case .deletes: facts.strings(statement.deletes)
    case .files: facts.strings(statement.files)
    case .reads: FactsText.reads(facts, statement.reads)
    case .calls: FactsText.calls(facts, statement.calls)
    case .mutations: FactsText.mutations(facts, statement.mutations)
    case .late: FactsText.reads(facts, function?.reads ?? .empty)
    case .lateCalls: FactsText.calls(facts, function?.calls ?? .empty)
    case .lateMutations: FactsText.mutations(facts, function?.mutations ?? .empty)
    case .free: facts.strings(function?.freeVariables ?? .empty)
    case .attributes: facts.strings(function?.receiverAttributes ?? .empty)
    case .parameters: facts.strings(function?.parameters ?? .empty)
    case .names: facts.functions.map { facts.string($0.qualifiedName) }
    }
  }
}

/// Checks one aspect of the facts of `text` against lines of text.
func check(
  _ aspect: Aspect,
  of text: String,
  is expected: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(aspect.lines(facts(text)) == expected, "\(text)", sourceLocation: sourceLocation)
}
