class Tool:
    def use(self):
        return "used"


def help_():
    return "help"
