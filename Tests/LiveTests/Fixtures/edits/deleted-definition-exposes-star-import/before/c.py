from a import *


class C:
    own = 1
