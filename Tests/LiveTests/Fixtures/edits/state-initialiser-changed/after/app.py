seen = ["start"]
def see(x):
    seen.append(x)
