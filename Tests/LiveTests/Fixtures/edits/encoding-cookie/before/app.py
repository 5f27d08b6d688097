# -*- coding: latin-1 -*-
T = "café"
