HOOKS = {'start': [], 'stop': []}


def on(event):
    def wrap(fn):
        HOOKS.setdefault(event, []).append(fn)
        return fn

    return wrap
