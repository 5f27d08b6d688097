class Wait:
    def __await__(self):
        yield


async def helper():
    return "new helper"


async def work():
    await Wait()
    return await helper()
