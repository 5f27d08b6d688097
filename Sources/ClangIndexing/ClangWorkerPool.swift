internal import HostIO
package import NativeFacts
internal import Synchronization

/// Indexes the units of a project in worker processes, some at a time.
///
/// A unit that ends a worker which served others is tried once more alone in a fresh one, for what
/// came before may have used up the memory; if it ends that as well, it has no facts and the run goes on.
package struct ClangWorkerPool: Sendable {
  /// What became of one unit.
  package enum Outcome: Hashable, Sendable {
    case indexed(UnitFacts)
    /// libclang gave up: on the command, or without the memory it needs.
    case rejected
    /// It ended a fresh worker.
    case fatal
  }

  /// The program to start as worker, with `ClangWorker.argument`.
  private let program: String
  private let root: String
  private let limits: ClangWorkerLimits

  /// - Parameters:
  ///   - program: The program `reload-plan`.
  ///   - root: The project's folder, without links.
  ///   - limits: What a worker may use.
  package init(program: String, root: String, limits: ClangWorkerLimits = .standard) {
    self.program = program
    self.root = root
    self.limits = limits
  }

  /// The outcome of each unit, in their order.
  ///
  /// - Throws: `LibclangProblem` when a worker says that it has no libclang.
  package func index(
    _ units: [UnitRequest],
    jobs: Int
  ) async throws(LibclangProblem) -> [Outcome] {
    let queue = UnitQueue(count: units.count)
    let parts = await withTaskGroup(of: Result<[(Int, Outcome)], LibclangProblem>.self) { group in
      for _ in 0..<max(1, min(jobs, units.count)) { group.addTask { work(queue, units) } }
      var parts: [Result<[(Int, Outcome)], LibclangProblem>] = []
      for await part in group { parts.append(part) }
      return parts
    }
    var outcomes = [Outcome](repeating: .fatal, count: units.count)
    for part in parts {
      for (position, outcome) in try part.get() { outcomes[position] = outcome }
    }
    return outcomes
  }

  private func work(
    _ queue: UnitQueue,
    _ units: [UnitRequest]
  ) -> Result<[(Int, Outcome)], LibclangProblem> {
    var done: [(Int, Outcome)] = []
    do {
      var worker: ClangWorkerConnection? = nil
      while let position = queue.next(), !Task.isCancelled {
        var outcome: Outcome?
        if let used = worker.take() { worker = ask(used, units[position], &outcome) }
        if outcome == nil {
          let fresh = try ClangWorkerConnection(program: program)
          worker = ask(fresh, units[position], &outcome)
        }
        done.append((position, outcome ?? .fatal))
      }
    } catch {
      return .failure(error)
    }
    return .success(done)
  }

  /// Asks a worker for a unit's facts; it is gone when it doesn't answer.
  private func ask(
    _ worker: consuming ClangWorkerConnection,
    _ unit: UnitRequest,
    _ outcome: inout Outcome?
  ) -> ClangWorkerConnection? {
    let request = WorkerProtocol.request(unit, root: root, limits: limits)
    guard let answer = worker.exchange(request, within: limits.patience) else { return nil }
    outcome = UnitFacts(encoded: answer).map { .indexed($0) } ?? .rejected
    return worker
  }
}

/// A worker that said it is ready.
struct ClangWorkerConnection: ~Copyable {
  private let process: WorkerProcess

  /// Starts a worker and waits until it is ready.
  init(program: String) throws(LibclangProblem) {
    guard let process = WorkerProcess(program, [ClangWorker.argument]),
      let bytes = Self.receive(process.channel, within: .seconds(60)),
      let greeting = FieldMessage(body: bytes),
      let ready = WorkerProtocol.problem(of: greeting)
    else { throw .noWorker(program: program) }
    try ready.get()
    self.process = process
  }

  borrowing func exchange(_ request: FieldMessage, within patience: Duration) -> [UInt8]? {
    guard process.channel.send(request.bytes) else { return nil }
    return Self.receive(process.channel, within: patience)
  }

  private static func receive(
    _ channel: WorkerChannel,
    within patience: Duration
  ) -> [UInt8]? {
    guard let header = channel.receive(FieldMessage.headerSize, within: patience) else {
      return nil
    }
    return channel.receive(FieldMessage.number(header), within: patience)
  }
}

/// Hands out positions, each once.
private final class UnitQueue: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)

  init(count: Int) { self.count = count }

  func next() -> Int? {
    let position = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return position < count ? position : nil
  }
}
