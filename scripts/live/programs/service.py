"""A small shop behind a threaded HTTP server."""
import gc
import json
import os
import sys
import threading
import types
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.getcwd())
from shop import api


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        body = json.dumps(measure() if self.path == "/measure" else api.answer(self.path)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def measure():
    """Memory, and how many functions of the shop are alive."""
    gc.collect()
    alive = sum(1 for thing in gc.get_objects() if type(thing) is types.FunctionType and str(thing.__module__).startswith("shop"))
    with open("/proc/self/statm") as file:
        return {"kib": int(file.read().split()[1]) * 4, "functions": alive}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(json.dumps({"pid": os.getpid(), "port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
