class Tool:
    def use(self):
        return "two"


class Extra:
    pass
