from base import *
TWICE = SIZE * 2
LIMIT = 10
SIZE = SIZE + 5
