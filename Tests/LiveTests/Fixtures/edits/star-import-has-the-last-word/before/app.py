from base import SIZE
from wide import *
