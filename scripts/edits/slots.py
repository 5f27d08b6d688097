"""The parts of a statement that an edit can change, each with a way to draw it and to change it."""


class Slot:
    """One drawn value. `draw` takes the drawer (see drawing.py) and returns something printable."""

    def __init__(self, draw):
        self.draw = draw

    def change(self, drawer, value):
        for _ in range(6):
            new = self.draw(drawer)
            if new != value:
                return new
        return value


class Struct:
    """Named parts; a change touches one of them."""

    def __init__(self, **slots):
        self.slots = slots

    def draw(self, drawer):
        return {name: slot.draw(drawer) for name, slot in self.slots.items()}

    def change(self, drawer, value):
        name = drawer.random.choice(sorted(self.slots))
        new = dict(value)
        new[name] = self.slots[name].change(drawer, value[name])
        return new


class Many:
    """A list of parts; a change adds, removes, moves or changes one. `key` names a part that must stay unique."""

    def __init__(self, slot, low, high, key=None):
        self.slot, self.low, self.high, self.key = slot, low, high, key

    def draw(self, drawer):
        return self._unique([self.slot.draw(drawer) for _ in range(drawer.random.randint(self.low, self.high))])

    def _unique(self, values):
        if self.key is None:
            return values
        seen, kept = set(), []
        for value in values:
            if value[self.key] not in seen:
                seen.add(value[self.key])
                kept.append(value)
        return kept

    def change(self, drawer, values):
        random = drawer.random
        values = list(values)
        choice = random.random()
        if values and choice < 0.5:
            index = random.randrange(len(values))
            values[index] = self.slot.change(drawer, values[index])
        elif choice < 0.7 or not values:
            values.insert(random.randint(0, len(values)), self.slot.draw(drawer))
        elif choice < 0.88 and len(values) > self.low:
            values.pop(random.randrange(len(values)))
        elif len(values) > 1:
            index = random.randrange(len(values) - 1)
            values[index], values[index + 1] = values[index + 1], values[index]
        return self._unique(values)
