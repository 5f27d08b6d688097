from one import N
SQUARE = N * N
