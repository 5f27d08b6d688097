from lib import *
C = 3
