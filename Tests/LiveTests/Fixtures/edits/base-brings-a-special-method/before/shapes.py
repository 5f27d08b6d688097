class Named:
    def __repr__(self):
        return "named"


class Plain:
    pass
