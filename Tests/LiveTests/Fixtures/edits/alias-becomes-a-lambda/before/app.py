plain = lambda x: x + 2
other = lambda x: plain(x) * 2
other = plain
