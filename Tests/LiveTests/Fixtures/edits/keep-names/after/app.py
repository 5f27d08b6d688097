import threading

__reload_keep__ = ['worker', 'first']
PORT = 2


def start(port):
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()
    return thread


worker = start(PORT)
first = worker


def name():
    return 'new', PORT
