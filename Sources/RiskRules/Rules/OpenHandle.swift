internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Files, sockets, connections and pools held by a module-level name.
enum OpenHandle: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP208",
    "open-handle-global",
    .warning,
    "A module-level name holds an open handle that a reload drops without closing"
  )

  private static let openers: Set<String> = [
    "builtins.open", "io.open", "codecs.open", "os.open", "socket.socket",
    "socket.create_connection", "socket.create_server", "sqlite3.connect", "mmap.mmap",
    "subprocess.Popen", "ctypes.CDLL", "ctypes.cdll.LoadLibrary", "ctypes.PyDLL",
    "concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor",
    "multiprocessing.Pool", "multiprocessing.pool.ThreadPool", "gzip.open", "bz2.open",
    "lzma.open", "zipfile.ZipFile", "tarfile.open", "tempfile.TemporaryFile",
    "tempfile.NamedTemporaryFile", "tempfile.TemporaryDirectory", "shelve.open", "dbm.open",
    "selectors.DefaultSelector", "select.epoll", "psycopg2.connect", "psycopg.connect",
    "pymysql.connect", "http.client.HTTPConnection", "http.client.HTTPSConnection",
    "requests.Session", "asyncio.new_event_loop", "logging.FileHandler",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .call && binding.path.root == .global {
      guard case .external(let dotted)? = module.values(binding.path).first,
        openers.contains(dotted), !ModuleState.isPreserved(binding, module)
      else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "\(name) holds what \(module.short(dotted)) opened: a reload opens another "
          + "one and leaves the old one open",
        help: "open it in a function, or keep it with `# reload: keep`",
        // The loader gives the same library again.
        severity: dotted.hasPrefix("ctypes.") ? .info : nil
      )
    }
  }
}
