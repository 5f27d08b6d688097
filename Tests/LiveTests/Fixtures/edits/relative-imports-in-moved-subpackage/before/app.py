from pkg.calc import calc

TABLE = {"calc": calc}
