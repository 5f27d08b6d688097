/// The version, and what this build can do.
enum Version {
  static let number = "0.1.0"

  static let text = """
    reload-plan \(number)
    Python 3.8 to 3.14 sources; C and C++ sources: no (built without libclang)
    """
}
