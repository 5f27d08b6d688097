import functools


@functools.total_ordering
class Version:
    def __init__(self, major, minor):
        self.major, self.minor = major, minor

    def __eq__(self, other):
        return self.major == other.major

    def __lt__(self, other):
        return self.major < other.major
