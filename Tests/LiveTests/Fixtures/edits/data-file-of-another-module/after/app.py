from loader import load

BANNER = load("banner.txt")
