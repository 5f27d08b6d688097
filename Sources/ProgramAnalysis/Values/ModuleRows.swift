/// Something for each name, class or function of each module, found one by one.
///
/// Rows of arrays, as hashing the pairs took a tenth of the time of the lookups.
struct ModuleRows<Element> {
  private var rows: [[Element?]]

  init(modules: Int) { rows = Array(repeating: [], count: modules) }

  subscript(module: Int, position: Int) -> Element? {
    position < rows[module].count ? rows[module][position] : nil
  }

  /// Keeps an element; `count` says how many positions the module has.
  mutating func set(_ element: Element, _ module: Int, _ position: Int, of count: Int) {
    if rows[module].isEmpty { rows[module] = Array(repeating: nil, count: count) }
    rows[module][position] = element
  }
}
