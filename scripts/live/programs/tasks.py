"""Five hundred tasks that call one coroutine function and are suspended in it most of the time."""
import asyncio
import json
import os
import sys
import time

import work

calls = 0
broken = []


async def hammer(index):
    global calls
    while True:
        try:
            await work.public(index)
        except Exception as error:
            broken.append(repr(error))
        calls += 1
        await asyncio.sleep(0)


async def answer():
    print(json.dumps({"calls": calls, "broken": len(broken), "sample": broken[:3], "version": await work.public(1),
                      "time": time.monotonic()}), flush=True)


async def main():
    tasks = [asyncio.ensure_future(hammer(index)) for index in range(500)]
    loop = asyncio.get_running_loop()
    ended = loop.create_future()

    def read():
        # In the loop's own thread: one that waits for the lock while the loop polls and never sleeps starves for 10 s and more.
        if os.read(sys.stdin.fileno(), 64):
            tasks.append(loop.create_task(answer()))
        else:
            loop.remove_reader(sys.stdin)
            ended.set_result(None)

    loop.add_reader(sys.stdin, read)
    print(json.dumps({"pid": os.getpid()}), flush=True)
    await ended
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
