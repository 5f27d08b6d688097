BASE = 3
import b
TOTAL = b.PART + 1
