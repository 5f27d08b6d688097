import threading

__reload_keep__ = ['worker', 'first']
PORT = 1


def register_worker(port):
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()
    return thread


worker = register_worker(PORT)
first = worker


def name():
    return 'old', PORT
