import conf

SETTINGS = {n: getattr(conf, n) for n in dir(conf) if n.isupper()}
