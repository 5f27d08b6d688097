seen = []
def see(x):
    seen.append(x)
