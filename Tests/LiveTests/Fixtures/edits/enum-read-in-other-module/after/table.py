from kinds import Kind
NAMES = {k.value: k.name for k in Kind}
