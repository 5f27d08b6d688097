import plug
from hub import REG, LIST, run_all, dispatch
from lib import f, Box

box = Box()
box.call = f
TABLE = {}
TABLE["f"] = f
MORE = []
MORE.append(f)

v_box = box.call(1)
v_table = TABLE["f"](1)
v_more = MORE[0](1)
v_reg = REG["p"](1)
v_list = LIST[0](1)
v_all = run_all()
v_dispatch = dispatch("p", 1)
