from inject import inject


@inject
def show(value: str):
    return value
