# -*- coding: iso-8859-5 -*-
T = "cafщ"
