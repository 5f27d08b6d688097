internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Functions of a module given to something that lives longer and will call them.
enum CallbackRegistration: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP307",
    "callback-registered-elsewhere",
    .warning,
    "A function is handed to an object that lives on and calls the old one after a reload"
  )

  /// Names of methods that keep what they are given and call it later.
  private static let methods: Set<String> = [
    "connect", "subscribe", "add_listener", "add_callback", "add_done_callback", "call_later",
    "call_soon", "call_at", "call_soon_threadsafe", "add_reader", "add_writer", "add_url_rule",
    "add_event_handler", "add_signal_handler", "set_callback", "register_callback", "listen",
    "on_event", "addCallback", "addErrback", "addBoth", "addCallbacks", "callLater",
    "callWhenRunning",
    "addSystemEventTrigger", "add_job", "schedule",
  ]

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    addForeignCallbacks(module, to: &findings)
    let names = module.names(among: methods)
    if names.isEmpty { return }
    for (index, function) in module.facts.functions.enumerated() {
      check(function.calls, function: index, names, module, &findings)
    }
    for statement in module.runningStatements {
      let record = module.facts.statements[statement]
      check(record.calls, function: nil, names, module, &findings)
    }
  }

  private static func check(
    _ calls: FactRange,
    function: Int?,
    _ names: [NameID],
    _ module: RuleSubject,
    _ findings: inout RuleFindings
  ) {
    let facts = module.facts
    for position in calls.indices {
      let call = facts.calls[position]
      if call.isDecorator { continue }
      guard let method = facts.nameList(call.callee.names).last, names.contains(method),
        outlives(call, function, module) || isOfLoop(position, call, function, module),
        !holdsWeakly(call, function, module)
      else { continue }
      for path in facts.paths[call.arguments.indices]
      where path.root == .global && !path.isPartial
        || path.root == .receiver && !path.isPartial && path.names.count == 2
      {
        let values = module.resolver.values(of: path, in: module.index, function: function)
        guard values.contains(where: isFunction) else { continue }
        let callee = module.written(call.callee)
        add(
          call,
          path,
          "\(callee) keeps \(module.written(path)): after a reload it still calls the old function",
          module,
          to: &findings
        )
        break
      }
    }
  }

  /// Whether what is called holds callbacks weakly unless it is told not to: then the old function goes
  /// with the old module.
  private static func holdsWeakly(
    _ call: CallFacts,
    _ function: Int?,
    _ module: RuleSubject
  ) -> Bool {
    if let weak = module.facts.find("weak"), module.facts.nameList(call.keywords).contains(weak) {
      return false
    }
    return module.resolver.values(of: call.callee, in: module.index, function: function).contains {
      switch $0 {
      case .function(let owner, let index):
        let facts = module.program.facts(owner)
        guard let weak = facts.find("weak") else { return false }
        return facts.nameList(facts.functions[index].parameters).contains(weak)
      case .external(let dotted), .externalMember(let dotted, _):
        return dotted.hasPrefix("django.") && dotted.hasSuffix(".connect")
      default: return false
      }
    }
  }

  /// Whether the object is kept by somebody else than this module's function.
  private static func outlives(
    _ call: CallFacts,
    _ function: Int?,
    _ module: RuleSubject
  ) -> Bool {
    guard call.callee.base == .global, call.callee.root == .global, call.callee.names.count > 1
    else { return false }
    var owner = call.callee
    owner.names.count -= 1
    return module.resolver.values(of: owner, in: module.index, function: function).contains {
      switch $0 {
      case .external(let dotted): dotted.contains(".") || !dotted.hasPrefix("builtins")
      case .constant, .unknown, .function, .module: false
      default: $0.place.map { $0.module != module.index } ?? false
      }
    }
  }

  /// `asyncio.get_event_loop().call_later(...)`.
  private static func isOfLoop(
    _ position: Int,
    _ call: CallFacts,
    _ function: Int?,
    _ module: RuleSubject
  ) -> Bool {
    guard call.callee.base == .expression, call.receiver > 0, call.callee.names.count == 1 else {
      return false
    }
    let inner = module.facts.calls[position - Int(call.receiver)]
    guard inner.callee.root == .global, !inner.callee.isPartial else { return false }
    return module.resolver.values(of: inner.callee, in: module.index, function: function)
      .contains {
        $0 == .external("asyncio.get_event_loop") || $0 == .external("asyncio.get_running_loop")
      }
  }

  /// Functions that C code gets: `CFUNCTYPE(None)(callback)`.
  private static func addForeignCallbacks(
    _ module: RuleSubject,
    to findings: inout RuleFindings
  ) {
    let facts = module.facts
    guard ["CFUNCTYPE", "PYFUNCTYPE", "WINFUNCTYPE"].contains(where: { facts.find($0) != nil })
    else { return }
    for call in facts.calls where !call.isDecorator && call.callee.base == .global {
      guard let path = facts.paths[call.arguments.indices].first, path.root == .global,
        !path.isPartial, makesCallback(call, module)
      else { continue }
      guard module.values(path).contains(where: isFunction) else { continue }
      let callee = module.written(call.callee)
      add(
        call,
        path,
        "C code that gets \(callee) of \(module.written(path)) still calls the old function after a reload",
        module,
        to: &findings
      )
    }
  }

  private static func isFunction(_ value: Value) -> Bool {
    if case .function = value { return true }
    return false
  }

  private static func add(
    _ call: CallFacts,
    _ path: NamePath,
    _ message: String,
    _ module: RuleSubject,
    to findings: inout RuleFindings
  ) {
    findings.add(
      line: call.line,
      column: call.column,
      symbol: module.written(call.callee) + " " + module.written(path),
      message,
      help: "register a function that looks the current one up, or register again after a reload"
    )
  }

  private static func makesCallback(_ call: CallFacts, _ module: RuleSubject) -> Bool {
    var path = call.callee
    let isCalled = path.root == .expression
    path.root = path.base
    path.isPartial = false
    return module.values(path).contains {
      switch $0 {
      case .external(let dotted):
        isCalled && dotted.hasPrefix("ctypes.") && dotted.hasSuffix("FUNCTYPE")
      case .externalInstance(let type, _):
        !isCalled && type.hasPrefix("ctypes.") && type.hasSuffix("FUNCTYPE")
      default: false
      }
    }
  }
}
