from lib import *

label.order = 3
