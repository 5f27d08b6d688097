class User:
    kind = "user"

    def name(self):
        return "u2"
