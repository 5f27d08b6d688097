import signal


def on_usr1(number, frame):
    SEEN.append("new")


SEEN = []
signal.signal(signal.SIGUSR1, on_usr1)
