from pkg.sub.calc import calc

TABLE = {"calc": calc}
