/// Why C and C++ can't be indexed on this machine.
package enum LibclangProblem: Error, Hashable, Sendable {
  /// The build found no headers.
  case notBuilt
  /// The machine has no library.
  case notFound
  /// What `RELOAD_PLAN_LIBCLANG` names can't be used.
  case unusable(path: String, reason: String)
  /// The program that should parse doesn't start, or isn't `reload-plan`.
  case noWorker(program: String)
}

extension LibclangProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notBuilt:
      "reload-plan was built without libclang; install libclang-dev, remove .build, build again"
    case .notFound:
      "libclang isn't installed; install it (Debian and Ubuntu: apt-get install libclang-dev) "
        + "or name the file in RELOAD_PLAN_LIBCLANG"
    case .unusable(let path, let reason):
      "can't use \(path), which RELOAD_PLAN_LIBCLANG names: \(reason); "
        + "install libclang (apt-get install libclang-dev) and unset it"
    case .noWorker(let program):
      "\(program) doesn't work as a worker process; it has to be the program reload-plan"
    }
  }
}
