import enum


class State(enum.Enum):
    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"
