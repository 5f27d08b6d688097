import sys
NAMES = ["get", "put"]


def _make(name):
    def call(x):
        return name, x
    return call


for _name in NAMES:
    vars(sys.modules[__name__])[_name] = _make(_name)
