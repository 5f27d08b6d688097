internal import Glibc
internal import HostIO

/// The worker's side: answers requests on its standard input until that ends.
///
/// Some files make libclang overflow its stack or take all memory. That ends a worker and not the
/// program: see `ClangWorkerPool`.
package enum ClangWorker {
  /// The only argument of a worker's command line.
  package static let argument = "__clang-worker"

  /// Serves until the program at the other end closes the connection.
  package static func run() {
    let channel = WorkerChannel(descriptor: STDIN_FILENO)
    // A core file of a worker is of no use to anybody.
    limit(RLIMIT_CORE, to: 0)
    let library: LibclangLibrary
    do {
      library = try LibclangLibrary.open()
    } catch {
      _ = channel.send(WorkerProtocol.greeting(error).bytes)
      return
    }
    guard channel.send(WorkerProtocol.greeting(nil).bytes) else { return }
    var collector: UnitCollector?
    while let body = receive(channel), let message = FieldMessage(body: body),
      let request = WorkerProtocol.request(of: message)
    {
      limit(RLIMIT_AS, to: UInt(request.limits.memoryBytes))
      limit(RLIMIT_CPU, to: usedSeconds() + UInt(request.limits.cpuSeconds))
      var current = collector ?? UnitCollector(library: library, root: request.root)
      // Relative paths of a command start from here; libclang's own option for that isn't
      // understood alike by all versions.
      let folder = request.unit.unit.folder
      let facts = chdir(folder) == 0 ? current.collect(request.unit) : nil
      collector = current
      guard channel.send(WorkerProtocol.answer(facts)) else { return }
    }
  }

  private static func receive(_ channel: WorkerChannel) -> [UInt8]? {
    channel.receive(FieldMessage.headerSize, within: nil).flatMap {
      channel.receive(FieldMessage.number($0), within: nil)
    }
  }

  private static func limit(_ resource: __rlimit_resource, to value: UInt) {
    let number = Int32(resource.rawValue)
    var limits = rlimit()
    getrlimit(number, &limits)
    limits.rlim_cur = min(value, limits.rlim_max)
    setrlimit(number, &limits)
  }

  /// The CPU time that the process has taken, rounded up.
  private static func usedSeconds() -> UInt {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return UInt(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1)
  }
}
