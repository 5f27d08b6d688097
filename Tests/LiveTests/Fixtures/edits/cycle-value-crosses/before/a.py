BASE = 2
import b
TOTAL = b.PART + 1
