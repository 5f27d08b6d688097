RATE = 7


class Box:
    @property
    def part(self):
        return RATE * 7


MADE = getattr(Box(), 'part')
