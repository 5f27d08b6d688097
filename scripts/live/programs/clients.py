"""Clients that send requests without a pause: eight threads, kept-alive connections and new ones in turn."""
import http.client
import json
import socket
import sys
import threading
import time

port = int(sys.argv[1])
done = [0] * 8
failed = []
running = True


def request(index):
    connection = None
    while running:
        try:
            if connection is None or done[index] % 20 == 0:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            if connection.sock is not None:
                # Else each answer that comes in two pieces waits 40 ms for a delayed acknowledgement.
                connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            connection.request("GET", "/")
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or not body.isdigit():
                failed.append("%d %r" % (answer.status, body[:80]))
        except Exception as error:
            failed.append(repr(error))
            connection = None
        done[index] += 1


def main():
    global running
    threads = [threading.Thread(target=request, args=(index,), daemon=True) for index in range(8)]
    for thread in threads:
        thread.start()
    print(json.dumps({}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"calls": sum(done), "broken": len(failed), "sample": failed[:3], "time": time.monotonic()}), flush=True)
    running = False


if __name__ == "__main__":
    main()
