async def ticks():
    yield 1
    yield 2
