'a' "b" '''c''' """d"""
u'a' U"b" 'c'
r'\d' R"\n"
b'a' B"b" rb'\x' Rb'c' bR"d"
'\a\b\f\n\r\t\v\\\'\"\0\12\777\x41\u00e9\U0001F600\N{BULLET}\q\
end'
b'\x41\u0041\N{x}\777'
'''line
line\
joined'''
'\ud800'
f''
f'a'
f'{a}'
f'{a!r:>{width}.{precision}}' f"{b=}" f'{c = !s}' f'{d=:>5}'
f'{{a}} {{{b}}} {c}}}'
'x' f'{a}' 'y' "z" f'' f'w'
f"{a["b"]} {f'{f"{c}"}'}"
f'''{
    a  # comment
    + b
}'''
f'{a:{b}{c}}' f'{a:}' f'{a:x{b}y}'
f'{(lambda: 1)()}' f'{a if b else c}' f'{*a, b}' f'{yield_}' f'{ {1: 2}[1] }'
f'{a!=b}' f'{a:=5}' f'{(a:=5)}'
rf'\{a}\d{b:\d}' fR'{a}' F'{a}'
f'\N{BULLET} {a} \x41 \
'
f'{a,}' f'{a, b}'
f'''{a
=}'''
f"{x:%H:%M}"
