"""Clients of the shop: four threads, a pause of a few milliseconds between requests. Prints counts when asked."""
import http.client
import json
import sys
import threading
import time

port = int(sys.argv[1])
done = [0] * 4
failed = []


def request(index):
    connection = None
    while True:
        try:
            if connection is None or done[index] % 50 == 0:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
            connection.request("GET", "/order/%d" % (done[index] % 7))
            answer = connection.getresponse()
            value = json.loads(answer.read())
            # Price and total come from two modules: they must be of one version.
            if answer.status != 200 or value["total"] != value["check"]:
                failed.append("%d %r" % (answer.status, value))
        except Exception as error:
            failed.append(repr(error))
            connection = None
        done[index] += 1
        time.sleep(0.004)


for index in range(4):
    threading.Thread(target=request, args=(index,), daemon=True).start()
print(json.dumps({}), flush=True)
for line in sys.stdin:
    print(json.dumps({"calls": sum(done), "failed": len(failed), "sample": failed[:3]}), flush=True)
