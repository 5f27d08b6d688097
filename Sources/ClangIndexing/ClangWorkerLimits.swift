/// What a worker may use before the system ends it.
package struct ClangWorkerLimits: Hashable, Sendable {
  /// CPU time for one unit.
  package var cpuSeconds: Int
  /// Address space of the process.
  package var memoryBytes: Int

  /// The largest units of real projects take a tenth of this.
  package static let standard = ClangWorkerLimits(cpuSeconds: 60, memoryBytes: 4 << 30)

  package init(cpuSeconds: Int, memoryBytes: Int) {
    self.cpuSeconds = cpuSeconds
    self.memoryBytes = memoryBytes
  }

  /// When a worker that neither answers nor uses its time counts as lost.
  var patience: Duration { .seconds(cpuSeconds * 10) }
}
