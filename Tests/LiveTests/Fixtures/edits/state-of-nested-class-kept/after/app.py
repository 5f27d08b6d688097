class Outer:
    class Stats:
        hits = 0
        names = set()

    def top(self):
        return 9

    def hit(self, name):
        Outer.Stats.hits += 1
        Outer.Stats.names.add(name)


class Sub(Outer):
    total = 0
    unit = 'x'

    def hit(self, name):
        super().hit(name)
        Sub.total += 1
