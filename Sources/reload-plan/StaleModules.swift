import HostIO
import ReloadDrivers
import ReloadPlanning

/// The loaded modules whose files no longer say what the process runs.
struct StaleModules {
  /// One finding for each such module, in load order.
  var findings: [Finding] = []

  /// Compares the digests that the agent gave with the files.
  init(of hello: AgentHello) {
    var reader = FileBytes()
    for module in hello.modules where module.kind == .source || module.kind == .main {
      guard let path = module.file else { continue }
      guard let bytes = try? reader.read(path) else {
        find("RP612", "\(module.name) was deleted or can't be read", module, path)
        continue
      }
      guard let digest = module.digest, module.proven || module.proof == "main" else {
        find("RP612", "what \(module.name) runs is not known (\(module.proof))", module, path)
        continue
      }
      if SHA256.hexadecimal(of: bytes) != digest {
        find("RP612", "\(module.name) has changed since it was loaded", module, path)
      }
    }
  }

  private mutating func find(_ rule: String, _ what: String, _ module: AgentModule, _ path: String)
  {
    findings.append(
      Finding(
        rule: rule,
        severity: .blocker,
        message: what,
        module: module.name,
        path: path,
        help: "restart the program"
      )
    )
  }
}
