from middle import *

MORE = COUNT + 1
