internal import NativeFacts

/// What is asked of a worker, and what it answers, as messages.
enum WorkerProtocol {
  /// Asks for the facts of one unit.
  static func request(
    _ request: UnitRequest,
    root: String,
    limits: ClangWorkerLimits
  ) -> FieldMessage {
    var fields = [root, "\(limits.cpuSeconds)", "\(limits.memoryBytes)"]
    fields += ["\(request.overlay.count)", "\(request.outlined.count)"]
    for file in request.overlay { fields += [file.path, text(of: file.bytes)] }
    fields += request.outlined
    return FieldMessage(fields + [request.unit.folder, request.unit.file] + request.unit.arguments)
  }

  /// Reads a request.
  static func request(
    of message: FieldMessage
  ) -> (root: String, limits: ClangWorkerLimits, unit: UnitRequest)? {
    var fields = message.fields[...]
    guard fields.count >= 5, let root = fields.popFirst(),
      let seconds = fields.popFirst().flatMap({ Int($0) }),
      let bytes = fields.popFirst().flatMap({ Int($0) }),
      let overlaid = fields.popFirst().flatMap({ Int($0) }),
      let outlined = fields.popFirst().flatMap({ Int($0) }),
      overlaid >= 0, outlined >= 0, fields.count >= 2 * overlaid + outlined + 2
    else { return nil }
    var overlay: [UnitRequest.OverlaidFile] = []
    for _ in 0..<overlaid {
      overlay.append(
        UnitRequest.OverlaidFile(
          path: fields.removeFirst(),
          bytes: self.bytes(of: fields.removeFirst())
        )
      )
    }
    let headers = Array(fields.prefix(outlined))
    let rest = Array(fields.dropFirst(outlined))
    let unit = CompilationDatabase.Unit(
      folder: rest[0],
      file: rest[1],
      arguments: Array(rest[2...])
    )
    let limits = ClangWorkerLimits(cpuSeconds: seconds, memoryBytes: bytes)
    return (root, limits, UnitRequest(unit: unit, overlay: overlay, outlined: headers))
  }

  /// Any bytes as a text: sources need not be UTF-8.
  private static func text(of bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(scalars)
  }

  private static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// The bytes of an answer, their number first; none when there are no facts.
  static func answer(_ facts: UnitFacts?) -> [UInt8] {
    let body = facts?.encoded() ?? []
    return FieldMessage.header(body.count) + body
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
