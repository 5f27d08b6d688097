from a import fmt


def show(x, fmt=fmt):
    return fmt(x)
