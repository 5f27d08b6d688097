/// A place in the source of a program.
package struct SourceSite: Hashable, Sendable {
  package var module: Int
  /// 1-based.
  package var line: UInt32
  /// 0-based, in bytes.
  package var column: UInt32

  package init(module: Int, line: UInt32, column: UInt32) {
    self.module = module
    self.line = line
    self.column = column
  }
}

/// One thing that code does beside making values.
package struct ImportEffect: Hashable, Sendable {
  package var kind: EffectKind
  /// What is called or changed: `threading.Thread.start`, `shop.registry.HANDLERS`.
  package var what: String
  /// The module whose object changes, or `Value.Place.outside`; for other kinds too.
  package var owner: Int
  /// How it changes, for changes of objects.
  package var how: How = .call
  /// Where it stands.
  package var site: SourceSite
  /// How many times on the way to it something may not run.
  package var conditions = 0

  /// What the code says.
  package enum How: UInt8, Sendable {
    case call, attribute, item, augmented, method, global
    /// Going through something uses it up.
    case consumed
  }

  /// What tells effects apart, wherever they stand.
  struct Key: Hashable {
    var kind: EffectKind
    var what: String
  }

  var key: Key { Key(kind: kind, what: what) }
}

/// How import-time code comes to an effect.
package enum EffectEntry: Hashable, Sendable {
  /// The statement itself does it.
  case direct
  /// A call; the callee as written.
  case call(String)
  /// A decorator; its name as written.
  case decorator(String)
  /// Making a class; its name and the base or metaclass that does it.
  case classCreation(className: String, base: String, hook: String)
  /// Something that doesn't look like a call: an operator, an attribute, a loop.
  case implicit(String)
}

/// An effect of a top-level statement.
package struct StatementEffect: Sendable {
  package var effect: ImportEffect
  package var entry: EffectEntry
  /// Where the statement starts it.
  package var site: SourceSite
  /// The calls from the statement to the effect, without both ends.
  package var chain: [SourceSite]
  /// The functions called on the way, outermost first.
  package var functions: [FunctionKey]
  /// The chain in the source that it acts on, when the statement does it itself.
  package var target: [String]
  /// Whether an argument is a literal, and whether a mode is one of writing.
  package var hasLiteralArgument = false
}
