t''
t'a{b}c'
t'{a!r:>{width}}' t"{b = }"
rt'\d{a}' Tr'{b}' T'{c}'
t'{a["x"]}{{}}'
f'{t"{a}"}'
