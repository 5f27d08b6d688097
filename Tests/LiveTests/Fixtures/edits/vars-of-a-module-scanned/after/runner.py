import tests_

TESTS = {n: f for n, f in vars(tests_).items() if n.startswith("test_")}
