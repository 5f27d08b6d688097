from lib import ITEMS, make
ITEMS += [make()]
