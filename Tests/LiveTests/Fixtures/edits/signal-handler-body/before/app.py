import signal


def on_usr1(number, frame):
    SEEN.append("old")


SEEN = []
signal.signal(signal.SIGUSR1, on_usr1)
