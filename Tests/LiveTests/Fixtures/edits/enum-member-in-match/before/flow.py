from states import State


def label(state):
    match state:
        case State.OPEN:
            return "o"
        case State.CLOSED:
            return "c"
        case _:
            return "?"
