from dataclasses import dataclass


@dataclass
class Job:
    size: int = 1

    def __post_init__(self):
        self.twice = self.size * 2
        self.thrice = self.size * 3
