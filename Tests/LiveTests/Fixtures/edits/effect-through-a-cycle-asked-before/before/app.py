from steps import again, walk

FIRST = 1
SCALE = 2
walk(FIRST, [])
SECOND = again(30) * SCALE
