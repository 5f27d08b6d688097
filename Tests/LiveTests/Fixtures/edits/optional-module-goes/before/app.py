try:
    from fast import dump
    HAVE_FAST = True
except ImportError:
    HAVE_FAST = False

    def dump(x):
        return "slow"
