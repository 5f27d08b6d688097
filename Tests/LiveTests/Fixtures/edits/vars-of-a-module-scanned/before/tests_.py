def test_a():
    return "a"


def helper():
    return "h"
