from vec import Vec

V3 = Vec[3]
