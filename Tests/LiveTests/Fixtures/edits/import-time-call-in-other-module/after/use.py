import lib
LIST = lib.build()
