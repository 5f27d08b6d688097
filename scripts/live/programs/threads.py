"""Eight threads that call one function without a pause."""
import json
import os
import sys
import threading
import time

import work

calls = [0] * 8
broken = []
running = True


def hammer(index):
    while running:
        try:
            work.public(index)
        except Exception as error:
            broken.append(repr(error))
        calls[index] += 1


def main():
    global running
    threads = [threading.Thread(target=hammer, args=(index,), daemon=True) for index in range(8)]
    for thread in threads:
        thread.start()
    print(json.dumps({"pid": os.getpid()}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"calls": sum(calls), "broken": len(broken), "sample": broken[:3], "version": work.public(1),
                          "time": time.monotonic()}), flush=True)
    running = False


if __name__ == "__main__":
    main()
