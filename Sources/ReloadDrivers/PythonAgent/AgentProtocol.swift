/// What both ends of the conversation with the agent agree on; `transport.py` is the other end.
package enum AgentProtocol {
  /// The signal that announces a request or a message: `SIGRTMIN+5` as glibc counts.
  package static let signal: Int32 = 39
  /// The agent's own folder, which a process holds open to tell the agent's handler from others'.
  package static let folder = "reload_plan_agent"
  /// The version of the messages.
  package static let schema = "reload-plan/agent/1"
}
