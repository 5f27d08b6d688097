internal import Glibc

/// Why a file or folder can't be read.
package enum FileError: Error, Hashable, Sendable {
  case notFound
  case notPermitted
  case notAFolder
  case isAFolder
  case tooManyLinks
  /// Anything else the system says, by its number.
  case system(errno: Int32)

  package init(errno number: Int32) {
    switch number {
    case ENOENT: self = .notFound
    case EACCES, EPERM: self = .notPermitted
    case ENOTDIR: self = .notAFolder
    case EISDIR: self = .isAFolder
    case ELOOP: self = .tooManyLinks
    default: self = .system(errno: number)
    }
  }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound: "it doesn't exist"
    case .notPermitted: "reading it isn't permitted"
    case .notAFolder: "it isn't a folder"
    case .isAFolder: "it is a folder"
    case .tooManyLinks: "its links form a loop"
    case .system(let number): String(cString: strerror(number))
    }
  }
}
