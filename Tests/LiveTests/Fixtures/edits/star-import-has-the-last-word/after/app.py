from base import SIZE, double
from wide import *
