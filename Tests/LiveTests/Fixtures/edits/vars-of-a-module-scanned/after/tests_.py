def test_a():
    return "a"


def test_b():
    return "b"


def helper():
    return "h"
