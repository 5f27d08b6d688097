/// What code does beside making values, in the kinds that a reload tells apart.
package enum EffectKind: UInt8, Sendable, CaseIterable {
  case fileRead, fileWrite, network
  /// A thread, process or task is started.
  case concurrency
  /// A table that outlives the module gets an entry.
  case registry
  /// An object of another module changes.
  case mutation
  /// An attribute of a module or class is replaced.
  case patch
  /// A setting of the process changes.
  case setting
  case logging
  /// The process calls back at some event.
  case hook
  /// The same, and it can't be taken back.
  case irrevocable
  case console
  /// Code is made of text at run time.
  case code
  /// The value differs from run to run.
  case varying
  /// The import system gets another finder, path hook or codec.
  case finder
  /// Doing it a second time is an error.
  case rejected
  /// `sys.modules` changes.
  case moduleTable
  /// A module is imported whose name is computed.
  case dynamicImport
  /// What it does can't be told.
  case unknown

  /// The word that stub tables use; nil for what no table says.
  package init?(word: some StringProtocol) {
    switch word {
    case "reads": self = .fileRead
    case "writes": self = .fileWrite
    case "network": self = .network
    case "starts": self = .concurrency
    case "registers": self = .registry
    case "mutates": self = .mutation
    case "patches": self = .patch
    case "sets": self = .setting
    case "logs": self = .logging
    case "hooks": self = .hook
    case "irrevocable": self = .irrevocable
    case "prints": self = .console
    case "executes": self = .code
    case "varies": self = .varying
    case "finders": self = .finder
    case "rejects": self = .rejected
    case "modules": self = .moduleTable
    case "imports": self = .dynamicImport
    default: return nil
    }
  }
}
