internal import Glibc

/// Asynchronous work for callers that can't suspend.
package enum BlockingWork {
  /// Waits until `work` is done, on a thread of its own.
  ///
  /// Not for tasks: they would hold a thread that the work may need.
  package static func result<Result: Sendable>(
    of work: @escaping @Sendable () async -> Result
  ) -> Result {
    let box = Box<Result>()
    Task.detached { box.fill(await work()) }
    return box.wait()
  }

  /// A value that one thread fills and another waits for; the semaphore orders the two.
  private final class Box<Value: Sendable>: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private var value: Value?

    init() { sem_init(semaphore, 0, 0) }

    deinit {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }

    func fill(_ value: Value) {
      self.value = value
      sem_post(semaphore)
    }

    func wait() -> Value {
      while true {
        if sem_wait(semaphore) == 0, let value { return value }
      }
    }
  }
}
