K = 1
import b
