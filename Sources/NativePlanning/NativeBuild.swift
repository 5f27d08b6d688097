/// What a build makes: which units become which libraries, and by which commands.
package struct NativeBuild: Sendable {
  /// A library, program or archive.
  package struct Product: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case archive, library, program }

    /// Relative to the project, or absolute outside it.
    package var path: String
    package var kind: Kind
    /// The command that makes it; the compile commands come before it.
    package var action: Int
    /// Units whose objects are in it, archives included; positions in `units`.
    package var units: [Int]
    /// Shared libraries that are linked to it; positions in `products`.
    package var libraries: [Int]
    /// Archives that are part of it.
    package var archives: [Int]
  }

  /// A source and what it is compiled to.
  package struct Unit: Hashable, Sendable {
    /// Relative to the project.
    package var source: String
    /// The command; `nil` if it is compiled as part of the link.
    package var action: Int?
  }

  package private(set) var actions: [BuildAction]
  package private(set) var units: [Unit] = []
  /// Sorted by path.
  package private(set) var products: [Product] = []

  /// - Parameters:
  ///   - actions: All commands; of several with one output the last counts.
  ///   - root: The project's folder, without links.
  package init(_ actions: [BuildAction], root: String) {
    var byOutput: [String: Int] = [:]
    for (position, action) in actions.enumerated() { byOutput[action.output] = position }
    self.actions = actions
    var unitOf: [Int: Int] = [:]
    for (position, action) in actions.enumerated() where action.kind == .compile {
      guard byOutput[action.output] == position, let source = action.inputs.first else { continue }
      unitOf[position] = units.count
      units.append(Unit(source: BuildPath.relative(source, to: root), action: position))
    }
    let made = actions.indices.filter {
      actions[$0].kind != .compile && byOutput[actions[$0].output] == $0
    }
    let sorted = made.sorted {
      BuildPath.relative(actions[$0].output, to: root)
        < BuildPath.relative(actions[$1].output, to: root)
    }
    let productOf = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($0.element, $0.offset) }
    )
    for position in sorted {
      var product = Product(
        path: BuildPath.relative(actions[position].output, to: root),
        kind: Self.kind(of: actions[position]),
        action: position,
        units: [],
        libraries: [],
        archives: []
      )
      for input in actions[position].inputs {
        if let maker = byOutput[input], maker != position {
          if let unit = unitOf[maker] { product.units.append(unit) }
          if let other = productOf[maker] {
            product.add(other, kind: Self.kind(of: actions[maker]))
          }
        } else if BuildAction.isSource(input) {
          product.units.append(units.count)
          units.append(Unit(source: BuildPath.relative(input, to: root), action: nil))
        }
      }
      for name in actions[position].libraries {
        let wanted = ["lib\(name).so", "lib\(name).a"]
        let found = sorted.filter { wanted.contains(BuildPath.lastPart(actions[$0].output)) }
        // The shared one goes first, as it does for the linker.
        let best = found.first { actions[$0].kind != .archive } ?? found.first
        if let best, best != position, let other = productOf[best] {
          product.add(other, kind: Self.kind(of: actions[best]))
        }
      }
      products.append(product)
    }
    addArchives()
  }

  /// A product holds what its archives hold.
  private mutating func addArchives() {
    for index in products.indices {
      var seen: Set<Int> = [index]
      var waiting = products[index].archives
      while let archive = waiting.popLast() {
        guard seen.insert(archive).inserted else { continue }
        products[index].units += products[archive].units
        waiting += products[archive].archives
      }
      var known: Set<Int> = []
      products[index].units = products[index].units.filter { known.insert($0).inserted }
    }
  }

  private static func kind(of action: BuildAction) -> Product.Kind {
    switch action.kind {
    case .archive, .compile: .archive
    case .link(let isShared): isShared ? .library : .program
    }
  }
}

extension NativeBuild.Product {
  fileprivate mutating func add(_ other: Int, kind: Kind) {
    if kind == .archive {
      if !archives.contains(other) { archives.append(other) }
    } else if !libraries.contains(other) {
      libraries.append(other)
    }
  }
}
