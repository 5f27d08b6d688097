/// What is asked of a worker, and what it answers, as messages.
enum WorkerProtocol {
  /// Asks for the includes of one unit.
  static func request(
    _ unit: CompilationDatabase.Unit,
    root: String,
    limits: ClangWorkerLimits
  ) -> FieldMessage {
    let settings = [root, "\(limits.cpuSeconds)", "\(limits.memoryBytes)"]
    return FieldMessage(settings + [unit.folder, unit.file] + unit.arguments)
  }

  /// Reads a request.
  static func unit(
    of message: FieldMessage
  ) -> (root: String, limits: ClangWorkerLimits, unit: CompilationDatabase.Unit)? {
    let fields = message.fields
    guard fields.count >= 5, let seconds = Int(fields[1]), let bytes = Int(fields[2]) else {
      return nil
    }
    let unit = CompilationDatabase.Unit(
      folder: fields[3],
      file: fields[4],
      arguments: Array(fields[5...])
    )
    return (fields[0], ClangWorkerLimits(cpuSeconds: seconds, memoryBytes: bytes), unit)
  }

  /// An answer: the facts, or why there are none.
  static func answer(_ facts: IncludeFacts?) -> FieldMessage {
    guard let facts else { return FieldMessage(["rejected"]) }
    var fields = ["facts", "\(facts.includes.count)"]
    for include in facts.includes {
      fields += [include.file, "\(include.line)", "\(include.column)", include.spelling]
      // No file has an empty path.
      fields.append(include.target ?? "")
    }
    for problem in facts.problems {
      fields += [problem.kind.rawValue, problem.file, "\(problem.line)", "\(problem.column)"]
      fields.append(problem.message)
    }
    return FieldMessage(fields)
  }

  /// Reads an answer; `nil` if the worker's libclang didn't take the command.
  static func facts(of message: FieldMessage) -> IncludeFacts? {
    guard message.fields.first == "facts", message.fields.count >= 2,
      let count = Int(message.fields[1]), count >= 0
    else { return nil }
    let records = message.fields[2...]
    guard records.count.isMultiple(of: 5), records.count / 5 >= count else { return nil }
    var facts = IncludeFacts()
    for number in 0..<records.count / 5 {
      let record = Array(records.dropFirst(number * 5).prefix(5))
      if number < count {
        facts.includes.append(
          IncludeFacts.Include(
            file: record[0],
            line: Int(record[1]) ?? 0,
            column: Int(record[2]) ?? 0,
            spelling: record[3],
            target: record[4].isEmpty ? nil : record[4]
          )
        )
      } else {
        facts.problems.append(
          IncludeFacts.Problem(
            kind: IncludeFacts.Problem.Kind(rawValue: record[0]) ?? .syntax,
            file: record[1],
            line: Int(record[2]) ?? 0,
            column: Int(record[3]) ?? 0,
            message: record[4]
          )
        )
      }
    }
    return facts
  }

  /// The first message of a worker: whether it has a library.
  static func greeting(_ problem: LibclangProblem?) -> FieldMessage {
    switch problem {
    case nil: FieldMessage(["ready"])
    case .notBuilt: FieldMessage(["not built"])
    case .notFound: FieldMessage(["not found"])
    case .unusable(let path, let reason): FieldMessage(["unusable", path, reason])
    case .noWorker(let program): FieldMessage(["no worker", program])
    }
  }

  /// Reads a greeting; `nil` if it is none.
  static func problem(of message: FieldMessage) -> Result<Void, LibclangProblem>? {
    switch (message.fields.first, message.fields.count) {
    case ("ready", 1): .success(())
    case ("not built", 1): .failure(.notBuilt)
    case ("not found", 1): .failure(.notFound)
    case ("unusable", 3):
      .failure(.unusable(path: message.fields[1], reason: message.fields[2]))
    default: nil
    }
  }
}
