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


async def main():
    tasks = [asyncio.ensure_future(hammer(index)) for index in range(500)]
    loop = asyncio.get_running_loop()
    print(json.dumps({"pid": os.getpid()}), flush=True)
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        print(json.dumps({"calls": calls, "broken": len(broken), "sample": broken[:3], "version": await work.public(1),
                          "time": time.monotonic()}), flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
