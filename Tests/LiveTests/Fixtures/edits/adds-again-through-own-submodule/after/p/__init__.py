from . import hooks

hooks.TABLE.setdefault('stop', []).append(hooks.LIMIT)
