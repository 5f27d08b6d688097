from reg import note


class Outer:
    size = 2

    @note
    def own(self):
        return 1


class Part:
    @note
    def run(self):
        return 2


Outer.part = Part
