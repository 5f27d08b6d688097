"""A thread that takes messages from the inbox and hands them to their handlers."""

import threading

from shop import store
from shop.registry import handler_for


def handle_one(message):
    answer = handler_for(message["kind"])(message)
    message["answer"].append(answer)


def run():
    while True:
        message = store.INBOX.get()
        if message is None:
            return
        with store.LOCK:
            handle_one(message)
        store.INBOX.task_done()


def start():
    thread = threading.Thread(target=run, name="worker", daemon=True)
    thread.start()
    return thread
