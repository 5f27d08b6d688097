"""A main thread that is busy in the way it is told."""
import json
import os
import sys
import threading
import time

import work


def long_call(seconds):
    # One C call that neither looks at signals nor lets other threads run.
    steps, end = 10 ** 6, time.monotonic() + seconds
    began = time.monotonic()
    sum(range(steps))
    sum(range(int(steps * seconds / max(1e-6, time.monotonic() - began))))
    return end


def main(how):
    if how == "import":
        threading.Thread(target=__import__, args=("slow",), daemon=True).start()
        time.sleep(0.2)
    print(json.dumps({"pid": os.getpid()}), flush=True)
    if how == "lock":
        with work.LOCK:
            time.sleep(60)
    elif how == "short lock":
        for _ in range(600):
            with work.LOCK:
                time.sleep(0.2)
            time.sleep(0.1)
    elif how == "call":
        long_call(30)
    elif how == "frame":
        work.forever()
    for line in sys.stdin:
        print(json.dumps({"value": work.VALUE}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
