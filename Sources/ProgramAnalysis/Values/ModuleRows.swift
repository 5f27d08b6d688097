/// Something for each name, class or function of each module, found one by one.
///
/// Rows of arrays, as hashing the pairs took a tenth of the time of the lookups; behind a pointer, as a look
/// into a variable of an object is checked for overlaps each time, and there are a hundred thousand.
final class ModuleRows<Element> {
  private let rows: UnsafeMutableBufferPointer<[Element?]>

  init(modules: Int) {
    rows = .allocate(capacity: modules)
    rows.initialize(repeating: [])
  }

  deinit {
    rows.deinitialize()
    rows.deallocate()
  }

  subscript(module: Int, position: Int) -> Element? {
    precondition(rows.indices.contains(module))
    return position < rows[module].count ? rows[module][position] : nil
  }

  /// Keeps an element; `count` says how many positions the module has.
  func set(_ element: Element, _ module: Int, _ position: Int, of count: Int) {
    precondition(rows.indices.contains(module))
    if rows[module].isEmpty { rows[module] = Array(repeating: nil, count: count) }
    rows[module][position] = element
  }
}
