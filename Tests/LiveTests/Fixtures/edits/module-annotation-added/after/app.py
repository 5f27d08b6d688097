import conf

FIELDS = sorted(conf.__annotations__)
