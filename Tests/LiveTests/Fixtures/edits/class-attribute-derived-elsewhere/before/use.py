from conf import Limits
DOUBLE = Limits.TOP * 2
def get():
    return DOUBLE
