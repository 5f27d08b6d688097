UNIT = 12
def cost(n, unit=UNIT):
    return n * unit
