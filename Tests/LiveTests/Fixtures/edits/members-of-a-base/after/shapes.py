class Root:
    def run(self):
        return 1

    def area(self):
        return 1


class Plain(Root):
    LIMIT = 2

    def run(self):
        return 10

    def __bool__(self):
        return False
