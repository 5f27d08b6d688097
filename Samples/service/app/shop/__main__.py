"""Starts the worker and serves lines from standard input: `order tea 3.5`, `greet Ada`, `report`."""

import sys

from shop import handlers, reports, store, worker
from shop.invoices import invoice

assert handlers


def ask(message):
    answers = []
    store.INBOX.put({**message, "answer": answers})
    store.INBOX.join()
    return answers[0]


def serve(line):
    word, *rest = line.split()
    if word == "order":
        return ask({"kind": "order", "item": rest[0], "net": float(rest[1])})
    if word == "greet":
        return ask({"kind": "greet", "name": rest[0]})
    if word == "invoice":
        return invoice(store.ORDERS[-1])
    return reports.summary()


def main():
    worker.start()
    for line in sys.stdin:
        print(serve(line), flush=True)


if __name__ == "__main__":
    main()
