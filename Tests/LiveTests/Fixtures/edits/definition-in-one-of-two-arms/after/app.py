K = 4
if K > 2:
    def side(x):
        return x + K
else:
    def side(x):
        return x


class Point:
    SIDE = side(1)
    NAME = 'b'


K = side(9)
