/// What an expression stands for, as far as the sources tell.
package enum Value: Hashable, Sendable {
  case module(Int)
  case function(module: Int, function: Int)
  case classType(module: Int, classIndex: Int)
  /// An instance of a class of the program; `place` says who keeps it, nil when it is new.
  case instance(module: Int, classIndex: Int, place: Place?)
  /// A list, dictionary or set.
  case container(Place?)
  /// Something outside the program, by its dotted name.
  case external(String)
  /// What calling something outside the program gave, by the type's name when that is known.
  case externalInstance(String, place: Place?)
  /// An attribute of such an object, by the type's name and its own.
  case externalMember(String, place: Place?)
  /// A value that can't change: a number, a string, a tuple.
  case constant
  /// Some object that a name of the program holds.
  case object(Place)
  case unknown

  /// Where an object is kept: a module's name, or an attribute of one.
  package struct Place: Hashable, Sendable {
    /// The module's position, or -1 for something outside the program.
    package var module: Int
    package var name: String

    package init(module: Int, name: String) {
      self.module = module
      self.name = name
    }

    package static let outside = -1
  }
}

extension Value {
  /// Who keeps the object, if somebody does.
  package var place: Place? {
    switch self {
    case .instance(_, _, let place), .container(let place), .externalInstance(_, let place),
      .externalMember(_, let place):
      place
    case .object(let place): place
    case .module, .function, .classType, .external, .constant, .unknown: nil
    }
  }

  /// The same object, kept somewhere.
  func kept(at place: Place) -> Value {
    switch self {
    case .instance(let module, let index, nil):
      .instance(module: module, classIndex: index, place: place)
    case .container(nil): .container(place)
    case .externalInstance(let type, nil): .externalInstance(type, place: place)
    case .unknown: .object(place)
    default: self
    }
  }
}
