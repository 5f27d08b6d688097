class Box:
    @property
    def part(self):
        return 1

    def __len__(self):
        return 4


def through():
    box = Box()
    return box.part


A = Box().part
B = len(Box())
C = through()
D = len([Box()][0])
