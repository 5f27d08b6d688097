if a:
	b
	if c:
		d
        # comment


x = 1 \
  + 2
if a:
  b; c;
class A:

    x
\

y = (1,
# inside
  2)
  # odd comment
if x: pass
if y:
    z # end