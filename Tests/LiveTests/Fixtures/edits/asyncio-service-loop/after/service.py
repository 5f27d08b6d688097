import asyncio


async def handle(item):
    return "new %s" % item


class Service:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.results = []

    def count(self):
        return len(self.results)

    async def run(self):
        while True:
            item = await self.queue.get()
            self.results.append(await handle(item))
