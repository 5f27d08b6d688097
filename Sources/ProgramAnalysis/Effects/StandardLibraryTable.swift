/// The top-level modules of CPython's standard library, 3.8 to 3.14 (`sys.stdlib_module_names`).
enum StandardLibraryTable {
  static func contains(_ dotted: String) -> Bool {
    let top = dotted.prefix { $0 != "." }
    return top.hasPrefix("_") || modules.contains(String(top))
  }

  private static let modules: Set<String> = Set(
    """
    abc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit base64 bdb
    binascii bisect builtins bz2 cProfile calendar cgi cmath cmd code codecs codeop collections
    colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
    crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email
    encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
    functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html
    http idlelib imaplib imp importlib inspect io ipaddress itertools json keyword linecache
    locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing
    netrc nntplib nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle
    pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty
    pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
    resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site
    smtpd smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat
    statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile
    telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib
    trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib
    uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile
    zipimport zlib zoneinfo
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  )
}
