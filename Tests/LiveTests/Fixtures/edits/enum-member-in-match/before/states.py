import enum


class State(enum.Enum):
    OPEN = "open"
    CLOSED = "closed"
