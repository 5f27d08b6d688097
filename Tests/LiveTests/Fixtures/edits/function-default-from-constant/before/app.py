UNIT = 10
def cost(n, unit=UNIT):
    return n * unit
