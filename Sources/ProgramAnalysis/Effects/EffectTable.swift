/// What is known of code outside the project: callables without effects that matter on a re-run.
///
/// Facts about the standard library, from its documentation and sources. "Pure" means: makes or reads
/// values, registers nothing, starts nothing, changes no argument.
package enum EffectTable {
  /// Whether a dotted name outside the project is a callable without effects.
  package static func isPure(_ dotted: String) -> Bool {
    if !isFollowed(dotted), EffectStubs.standard.actsOutside(dotted) { return false }
    if pureNames.contains(dotted) { return true }
    let parts = dotted.split(separator: ".")
    if let last = parts.last {
      // `sys.platform.startswith`, `str.join`; `type.__new__`, `object.__init__`.
      if parts.count > 2, pureMethods.contains(String(last)) { return true }
      if parts[0] == "builtins", allocating.contains(String(last)) { return true }
      // Exceptions of the standard library are made, nothing more.
      if isException(last), parts[0] == "builtins" || StandardLibraryTable.contains(dotted) {
        return true
      }
    }
    guard let dot = dotted.firstIndex(of: ".") else { return false }
    let top = String(dotted[..<dot])
    if pureModules.contains(top) { return !impureNames.contains(dotted) }
    return pureModules.contains { dotted.hasPrefix($0 + ".") } && !impureNames.contains(dotted)
  }

  /// Whether planning follows what a callable registers, so that calling it is no unknown: the handlers
  /// of a single dispatch, and classes with an abstract one, which may be told the same twice.
  package static func isFollowed(_ dotted: String) -> Bool {
    dotted.hasSuffix(".register")
      && (dotted.hasPrefix("functools.singledispatch") || dotted.hasPrefix("collections.abc."))
  }

  private static func isException(_ name: Substring) -> Bool {
    name.first?.isUppercase ?? false
      && (name.hasSuffix("Error") || name.hasSuffix("Exception") || name.hasSuffix("Warning")
        || name == "StopIteration" || name == "SystemExit" || name == "KeyboardInterrupt")
  }

  /// Whether defining a class below a base outside the project does no more than make the class.
  ///
  /// No class of the standard library keeps a register of its subclasses.
  package static func isPlainBase(_ dotted: String) -> Bool {
    isPure(dotted) || dotted.hasPrefix("builtins.") || StandardLibraryTable.contains(dotted)
  }

  /// Whether a method, by its name alone, is one of a builtin type that changes nothing.
  package static func isPureMethod(_ name: String) -> Bool { pureMethods.contains(name) }

  /// Whether a callable outside the project may return an object of the project.
  static func handsOut(_ dotted: String) -> Bool {
    handingOut.contains(dotted) || dotted.hasPrefix("copy.") || dotted.hasPrefix("operator.")
      || dotted.hasPrefix("itertools.") || dotted.hasPrefix("functools.")
      || dotted.hasPrefix("weakref.") || dotted.hasPrefix("pickle.")
      || dotted.hasPrefix("contextlib.") || dotted.hasPrefix("inspect.")
      || dotted.hasPrefix("importlib.") || dotted.hasPrefix("logging.")
      || dotted.hasPrefix("contextvars.") || dotted.hasPrefix("queue.")
      || dotted.hasPrefix("random.") || dotted.hasPrefix("asyncio.")
      || dotted.hasPrefix("concurrent.") || dotted.hasPrefix("heapq.")
      || dotted.hasPrefix("collections.ChainMap") || dotted.hasPrefix("typing.")
      || dotted.hasPrefix("unittest.") || dotted.hasPrefix("dataclasses.")
      || dotted.hasPrefix("types.") || dotted.hasPrefix("enum.")
  }

  /// Whether a method, by its name alone, is one of a builtin type that returns something new, or
  /// something nobody can change.
  static func isMakingMethod(_ name: String) -> Bool {
    pureMethods.contains(name) && !handingOutMethods.contains(name)
  }

  /// Mutators of builtin containers are mutations of their own in the facts.
  static func isMutator(_ name: String) -> Bool { mutators.contains(name) }

  private static let mutators: Set<String> = [
    "append", "add", "update", "insert", "extend", "pop", "remove", "discard", "clear",
    "setdefault", "popitem", "sort", "reverse", "appendleft", "extendleft",
  ]

  private static let handingOutMethods: Set<String> = [
    "__call__", "__getitem__", "get", "parent", "getter", "setter", "deleter", "mro", "group",
  ]

  /// Decorators that neither look at more of the function than its name and docstring nor call it.
  package static func isTransparentDecorator(_ dotted: String) -> Bool {
    transparentDecorators.contains(dotted)
  }

  /// Decorators and factories whose results remember what the function returned.
  package static func isMemoising(_ dotted: String) -> Bool { memoising.contains(dotted) }

  /// Callees that keep or inspect their arguments but never call them.
  package static func neverCallsArguments(_ dotted: String) -> Bool {
    transparentDecorators.contains(dotted) || inspecting.contains(dotted)
      || keeping.contains(dotted)
  }

  /// Callees that only hold on to their arguments, to call them later.
  package static func onlyKeepsArguments(_ dotted: String) -> Bool {
    keeping.contains(dotted) || dotted.hasPrefix("typing.") && dotted != "typing.NamedTuple"
      || dotted.hasPrefix("typing_extensions.")
  }

  /// Callables outside the project whose result holds their arguments: who has it gets at them.
  package static func holdsArguments(_ dotted: String) -> Bool { holding.contains(dotted) }

  /// Callables outside the project that return a new object each time, or one nobody can change.
  package static func makesNew(_ dotted: String) -> Bool {
    isPure(dotted) && !handingOut.contains(dotted)
  }

  private static let handingOut: Set<String> = [
    "builtins.getattr", "builtins.next", "builtins.vars", "builtins.globals", "builtins.max",
    "builtins.min", "builtins.super", "logging.getLogger", "os.environ.get", "copy.copy",
    "functools.reduce", "typing.cast", "operator.getitem", "operator.attrgetter",
    "operator.itemgetter", "importlib.import_module", "builtins.__import__", "inspect.getmodule",
    "threading.current_thread", "sys.intern", "functools.wraps", "functools.update_wrapper",
  ]

  private static let holding: Set<String> = [
    "functools.partial", "functools.partialmethod", "builtins.list", "builtins.tuple",
    "builtins.dict", "builtins.set", "builtins.staticmethod", "builtins.classmethod",
    "builtins.property", "collections.OrderedDict", "collections.deque", "types.MappingProxyType",
    "types.MethodType", "types.SimpleNamespace",
  ]

  private static let keeping: Set<String> = holding.union([
    "threading.Thread", "threading.Timer", "signal.signal", "atexit.register", "weakref.finalize",
    "weakref.ref", "weakref.proxy", "contextvars.ContextVar", "multiprocessing.Process",
    "os.register_at_fork",
  ])

  private static let allocating: Set<String> = ["__new__", "__init__", "__init_subclass__"]

  private static let memoising: Set<String> = [
    "functools.lru_cache", "functools.cache", "functools.cached_property",
  ]

  private static let transparentDecorators: Set<String> = [
    "builtins.staticmethod", "builtins.classmethod", "builtins.property", "functools.lru_cache",
    "functools.cache", "functools.cached_property", "functools.wraps", "contextlib.contextmanager",
    "contextlib.asynccontextmanager", "abc.abstractmethod", "abc.abstractproperty",
    "typing.overload", "typing.final", "typing.no_type_check", "typing_extensions.overload",
    "typing_extensions.final", "typing_extensions.override", "typing.override", "types.coroutine",
    "functools.singledispatch", "functools.singledispatchmethod",
  ]

  private static let inspecting: Set<String> = [
    "dataclasses.dataclass", "functools.total_ordering", "functools.partial", "enum.unique",
    "typing.runtime_checkable", "typing_extensions.runtime_checkable", "typing.NamedTuple",
    "builtins.isinstance", "builtins.issubclass", "builtins.id", "builtins.type", "builtins.list",
    "builtins.tuple", "builtins.dict", "builtins.set", "builtins.frozenset", "builtins.getattr",
    "builtins.hasattr", "typing.cast", "typing.TypeVar", "inspect.signature", "typing.Union",
  ]

  private static let pureNames: Set<String> = Set(
    """
    abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict dir divmod enumerate
    filter float format frozenset getattr hasattr hash hex id int isinstance issubclass iter len list map
    max memoryview min next object oct ord pow property range repr reversed round set slice sorted
    staticmethod str sum super tuple type vars zip Exception BaseException ValueError TypeError KeyError
    IndexError RuntimeError AttributeError NotImplementedError ImportError OSError LookupError
    StopIteration Warning DeprecationWarning globals setattr delattr compile
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { "builtins." + $0 }
  ).union([
    "logging.getLogger", "logging.Formatter", "logging.NullHandler", "os.environ.get", "os.getenv",
    "os.getpid", "os.getcwd", "os.fspath", "os.cpu_count", "os.fsencode", "os.fsdecode",
    "threading.Lock", "threading.RLock", "threading.local", "threading.Event",
    "threading.Condition", "threading.Semaphore", "threading.BoundedSemaphore",
    "threading.Thread", "threading.Timer", "threading.current_thread", "threading.get_ident",
    "asyncio.Lock", "asyncio.Event", "asyncio.Queue", "asyncio.Semaphore",
    "asyncio.iscoroutinefunction",
    "queue.Queue", "queue.SimpleQueue", "queue.LifoQueue", "queue.PriorityQueue",
    "sys.intern", "sys.getsizeof", "sys.getfilesystemencoding", "sys.getdefaultencoding",
    "sys.exc_info",
    "json.loads", "json.dumps", "json.load", "tomllib.load", "tomllib.loads", "csv.reader",
    "csv.DictReader", "configparser.ConfigParser", "configparser.RawConfigParser", "pickle.load",
    "pickle.loads", "pkgutil.get_data", "importlib.resources.files",
    "importlib.resources.read_text", "importlib.resources.read_binary",
    "importlib.resources.open_text", "importlib.resources.open_binary", "io.TextIOWrapper",
    "json.JSONEncoder", "json.JSONDecoder",
    "importlib.metadata.version",
    "importlib.util.find_spec", "importlib.import_module", "builtins.__import__",
    "random.Random", "random.SystemRandom", "socket.inet_aton", "io.StringIO", "io.BytesIO",
    "argparse.ArgumentParser", "argparse.Namespace", "gettext.NullTranslations",
    "locale.getpreferredencoding",
    "platform.system", "platform.machine", "platform.python_implementation",
    "platform.python_version",
    "tempfile.gettempdir", "warnings.catch_warnings", "http.HTTPStatus",
    "http.cookies.SimpleCookie",
    "xml.etree.ElementTree.QName", "base64.b64encode", "base64.b64decode", "hashlib.sha1",
    "hashlib.sha256", "hashlib.md5", "hashlib.sha512", "hashlib.new", "ast.parse",
    // Its one effect beside the text is that the module remembers which warnings it gave.
    "warnings.warn",
    "ctypes.POINTER", "ctypes.CFUNCTYPE", "ctypes.WINFUNCTYPE", "ctypes.PYFUNCTYPE",
    "ctypes.Structure", "ctypes.sizeof", "ctypes.byref",
  ])

  /// Modules all of whose callables are pure, but for `impureNames`.
  private static let pureModules: Set<String> = [
    "typing", "typing_extensions", "collections", "functools", "itertools", "operator", "re",
    "dataclasses", "enum", "abc", "contextlib", "contextvars", "types", "math", "cmath", "decimal",
    "fractions", "datetime", "string", "struct", "textwrap", "copy", "weakref", "inspect",
    "numbers",
    "uuid", "time", "pathlib", "os.path", "posixpath", "ntpath", "keyword", "token", "tokenize",
    "statistics", "colorsys", "html", "unicodedata", "stringprep", "array", "bisect", "heapq",
    "graphlib", "zoneinfo", "calendar", "binascii", "urllib.parse", "ipaddress", "secrets", "hmac",
    "email.utils", "mimetypes.MimeTypes", "stat", "errno", "codecs", "difflib", "fnmatch", "glob",
    "importlib.machinery", "traceback", "linecache", "reprlib", "pprint", "__future__",
  ]

  private static let impureNames: Set<String> = [
    "codecs.register", "codecs.register_error", "decimal.setcontext", "decimal.getcontext",
    "time.sleep", "time.tzset", "weakref.finalize", "heapq.heappush", "heapq.heapify",
    "heapq.heappop", "heapq.heapreplace", "heapq.heappushpop", "operator.iconcat",
    "bisect.insort", "bisect.insort_left", "bisect.insort_right", "operator.setitem",
    "operator.delitem", "operator.iadd", "operator.ior", "pathlib.Path.write_text",
    "pathlib.Path.write_bytes", "pathlib.Path.mkdir", "pathlib.Path.unlink", "pathlib.Path.touch",
    "traceback.print_exc", "pprint.pprint", "os.path.walk", "time.clock_settime", "copyreg.pickle",
    "abc.ABCMeta.register", "contextlib.redirect_stdout",
  ]

  private static let pureMethods: Set<String> = Set(
    """
    __call__ __contains__ __eq__ __get__ __getitem__ __hash__ __sizeof__ __iter__ __len__ __repr__ __str__ __subclasses__ as_posix bit_length
    capitalize casefold center copy count decode difference encode endswith exists expanduser fileno isatty find findall
    finditer format format_map from_iterable fromhex fromkeys fromisoformat fullmatch get getEffectiveLevel
    group groupdict groups hex index intersection is_absolute is_dir is_file isalnum isalpha isascii isdecimal
    isdigit isdisjoint isidentifier islower isnumeric isoformat isspace issubset issuperset istitle isupper
    items joinpath join keys read read_bytes read_text readline readlines ljust lower lstrip match maketrans most_common mro parent partition relative_to
    removeprefix removesuffix replace resolve rfind rindex rjust rpartition rsplit rstrip search split
    splitlines startswith strftime strip sub subn swapcase symmetric_difference timestamp title to_bytes
    total_seconds translate union upper values with_name with_suffix zfill _replace _asdict getter setter deleter
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  )
}
