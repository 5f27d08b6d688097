"""A program that waits, and answers with what its module has."""
import json
import os
import sys

sys.path.insert(0, os.getcwd())
import leaf


def main():
    print(json.dumps({"pid": os.getpid()}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"value": leaf.f()}), flush=True)


if __name__ == "__main__":
    main()
