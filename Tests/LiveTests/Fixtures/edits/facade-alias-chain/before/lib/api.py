from impl import work as do, VERSION as V
