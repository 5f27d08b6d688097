from steps import again, walk

FIRST = 3
SCALE = 4
walk(FIRST, [])
SECOND = again(30) * SCALE
