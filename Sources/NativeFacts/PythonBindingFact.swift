/// What a unit does as part of a CPython extension module.
package struct PythonBindingFact: Hashable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// `PyInit_name`
    case initialiser
    /// A `PyModuleDef`: `detail` is `m_size`, or `slots` when it has any.
    case module
    /// A slot of a module: `detail` is its value.
    case slot
    /// A `PyTypeObject` of static storage.
    case staticType
    /// A `PyObject *` of static storage.
    case globalObject
    /// A function in a method table: `detail` is the C function.
    case method
    /// `PyCapsule_New` with a literal.
    case capsule
    /// `PyCapsule_Import` with a literal: `detail` is the function around it.
    case capsuleImport
    /// `PyImport_ImportModule` and its kin with a literal: `detail` is the function around it.
    case importedModule
    /// `PyModule_Create`: the init function makes the whole module.
    case singlePhase
    /// `PyModuleDef_Init`
    case multiPhase
    /// `PyType_FromSpec` and its kin.
    case heapType
  }

  package var kind: Kind
  package var name: String
  package var detail: String
  package var file: String
  package var line: Int

  package init(kind: Kind, name: String, detail: String, file: String, line: Int) {
    self.kind = kind
    self.name = name
    self.detail = detail
    self.file = file
    self.line = line
  }
}
