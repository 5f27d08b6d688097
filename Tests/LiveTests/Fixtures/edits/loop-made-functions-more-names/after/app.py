NAMES = ["get", "put", "head"]


def _make(name):
    def call(x):
        return name, x
    return call


for _name in NAMES:
    globals()[_name] = _make(_name)
