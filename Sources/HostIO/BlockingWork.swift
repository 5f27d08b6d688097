internal import Glibc

/// Asynchronous work for callers that can't suspend.
///
/// Not for tasks: they would hold a thread that the work may need.
package final class BlockingWork<Value: Sendable>: @unchecked Sendable {
  /// Posted once, after `value` was set, which nobody changes then.
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private var value: Value?

  /// Starts the work.
  package init(_ work: @escaping @Sendable () async -> Value) {
    sem_init(semaphore, 0, 0)
    Task.detached { self.fill(await work()) }
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  private func fill(_ value: Value) {
    self.value = value
    sem_post(semaphore)
  }

  /// What the work gives, as soon as it is done; to be asked by one thread.
  package func result() -> Value {
    while true {
      if sem_wait(semaphore) == 0, let value {
        sem_post(semaphore)
        return value
      }
    }
  }
}
