class Root:
    def run(self):
        return 1

    def area(self):
        return 1


class Plain(Root):
    LIMIT = 1

    def area(self):
        return 2

    def __len__(self):
        return 5
