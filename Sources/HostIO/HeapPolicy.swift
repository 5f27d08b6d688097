internal import CHostIO

/// How the process keeps memory that it has freed.
package enum HeapPolicy {
  /// Makes large buffers go back to the system as soon as they are freed.
  ///
  /// glibc raises the size that counts as large with the first of them that is freed, and keeps the
  /// later ones: the graph of sympy then takes 20.3 MB at its peak instead of 18.3.
  package static func returnLargeBuffers() { chostio_return_blocks(1 << 17) }

  /// Leaves a value to the end of the process, which is near: to free a hundred thousand small objects one by one took
  /// 5 % of the time of a report.
  package static func keepUntilExit(_ value: some Any) {
    _ = Unmanaged.passRetained(Kept(value))
  }

  private final class Kept<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
  }
}
