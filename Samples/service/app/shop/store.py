"""State of the running shop."""

import queue
import threading

ORDERS = []
INBOX = queue.Queue()
LOCK = threading.Lock()
