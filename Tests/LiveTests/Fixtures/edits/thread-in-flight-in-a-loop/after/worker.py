import threading

asked = threading.Event()
done = threading.Event()
RESULTS = []


def step():
    return "new"


def loop():
    while True:
        asked.wait()
        asked.clear()
        RESULTS.append(step())
        done.set()


def ask():
    done.clear()
    asked.set()
    done.wait(5)
    return RESULTS[-1]
