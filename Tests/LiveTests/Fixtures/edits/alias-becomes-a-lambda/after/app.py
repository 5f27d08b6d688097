plain = lambda x: x + 2
other = plain
other = lambda x: plain(x) * 2
