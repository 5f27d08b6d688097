internal import FoundationEssentials
internal import HostIO

/// A conversation with the agent in one process.
///
/// Every call blocks until the answer is there or its deadline is over. The agent reads only when
/// the signal tells it to, so each message is followed by the signal, and by further ones while
/// no answer comes.
package final class AgentSession {
  /// The process at the other end.
  package let target: AgentTarget
  /// What the agent said first.
  package let hello: AgentHello

  // Held until the conversation is over: it keeps other commands away.
  private let request: AgentRequest
  private var channel: AgentChannel

  /// Connects to the agent in process `pid`; `known` is its hello of an earlier session.
  ///
  /// - Throws: `DriverError`; in every case the process is as it was.
  package init(
    pid: Int32,
    known: AgentHello? = nil,
    deadline: Duration = .seconds(10)
  ) throws(DriverError) {
    let target = try AgentTarget(pid: pid)
    let end = ContinuousClock.now + deadline
    let request = try AgentRequest(to: target, token: known?.token)
    var channel = AgentChannel(stream: try request.connect(deadline: deadline))
    let rest = ContinuousClock.now.duration(to: end)
    let line = try channel.receive("hello", from: target, deadline: max(rest, .seconds(1)))
    guard let hello = Self.hello(line, known) else {
      throw .invalidMessage(pid: pid, kind: "hello")
    }
    guard hello.schema == AgentProtocol.schema else {
      throw .wrongSchema(pid: pid, schema: hello.schema)
    }
    self.target = target
    self.request = request
    self.channel = channel
    self.hello = hello
  }

  private static func hello(_ line: [UInt8], _ known: AgentHello?) -> AgentHello? {
    let decoder = JSONDecoder()
    // The brief one is short: most of a save's time would go into decoding hundreds of modules.
    if let known, line.count < 512,
      let brief = try? decoder.decode(AgentBriefHello.self, from: Data(line)), brief.same,
      brief.token == known.token
    {
      return known
    }
    return try? decoder.decode(AgentHello.self, from: Data(line))
  }

  deinit { try? channel.send(Array("{\"type\":\"bye\"}\n".utf8), to: target) }

  /// The sources that the named modules run, each proven as far as can be.
  ///
  /// `offered` has texts that their files had earlier; the agent takes one that gives the code it runs.
  package func sources(
    of names: [String],
    offered: [String: [[UInt8]]] = [:],
    deadline: Duration = .seconds(30)
  ) throws(DriverError) -> AgentSources {
    let request = SourcesRequest(
      names: names,
      offered: offered.mapValues { $0.map { Data($0).base64EncodedString() } }
    )
    guard let body = try? JSONEncoder().encode(request) else {
      throw .invalidMessage(pid: target.pid, kind: "request")
    }
    try channel.send(Array(body) + [UInt8(ascii: "\n")], to: target)
    let line = try channel.receive("sources", from: target, deadline: deadline)
    guard let reply = try? JSONDecoder().decode(SourcesReply.self, from: Data(line)) else {
      throw .invalidMessage(pid: target.pid, kind: "sources")
    }
    var sources: [String: [UInt8]] = [:]
    for (name, text) in reply.sources {
      guard let data = Data(base64Encoded: text) else {
        throw .invalidMessage(pid: target.pid, kind: "sources")
      }
      sources[name] = Array(data)
    }
    return AgentSources(sources: sources, proofs: reply.proofs)
  }

  /// Where the process runs (environment, flags, folder, search path), as the agent's JSON.
  package func surroundings(deadline: Duration = .seconds(10)) throws(DriverError) -> [UInt8] {
    try channel.send(Array("{\"type\":\"surroundings\"}\n".utf8), to: target)
    return try channel.receive("surroundings", from: target, deadline: deadline)
  }

  /// Hands over a plan and waits for its outcome; `onStep` is called as steps are done.
  ///
  /// `sources` are what changed modules run, as far as they are at hand: the agent may have left them
  /// in files that have other texts by now.
  ///
  /// While calls in flight stand in its way the plan is tried again, for as long as `patience` says;
  /// one attempt has the time `deadline`.
  /// With `fresh`, the answer of `FreshStarts`, the agent compares before it commits.
  ///
  /// - Throws: `DriverError`. Once the plan was accepted, a lost connection leaves it unknown what
  ///   was applied.
  package func apply(
    planJSON: [UInt8],
    sources: [String: [UInt8]] = [:],
    fresh: [UInt8]? = nil,
    patience: Duration = .seconds(3),
    deadline: Duration = .seconds(60),
    onStep: (AgentStep) -> Void = { _ in }
  ) throws(DriverError) -> DriverOutcome {
    // One message is one line. Newlines in JSON stand between tokens only.
    let plan = planJSON.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    let milliseconds =
      patience.components.seconds * 1000
      + patience.components.attoseconds / 1_000_000_000_000_000
    let head = "{\"type\":\"apply\",\"patience\":\(Double(milliseconds) / 1000),\"plan\":"
    var message = Array(head.utf8) + plan
    if !sources.isEmpty,
      let texts = try? JSONEncoder().encode(sources.mapValues { Data($0).base64EncodedString() })
    {
      message += Array(",\"sources\":".utf8) + Array(texts)
    }
    if let fresh { message += Array(",\"fresh\":".utf8) + fresh.filter { $0 != 10 } }
    message += Array("}\n".utf8)
    try channel.send(message, to: target)
    let decoder = JSONDecoder()
    let line = try channel.receive(
      "outcome",
      from: target,
      deadline: .seconds(10),
      applying: deadline
    ) { kind, line in
      guard kind == "step", let step = try? decoder.decode(AgentStep.self, from: Data(line)) else {
        return
      }
      onStep(step)
    }
    guard let outcome = try? decoder.decode(DriverOutcome.self, from: Data(line)) else {
      throw .noOutcome(pid: target.pid, seconds: 0, at: nil)
    }
    return outcome
  }
}

private struct SourcesRequest: Encodable {
  var type = "sources"
  var names: [String]
  var offered: [String: [String]]
}

private struct SourcesReply: Decodable {
  var sources: [String: String]
  var proofs: [String: String]
}
