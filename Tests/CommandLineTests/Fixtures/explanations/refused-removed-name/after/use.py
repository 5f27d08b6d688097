from lib import B
