from inject import inject


@inject
def show(value: int):
    return value
