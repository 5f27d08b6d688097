# -*- coding: latin-1 -*-
a = "é"
é = 1
