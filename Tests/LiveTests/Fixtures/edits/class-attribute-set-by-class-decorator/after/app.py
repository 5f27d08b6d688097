from deco import table


@table
class User:
    table = None
