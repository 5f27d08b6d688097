from tables import TABLE

COUNT = sum(TABLE.values())
